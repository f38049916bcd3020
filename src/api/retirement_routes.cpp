// SPDX-License-Identifier: Apache-2.0
// What desks bring of cards that they retired.
#include "api/card_retirement.h"
#include "api/json_text.h"
#include "api/problem_texts.h"
#include "api/signed_report.h"

#include <algorithm>

namespace signoff {
namespace {

// Nothing is wrong with what came: it is taken once this installation is set up for it.
constexpr std::string_view kNotSetUp[] = {"card.not_served", "wipe.no_desk_keys",
                                          "jws.key_unknown", "notification.issuer_unknown"};

bool is_not_set_up(const Error& why) {
  return std::ranges::find(kNotSetUp, why.code) != std::end(kNotSetUp);
}

// Whether it speaks of one thing that came, and not of us.
bool is_refusal(const Error& why) {
  return why.fault == Fault::bad_input || why.fault == Fault::forbidden ||
         is_not_set_up(why);
}

void write_thing(JsonText& json, ByteView bytes, const Result<Attached>& attached) {
  json.text("digest", to_hex(sha256(bytes)));
  if (!attached) {
    const auto& why = attached.error();
    json.text("outcome", "refused")
        .text("code", why.code)
        .both("text", sentence_of(why))
        .flag("is_final", !is_not_set_up(why));
    return;
  }
  json.text("outcome", to_string(attached->outcome));
  if (attached->case_id.empty()) return;
  json.text("case_id", attached->case_id).text("case_number", attached->case_number);
}

Result<Attached> attach_wipe(RestParts& parts, const Caller& caller,
                             const GivenRetirement& given) {
  const auto* check = parts.settings.wipes;
  if (check == nullptr) return fail(Fault::unavailable, "wipe.no_desk_keys");
  auto said = check->check(given.wipe);
  if (!said) return pass_on(said.error());
  if (said->iccid != given.iccid->digits())
    return fail(Fault::bad_input, "wipe.other_card");
  return parts.retirements.attach(caller, {*std::move(said), given.wipe});
}

Result<Attached> attach_notification(RestParts& parts, const GivenRetirement& given,
                                     const Bytes& bytes) {
  const auto report = signed_report(parts, bytes);
  if (!report) return pass_on(report.error());
  if (given.eid && report->eid != *given.eid)
    return fail(Fault::bad_input, "card.other_chip");
  return parts.retirements.attach(*report);
}

void count(const RestParts& parts, const Result<Attached>& attached) {
  if (!parts.settings.on_card_report) return;
  if (!attached) return parts.settings.on_card_report(attached.error().code);
  // The same word as for what comes over ES9+.
  const bool is_told = attached->outcome == AttachOutcome::attached;
  parts.settings.on_card_report(is_told ? "told" : to_string(attached->outcome));
}

// POST /api/v1/card-retirements
Response attach_retirement(RestParts& parts, const Request& request) {
  const auto& caller = caller_of(request);
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  if (const auto allowed = parts.retirements.allow(caller); !allowed)
    return refuse(allowed.error());
  const auto given = read_retirement(*body);
  if (!given) return problem(given.error());

  JsonText json;
  json.open();
  if (!given->wipe.empty()) {
    const auto attached = attach_wipe(parts, caller, *given);
    if (!attached && !is_refusal(attached.error())) return refuse(attached.error());
    json.open("wipe");
    write_thing(json, as_bytes(given->wipe), attached);
    json.close();
  }
  json.open_list("notifications");
  for (const auto& bytes : given->notifications) {
    const auto attached = attach_notification(parts, *given, bytes);
    count(parts, attached);
    if (!attached && !is_refusal(attached.error())) return refuse(attached.error());
    json.open();
    write_thing(json, bytes, attached);
    json.close();
  }
  return json_text(200, json.close_list().close().take());
}

constexpr RestRoute kRetirementRoutes[] = {
    {Method::post, "/api/v1/card-retirements", "attachRetirement", attach_retirement,
     Access::session, Run::worker, kRetirementBodyMax},
};

}  // namespace

std::span<const RestRoute> retirement_routes() { return kRetirementRoutes; }

}  // namespace signoff
