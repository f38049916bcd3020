// SPDX-License-Identifier: Apache-2.0
// What chips tell us of their profiles, and what staff see of it.
#include "api/es9plus.h"
#include "api/json_text.h"
#include "api/profile_texts.h"
#include "api/signed_report.h"
#include "engine/profiles.h"
#include "service/bounds.h"

namespace signoff {
namespace {

constexpr unsigned kStatusFailed = 400;

Result<ReportTaken> take(RestParts& parts, const Request& request) {
  if (media_type(request.content_type) != "application/json")
    return fail(Fault::bad_input, "http.content_type");
  auto bytes = pending_notification(request.body);
  if (!bytes) return pass_on(bytes.error());
  const auto report = signed_report(parts, *std::move(bytes));
  if (!report) return pass_on(report.error());
  return parts.card_reports.take(*report);
}

// The answer to a device. ES9+ HandleNotification has no data to answer and no errors of
// its own (SGP.22 v2 clauses 5.6.4 and 6.3): 204 acknowledges, and then the device strikes
// the notification off its list (clause 3.5). So nothing that we could not check or keep is
// acknowledged. It stays on the chip, which is the one place where the proof is safe, and
// comes again when, say, a root that was missing here is configured. Devices look at the
// status alone; the body says why in the form that all other ES9+ functions use.
Response answer_device(const Result<ReportTaken>& taken) {
  if (taken) return no_content();
  const auto& why = taken.error();
  if (why.fault == Fault::unavailable || why.code == "http.content_type")
    return problem(why);
  return json_text(kStatusFailed, es9_failure(why));
}

// POST /gsma/rsp2/es9plus/handleNotification
Response handle_notification(RestParts& parts, const Request& request) {
  auto answer = limited(parts.chips, request);
  std::string outcome = "limited";
  if (!answer) {
    const auto taken = take(parts, request);
    outcome = taken ? std::string{to_string(*taken)} : taken.error().code;
    answer = answer_device(taken);
  }
  if (parts.settings.on_card_report) parts.settings.on_card_report(outcome);
  answer->with("X-Admin-Protocol", kEs9Protocol);
  return *std::move(answer);
}

void write_report(JsonText& json, const CardReport& report) {
  json.open()
      .text("change", to_string(report.change))
      .number("sequence", report.sequence)
      .at("at", report.at)
      .text("eid_masked", masked_eid(report.eid))
      .text("address", report.address)
      .text("digest", report.digest)
      .number("times", report.times)
      .flag("is_in_history", !report.case_id.empty())
      .close();
}

void write_wipe(JsonText& json, const WipeRecord& wipe) {
  json.open()
      .at("at", wipe.at)
      .at("wiped_at", wipe.wiped_at)
      .flag("is_proved", wipe.is_proved)
      .text("desk_key", wipe.key_id)
      .text("digest", wipe.digest)
      .flag("is_in_history", !wipe.case_id.empty())
      .close();
}

// GET /api/v1/cases/{id}/card
Response show_card(RestParts& parts, const Request& request) {
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());
  const auto evidence = parts.card_reports.evidence(caller_of(request), *id);
  if (!evidence) return refuse(evidence.error());
  const auto& line = evidence->line;
  JsonText json;
  json.open()
      .text("state", to_string(line.card))
      .flag("is_esim", line.eid.has_value())
      .flag("is_proved", evidence->is_proved)
      .text("iccid_masked", evidence->iccid);
  if (line.eid) json.text("eid_masked", evidence->eid).both("text", profile_text(line));
  json.open_list("reports");
  for (const auto& report : evidence->reports) write_report(json, report);
  json.close_list().open_list("wipes");
  for (const auto& wipe : evidence->wipes) write_wipe(json, wipe);
  return json_text(200, json.close_list().close().take());
}

// POST /api/v1/cases/{id}/card/waiver
Response waive_profile(RestParts& parts, const Request& request) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  const auto reason = fields.required_string("reason", kLookReasonMin, kLookReasonMax);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  return case_answer(
      parts, request,
      parts.card_reports.waive(caller_of(request), act->id, act->version, reason));
}

constexpr RestRoute kSmdpRoutes[] = {
    {Method::post, "/gsma/rsp2/es9plus/handleNotification", "handleNotification",
     handle_notification, Access::open, Run::worker, kEs9BodyMax},
    {Method::get, "/api/v1/cases/{id}/card", "showCard", show_card},
    {Method::post, "/api/v1/cases/{id}/card/waiver", "waiveProfile", waive_profile},
};

}  // namespace

std::span<const RestRoute> smdp_routes() { return kSmdpRoutes; }

}  // namespace signoff
