// SPDX-License-Identifier: Apache-2.0
// The chips of a simulated life: what their users do with the profile, and what reaches us
// of it: early, late, twice, in the wrong order, or never.
#include "sim/world.h"

#include "base/bytes.h"
#include "base/ensure.h"

#include <fmt/format.h>

namespace signoff::sim {
namespace {

// The check digits make the whole number leave 1 modulo 97 (SGP.02 clause 2.2.2).
Eid eid_of(int index) {
  const auto body = fmt::format("89049032{:022}", index);
  int rest = 0;
  for (const char digit : body + "00") rest = (rest * 10 + (digit - '0')) % 97;
  return Eid::parse(fmt::format("{}{:02}", body, 98 - rest)).value();
}

}  // namespace

void World::put_chip(Line& line, int index) {
  if (index % 3 == 0) return;
  line.eid = eid_of(index);
  line.card = CardState::enabled;
  ChipFacts chip;
  chip.line_id = line.id;
  chip.iccid = line.iccid;
  chip.eid = *line.eid;
  chip.is_silent = index % 4 == 3;
  chips_.push_back(std::move(chip));
}

void World::chip_acts() {
  if (chips_.empty() || chip_dice_.below(6) != 0) return;
  auto& chip = chips_[chip_dice_.below(chips_.size())];
  const auto sign = [&](ProfileChange change) {
    if (chip.is_deleted) return;
    chip.is_deleted = change == ProfileChange::deleted;
    SignedReport report;
    report.iccid = chip.iccid.digits();
    report.eid = chip.eid;
    report.change = change;
    report.sequence = ++chip.sequence;
    report.address = "smdp.test";
    const auto text = fmt::format("{} {}", chip.line_id, chip.sequence);
    const auto bytes = as_bytes(text);
    report.bytes = {bytes.begin(), bytes.end()};
    chip.waiting.push_back(std::move(report));
  };
  switch (chip_dice_.below(9)) {
    case 0: return sign(ProfileChange::disabled);
    case 1: return sign(ProfileChange::enabled);
    case 2: return sign(ProfileChange::deleted);
    default: return deliver(chip);
  }
}

// One of those that wait, not always the oldest. Where the answer is lost the chip does not
// strike it off and sends it again.
void World::deliver(ChipFacts& chip) {
  if (chip.waiting.empty() || (rough_ && chip.is_silent)) return;
  const auto which = chip_dice_.below(chip.waiting.size());
  const auto report = chip.waiting[which];
  const auto taken = card_reports_.take(report);
  if (!taken) return;
  chip.acknowledged.insert(to_hex(sha256(report.bytes)));
  if (rough_ && chip_dice_.below(3) == 0) return;
  chip.waiting.erase(chip.waiting.begin() + static_cast<std::ptrdiff_t>(which));
}

// What is left on the devices comes in, or stays there until it counts as lost; and some
// comes even after that.
void World::settle_chips() {
  const auto everything_of = [this](ChipFacts& chip) {
    for (int i = 0; i < 1000 && !chip.waiting.empty(); ++i) deliver(chip);
    ensure(chip.waiting.empty(), "sim.chip_refused");
  };
  for (std::size_t i = 0; i < chips_.size(); ++i)
    if (!chips_[i].is_silent && i % 2 == 0) everything_of(chips_[i]);
  clock_.advance(std::chrono::days{pack_.retries.profile_delete_days + 1});
  for (int round = 0; round < 4; ++round) drain();
  for (auto& chip : chips_)
    if (!chip.is_silent) everything_of(chip);
  drain();
}

}  // namespace signoff::sim
