// SPDX-License-Identifier: Apache-2.0
#include "cli/answer.h"

#include "cli/exit_codes.h"

namespace signoff::cli {
namespace {

constexpr std::size_t kDepthMax = 16;
constexpr std::size_t kCodeMax = 60;
constexpr std::size_t kSentenceMax = 500;
constexpr std::size_t kListMax = 20;

// Codes are words with dots; anything else is not one of ours.
bool is_code(std::string_view text) {
  if (text.empty() || text.size() > kCodeMax) return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") ==
         std::string_view::npos;
}

}  // namespace

Fault fault_of_status(unsigned status) {
  switch (status) {
    case 401:
    case 403: return Fault::forbidden;
    case 404: return Fault::not_found;
    case 409:
    case 412:
    case 428: return Fault::conflict;
    case 429:
    case 503: return Fault::unavailable;
    case 501: return Fault::bad_input;
    default: return status >= 400 && status < 500 ? Fault::bad_input : Fault::unknown;
  }
}

Result<boost::json::object> parse_answer(std::string_view body) {
  if (body.size() > kAnswerMax) return fail(Fault::unknown, "answer.too_large");
  boost::json::parse_options options;
  options.max_depth = kDepthMax;
  boost::system::error_code error;
  auto value = boost::json::parse(body, error, {}, options);
  if (error || !value.is_object()) return fail(Fault::unknown, "answer.unreadable");
  return std::move(value.as_object());
}

Failure parse_problem(unsigned status, std::string_view body) {
  Failure failure;
  failure.error.fault = fault_of_status(status);
  failure.error.code = "http.status_" + std::to_string(status);
  const auto document = parse_answer(body);
  if (!document) return failure;
  if (auto code = text_at(*document, "code"); is_code(code))
    failure.error.code = std::move(code);
  failure.error.detail = text_at(*document, "pointer").substr(0, kSentenceMax);
  failure.sentence = text_at(*document, "detail");
  if (failure.sentence.size() > kSentenceMax) failure.sentence.clear();
  for (const auto* need : objects_at(*document, "needs"))
    if (auto kind = text_at(*need, "kind");
        is_code(kind) && failure.needs.size() < kListMax)
      failure.needs.push_back(std::move(kind));
  for (auto& id : texts_at(*document, "obligations"))
    if (id.size() <= kCodeMax && failure.obligations.size() < kListMax)
      failure.obligations.push_back(std::move(id));
  failure.document = boost::json::serialize(*document);
  return failure;
}

std::string text_at(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return {};
  return std::string{std::string_view{value->get_string()}};
}

const boost::json::object& object_at(const boost::json::object& object,
                                     std::string_view name) {
  static const boost::json::object kNone;
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_object() ? value->get_object() : kNone;
}

const boost::json::array& list_at(const boost::json::object& object,
                                  std::string_view name) {
  static const boost::json::array kNone;
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_array() ? value->get_array() : kNone;
}

std::vector<const boost::json::object*> objects_at(const boost::json::object& object,
                                                   std::string_view name) {
  std::vector<const boost::json::object*> found;
  for (const auto& value : list_at(object, name))
    if (value.is_object()) found.push_back(&value.get_object());
  return found;
}

std::vector<std::string> texts_at(const boost::json::object& object,
                                  std::string_view name) {
  std::vector<std::string> found;
  for (const auto& value : list_at(object, name))
    if (value.is_string()) found.emplace_back(std::string_view{value.get_string()});
  return found;
}

std::string text_in(const boost::json::object& object, std::string_view name,
                    Language language) {
  return text_at(object_at(object, name), language == Language::zh ? "zh" : "en");
}

std::string money_at(const boost::json::object& object, std::string_view name) {
  const auto& money = object_at(object, name);
  const auto amount = text_at(money, "amount");
  return amount.empty() ? amount : amount + " " + text_at(money, "currency");
}

std::string number_at(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !(value->is_int64() || value->is_uint64())) return {};
  return boost::json::serialize(*value);
}

bool flag_at(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

}  // namespace signoff::cli
