// SPDX-License-Identifier: Apache-2.0
#include "engine/port_companion.h"

#include "engine/new_case.h"

#include <fmt/format.h>

namespace signoff {
namespace {

// A line sees few cases; more than this are never read.
constexpr std::size_t kLineCasesMax = 50;

// The case that the move put an end to, if there was one.
Result<std::optional<Dossier>> superseded_case(Store& store, const std::string& line_id) {
  CaseFilter filter;
  filter.line_id = line_id;
  filter.limit = kLineCasesMax;
  auto cases = store.cases(filter);
  if (!cases) return pass_on(cases.error());
  if (cases->empty() || cases->back().head.state != CaseState::superseded)
    return std::nullopt;
  return std::move(cases->back());
}

// What the owner chose for his credit and his sub-lines still holds; what he agreed to pay
// for ending the line does not, for he has not ended it.
void take_over(Dossier& dossier, const Dossier& before) {
  auto& file = dossier.file;
  file.parent_case_id = before.head.id;
  file.contacts = before.file.contacts;
  file.language = before.file.language;
  if (before.file.stopped_at) file.stopped_at = before.file.stopped_at;
  for (const auto& one : before.file.settlements)
    if (one.obligation == "OB-21" || one.obligation == "OB-31")
      file.settlements.push_back(one);
}

Result<Dossier> companion(const PortParts& parts, const Line& line, Instant now,
                          const Actor& actor) {
  const auto owner = parts.store.owner(line.owner_id);
  if (!owner) return pass_on(owner.error());
  const auto number = parts.store.number(line.msisdn);
  if (!number) return pass_on(number.error());
  const auto before = superseded_case(parts.store, line.id);
  if (!before) return pass_on(before.error());
  auto dossier = new_case(line, *number, *owner, parts.pack, CaseType::port_companion, now,
                          parts.random);
  // There is no way back, so nothing needs remembering of how the line stood.
  dossier.head.step = StepId::e2_stop_charging;
  auto& file = dossier.file;
  file.channel = Channel::api;
  file.opened_by = actor;
  file.submitted_by = actor;
  file.submitted_at = now;
  file.stopped_at = now;
  if (*before) take_over(dossier, **before);
  dossier.line.port_code_until.reset();
  dossier.line.state_before.reset();
  return dossier;
}

}  // namespace

Result<void> open_port_companion(const PortParts& parts, const std::string& line_id,
                                 Instant now, const Actor& actor) {
  const auto line = parts.store.line(line_id);
  if (!line) return pass_on(line.error());
  if (line->state == LineState::ported_out) return {};
  const auto open = parts.store.open_case(line_id);
  if (open) return fail(Fault::conflict, "case.open");
  if (open.error().fault != Fault::not_found) return pass_on(open.error());
  if (!next(kLineTable, line->state, LineEvent::port_done))
    return fail(Fault::conflict, "line.state", std::string{to_string(line->state)});
  auto dossier = companion(parts, *line, now, actor);
  if (!dossier) return pass_on(dossier.error());
  Entry entry{*dossier, parts.pack, now, actor};
  const auto& parent = dossier->file.parent_case_id;
  entry.note("opened",
             parent.empty() ? std::string{} : fmt::format(R"({{"parent":"{}"}})", parent));
  entry.move_line(LineEvent::port_done);
  (void)retire_profile(entry);
  entry.move(CaseEvent::number_moved);
  entry.due(now);
  return parts.store.commit(entry.take());
}

}  // namespace signoff
