// SPDX-License-Identifier: Apache-2.0
#include "service/desk.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kScanMax = 1000;

// What is wrong between a line and its record, in a word; empty when they agree.
std::string_view disagreement(const Line& line, const Result<Subscription>& found) {
  const bool ended = line.state == LineState::terminated ||
                     line.state == LineState::ported_out || line.state == LineState::closed;
  if (!found) return ended ? "" : "register: unknown";
  if (found->msisdn && *found->msisdn != line.msisdn) return "register: another number";
  if (ended) return "register: still there";
  const auto before = line.state == LineState::cancel_pending
                          ? line.state_before.value_or(LineState::active)
                          : line.state;
  const bool should_be_barred = before == LineState::pre_cancelled ||
                                before == LineState::barred_lost ||
                                before == LineState::barred_risk;
  if (should_be_barred && !found->is_barred()) return "register: in service";
  if (before == LineState::active && found->is_barred()) return "register: barred";
  return "";
}

}  // namespace

Result<RegisterScan> Service::scan_register(const Caller& caller, const std::string& after,
                                            std::size_t limit) {
  if (!may(caller.actor.role, Verb::scan_orphans))
    return fail(Fault::forbidden, "rights.missing");
  const auto lines =
      parts_.outside.store.lines_after(after, std::clamp<std::size_t>(limit, 1, kScanMax));
  if (!lines) return pass_on(lines.error());
  RegisterScan scan;
  for (const auto& line : *lines) {
    const auto found = parts_.outside.home.find(line.imsi);
    if (!found && found.error().fault != Fault::not_found) return pass_on(found.error());
    ++scan.looked_at;
    scan.next = line.id;
    if (const auto word = disagreement(line, found); !word.empty())
      scan.findings.push_back({line.id,
                               masked(line.msisdn, parts_.outside.pack.place.calling_code),
                               line.state, std::string{word}});
  }
  if (lines->size() < limit) scan.next.clear();
  return scan;
}

}  // namespace signoff
