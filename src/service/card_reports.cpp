// SPDX-License-Identifier: Apache-2.0
#include "service/card_reports.h"

#include "engine/profiles.h"
#include "service/bounds.h"
#include "service/desk.h"

#include <algorithm>

namespace signoff {
namespace {

const Actor kChip{Role::system, "euicc"};
// Somebody who switches between profiles all day makes two reports each time. Deletions
// have room beyond that.
constexpr std::size_t kReportsMax = 256;
constexpr std::size_t kDeletionsMax = 2 * kReportsMax;

CardReport report_of(const SignedReport& given, const std::string& line_id, Instant now) {
  CardReport report;
  report.line_id = line_id;
  report.digest = to_hex(sha256(given.bytes));
  report.change = given.change;
  report.sequence = given.sequence;
  report.eid = given.eid.digits();
  report.address = given.address;
  report.at = now;
  return report;
}

// The one that the line has already, if any. A chip counts what it reports, so that the
// same number is the same report: it may sign anew each time it is asked, and bytes beside
// the signed part may be written in more than one way.
const CardReport* same_report(const std::vector<CardReport>& known,
                              const CardReport& report) {
  const auto found = std::ranges::find_if(known, [&](const CardReport& one) {
    return one.digest == report.digest ||
           (one.eid == report.eid && one.sequence == report.sequence &&
            one.change == report.change);
  });
  return found == known.end() ? nullptr : &*found;
}

}  // namespace

// The newest line that has this profile on this chip, or on a chip that nobody has noted.
// A stranger's chip and a profile that is not ours look alike from outside.
Result<Line> CardReports::line_of(CardStore& cards, const SignedReport& report) {
  const auto unknown = fail(Fault::not_found, "card.unknown_profile");
  const auto iccid = Iccid::parse(report.iccid);
  if (!iccid) return unknown;
  auto lines = cards.lines_with(*iccid);
  if (!lines) return pass_on(lines.error());
  const auto fits = [&](const Line& line) { return !line.eid || *line.eid == report.eid; };
  const auto found = std::ranges::find_if(*lines, fits);
  if (found == lines->end()) return unknown;
  return std::move(*found);
}

Result<ReportTaken> CardReports::take(const SignedReport& given) {
  auto* cards = parts_.outside.cards;
  if (cards == nullptr) return fail(Fault::unavailable, "card.not_served");
  const auto line = line_of(*cards, given);
  if (!line) return pass_on(line.error());
  const auto report = report_of(given, line->id, parts_.clock.now());
  const auto known = cards->card_reports(line->id);
  if (!known) return pass_on(known.error());
  const auto* same = same_report(*known, report);
  const auto most = given.change == ProfileChange::deleted ? kDeletionsMax : kReportsMax;
  if (same == nullptr && known->size() >= most) return ReportTaken::dropped;

  // Kept before it is told: whatever dies in between, the chip sends it again, and the
  // history says whether it was told.
  const bool is_kept_otherwise = same != nullptr && same->digest != report.digest;
  const auto kept =
      is_kept_otherwise ? Result<CardReport>{*same} : cards->keep(report, given.bytes);
  if (!kept) return pass_on(kept.error());
  if (!kept->case_id.empty()) return ReportTaken::repeated;
  const auto told = tell_case(*cards, *kept);
  if (!told) return pass_on(told.error());
  if (*told) return ReportTaken::told;
  return same != nullptr || kept->times > 1 ? ReportTaken::repeated : ReportTaken::kept;
}

// False where there is nothing to tell: no case yet, or its history has the report already.
// A case that has not come to its profile yet is told too, so that the step that does
// starts over if it was running just then.
Result<bool> CardReports::tell_case(CardStore& cards, const CardReport& report) {
  auto& store = parts_.outside.store;
  for (int tries = 0; tries < kTries; ++tries) {
    auto dossier = case_of_profile(store, report.line_id);
    if (!dossier) return pass_on(dossier.error());
    if (!*dossier) return false;
    const auto& case_id = (*dossier)->head.id;
    // Another case may have told of it, before a crash, and be over.
    const auto teller = case_that_tells(store, report.line_id, report.digest);
    if (!teller) return pass_on(teller.error());
    if (!teller->empty()) {
      if (auto set = cards.set_told(report.line_id, report.digest, *teller); !set)
        return pass_on(set.error());
      return false;
    }
    const auto reports = cards.card_reports(report.line_id);
    if (!reports) return pass_on(reports.error());
    Entry entry{**dossier, parts_.outside.pack, parts_.clock.now(), kChip};
    const auto* last = last_report(*reports);
    if (last != nullptr && last->digest == report.digest)
      (void)apply_report(entry, report.change);
    note_report(entry, report);
    const auto done = store.commit(entry.take());
    if (done) {
      if (auto set = cards.set_told(report.line_id, report.digest, case_id); !set)
        return pass_on(set.error());
      return true;
    }
    if (done.error().fault != Fault::conflict) return pass_on(done.error());
  }
  return fail(Fault::unavailable, "case.busy");
}

Result<std::optional<Case>> CardReports::case_of(const SignedReport& given) {
  auto* cards = parts_.outside.cards;
  if (cards == nullptr) return fail(Fault::unavailable, "card.not_served");
  const auto line = line_of(*cards, given);
  if (!line) return pass_on(line.error());
  const auto known = cards->card_reports(line->id);
  if (!known) return pass_on(known.error());
  const auto* kept = same_report(*known, report_of(given, line->id, parts_.clock.now()));
  auto& store = parts_.outside.store;
  if (kept != nullptr && !kept->case_id.empty()) {
    auto dossier = store.dossier(kept->case_id);
    if (!dossier) return pass_on(dossier.error());
    return std::optional{std::move(dossier->head)};
  }
  auto dossier = case_of_profile(store, line->id);
  if (!dossier) return pass_on(dossier.error());
  if (!*dossier) return std::optional<Case>{};
  return std::optional{std::move((*dossier)->head)};
}

Result<CardEvidence> CardReports::evidence(const Caller& caller,
                                           const std::string& case_id) {
  auto dossier = load_case(parts_, caller, case_id, Verb::view_card);
  if (!dossier) return pass_on(dossier.error());
  CardEvidence evidence;
  evidence.line = std::move(dossier->line);
  evidence.iccid = masked(evidence.line.iccid);
  if (evidence.line.eid) evidence.eid = masked_eid(evidence.line.eid->digits());
  if (auto* cards = parts_.outside.cards) {
    auto reports = cards->card_reports(evidence.line.id);
    if (!reports) return pass_on(reports.error());
    evidence.reports = *std::move(reports);
    auto wipes = cards->card_wipes(evidence.line.id);
    if (!wipes) return pass_on(wipes.error());
    evidence.wipes = *std::move(wipes);
  }
  const auto* last = last_report(evidence.reports);
  evidence.is_proved = last != nullptr && last->change == ProfileChange::deleted;
  return evidence;
}

Result<CaseView> CardReports::waive(const Caller& caller, const std::string& case_id,
                                    int expected_version, const std::string& reason) {
  if (reason.size() < kLookReasonMin || reason.size() > kLookReasonBytesMax)
    return fail(Fault::bad_input, "reason.length", "/reason");
  auto changed = change_case(parts_, caller, case_id, expected_version, Verb::waive_profile,
                             [&](Entry& entry) -> Result<void> {
                               if (!entry.move_card(CardEvent::waived))
                                 return fail(Fault::conflict, "card.not_waiting");
                               entry.note("card.waived", in_words(reason));
                               return {};
                             });
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, *std::move(changed));
}

}  // namespace signoff
