// SPDX-License-Identifier: Apache-2.0
#include "lab/lab_routes.h"

#include <boost/json.hpp>

namespace signoff::lab {
namespace {

constexpr std::size_t kMessagesMax = 200;
constexpr std::size_t kTextMax = 1000;
constexpr Duration kAdvanceMax = std::chrono::days{365 * 10};

// A text member of a JSON body; empty is missing.
Result<std::string> member(const Request& request, std::string_view name) {
  boost::system::error_code error;
  const auto body = boost::json::parse(request.body, error);
  if (error || !body.is_object()) return fail(Fault::bad_input, "body.json");
  const auto* value = body.as_object().if_contains(name);
  if (value == nullptr || !value->is_string() || value->as_string().empty() ||
      value->as_string().size() > kTextMax)
    return fail(Fault::bad_input, "body.member", "/" + std::string{name});
  return std::string{value->as_string()};
}

// "+86…" from a path or a query, where a "+" may arrive as a blank or be left out.
Result<Msisdn> number_of(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  return Msisdn::parse(text);
}

Response messages(const Lab& lab, const Request& request) {
  auto to = request.query_value("to").value_or("");
  while (to.starts_with(' ')) to.remove_prefix(1);
  boost::json::array items;
  for (const auto& message : lab.messages().newest(to, kMessagesMax))
    items.push_back({{"at", to_string(message.at)},
                     {"channel", message.channel},
                     {"to", message.to},
                     {"text", message.text},
                     {"delivered", message.delivered}});
  return json(200, {{"items", std::move(items)}});
}

boost::json::object esim_json(const ChipProfile& esim) {
  return {{"is_there", esim.is_there},
          {"is_enabled", esim.is_enabled},
          {"undelivered", esim.undelivered}};
}

Response phone(Lab& lab, const Request& request) {
  const auto number = number_of(request.path("msisdn"));
  if (!number) return problem(number.error());
  const auto phone = lab.phone(*number);
  if (!phone) return problem(phone.error());
  boost::json::object object{{"attached_cs", phone->attached_cs},
                             {"attached_ps", phone->attached_ps},
                             {"hlr_known", phone->hlr_known}};
  if (phone->last_sms.empty())
    object["last_sms"] = nullptr;
  else
    object["last_sms"] = phone->last_sms;
  if (phone->esim)
    object["esim"] = esim_json(*phone->esim);
  else
    object["esim"] = nullptr;
  return json(200, object);
}

// POST /lab/phones/{msisdn}/esim/deletion: somebody deletes it in the phone's settings.
Response delete_esim(Lab& lab, const Request& request) {
  const auto number = number_of(request.path("msisdn"));
  if (!number) return problem(number.error());
  const auto esim = lab.delete_esim(*number);
  if (!esim) return problem(esim.error());
  return json(200, esim_json(*esim));
}

Response write_to(Lab& lab, const Request& request) {
  const auto number = number_of(request.path("msisdn"));
  if (!number) return problem(number.error());
  const auto text = member(request, "text");
  if (!text) return problem(text.error());
  const auto delivered = lab.write_to(*number, *text);
  if (!delivered) return problem(delivered.error());
  return json(200, {{"delivered", *delivered}});
}

Response reply(Lab& lab, const Request& request) {
  const auto from = member(request, "from");
  if (!from) return problem(from.error());
  const auto text = member(request, "text");
  if (!text) return problem(text.error());
  const auto number = number_of(*from);
  if (!number) return problem(number.error());
  const auto sent = lab.write_from(*number, *text);
  if (!sent) return problem(sent.error());
  return json(202, boost::json::object{});
}

// POST /lab/parties/{party}/events: a relying party's end of RFC 8935.
Response take_event(Lab& lab, const Request& request) {
  const auto taken =
      lab.take_event(request.path("party"), media_type(request.content_type), request.body);
  if (taken) return Response{.status = 202};
  const auto& why = taken.error();
  if (why.fault != Fault::bad_input) return problem(why);
  return json(400, {{"err", why.code}, {"description", why.detail}});
}

Response advance(Lab& lab, const Request& request) {
  const auto text = member(request, "advance");
  if (!text) return problem(text.error());
  const auto by = parse_duration(*text);
  if (!by) return problem(by.error());
  if (*by < Duration{} || *by > kAdvanceMax)
    return problem({Fault::bad_input, "clock.range", "/advance"});
  const auto now = lab.advance(*by);
  if (!now) return problem(now.error());
  return json(200, {{"now", to_string(*now)}});
}

}  // namespace

std::vector<Route> lab_routes(Lab& lab) {
  constexpr auto kOpen = Access::open;
  return {
      {Method::get, "/lab/messages", "labMessages",
       [&lab](const Request& request) { return messages(lab, request); }, kOpen},
      {Method::get, "/lab/phones/{msisdn}", "labPhone",
       [&lab](const Request& request) { return phone(lab, request); }, kOpen},
      {Method::post, "/lab/phones/{msisdn}/sms", "labWriteToPhone",
       [&lab](const Request& request) { return write_to(lab, request); }, kOpen},
      {Method::post, "/lab/phones/{msisdn}/esim/deletion", "labDeleteEsim",
       [&lab](const Request& request) { return delete_esim(lab, request); }, kOpen},
      {Method::post, "/lab/reply", "labReply",
       [&lab](const Request& request) { return reply(lab, request); }, kOpen},
      {Method::post, "/lab/parties/{party}/events", "labTakeEvent",
       [&lab](const Request& request) { return take_event(lab, request); }, kOpen,
       Run::quick},
      {Method::get, "/lab/clock", "labClock",
       [&lab](const Request&) {
         return json(200, {{"now", to_string(lab.clock().now())}});
       },
       kOpen},
      {Method::post, "/lab/clock", "labMoveClock",
       [&lab](const Request& request) { return advance(lab, request); }, kOpen},
  };
}

}  // namespace signoff::lab
