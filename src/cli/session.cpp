// SPDX-License-Identifier: Apache-2.0
#include "cli/session.h"

#include "base/clock.h"
#include "base/random.h"

namespace signoff::cli {

Session::Session(Settings settings, Console console, bool has_login)
    : settings_{settings}, console_{console}, http_{settings, console.style().language} {
  if (!has_login) return;
  auto token = load_token(settings_);
  if (token)
    http_.use_token(*std::move(token));
  else
    no_token_ = Failure{std::move(token.error()), {}, {}, {}, {}};
}

void Session::forget_login() {
  http_.use_token({});
  no_token_.reset();
}

Done<Answer> Session::call(const Call& call) {
  if (no_token_) return std::unexpected{*no_token_};
  auto answer = http_.send(call);
  if (!answer) return failed(std::move(answer.error()));
  if (answer->status < 200 || answer->status > 299)
    return std::unexpected{parse_problem(answer->status, answer->body)};
  return *std::move(answer);
}

namespace {

Done<Resource> resource(Done<Answer> answer) {
  if (!answer) return std::unexpected{std::move(answer.error())};
  auto document = parse_answer(answer->body);
  if (!document) return failed(std::move(document.error()));
  return Resource{*std::move(document), std::move(answer->etag), answer->status};
}

Call posting(const std::string& path, const boost::json::object& body) {
  Call call;
  call.method = "POST";
  call.path = path;
  call.body = boost::json::serialize(body);
  return call;
}

}  // namespace

Done<Resource> Session::get(const std::string& path) {
  Call wanted;
  wanted.path = path;
  return resource(call(wanted));
}

Done<Resource> Session::post(const std::string& path, const boost::json::object& body,
                             const std::string& if_match) {
  auto wanted = posting(path, body);
  wanted.if_match = if_match;
  return resource(call(wanted));
}

Done<Resource> Session::create(const std::string& path, const boost::json::object& body) {
  auto wanted = posting(path, body);
  wanted.idempotency_key = fresh_name();
  return resource(call(wanted));
}

void Session::show(const boost::json::object& document, View view) const {
  console_.print(console_.as_json() ? boost::json::serialize(document) + "\n"
                                    : view(document, console_.style()));
}

void Session::say_done(std::string_view en, std::string_view zh) const {
  console_.print(console_.as_json() ? std::string{"{}\n"}
                                    : fmt::format("{}\n", console_.say(en, zh)));
}

std::string with_plus(std::string_view number) {
  return number.starts_with('+') ? std::string{number} : "+" + std::string{number};
}

std::string fresh_name() {
  const SystemClock clock;
  SystemRandom random;
  return new_uuid(clock.now(), random);
}

Done<std::string> line_id(Session& session, const std::string& given) {
  if (given.empty() || given.find_first_not_of("+0123456789") != std::string::npos)
    return given;
  auto found = session.get("/api/v1/lines?msisdn=" + percent_encoded(with_plus(given)));
  if (!found) return std::unexpected{std::move(found.error())};
  const auto items = objects_at(found->document, "items");
  if (items.size() != 1) return failed(Fault::not_found, "line.unknown");
  return text_at(*items.front(), "id");
}

}  // namespace signoff::cli
