// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/profiles.h"
#include "engine/refund_sender.h"

#include <atomic>

namespace signoff {

struct CaretakerSettings {
  Duration lease = std::chrono::seconds{30};
  std::size_t batch = 64;
  // How often access records are looked through, and how many of a kind go at once.
  Duration sweep_every = std::chrono::hours{1};
  std::size_t sweep_rows = 1000;
  // How often profiles are looked for that a device still has; they wait for days.
  Duration profiles_every = std::chrono::hours{1};
};

// Moves on what has no case to move it: numbers at rest (N3, N4, N6), refunds that nobody
// has claimed (R7-R9) or that are sent again to another account (R6), lines that their
// owner paused until a day (L2), and profiles that a device still has after the end of
// their line (P1, P4). Each move is written into the history of the case that caused it.
// Now and then it forgets sessions, codes and idempotency keys whose time is over.
class Caretaker {
 public:
  // `wall` is the clock that sessions and codes live by (see ServiceParts). Without `cards`
  // profiles stay as they are.
  Caretaker(Store& store, Billing& billing, const Clock& clock, const Clock& wall,
            const Pack& pack, CaretakerSettings settings = {}, CardStore* cards = nullptr)
      : store_{store},
        clock_{clock},
        wall_{wall},
        pack_{pack},
        refunds_{billing, pack},
        settings_{settings} {
    if (cards != nullptr) profiles_.emplace(store, *cards, pack);
  }

  // Claims one batch of each and moves it. Answers how many were due.
  Result<std::size_t> run_batch();

 private:
  struct Moves;
  Result<std::size_t> move_due(Instant now);
  Result<std::size_t> sweep(Instant now);
  Result<std::size_t> move_profiles(Instant now);
  Result<std::optional<NumberEvent>> next_move(Number& number) const;
  Result<Change> move_number(Number number, Instant now);
  Result<Change> look_at(Refund refund, Instant now);
  Result<std::optional<Dossier>> case_of(const Number& number);

  Store& store_;
  const Clock& clock_;
  const Clock& wall_;
  const Pack& pack_;
  RefundSender refunds_;
  CaretakerSettings settings_;
  std::optional<ProfileTimer> profiles_;  // None where nobody reports about them.
  std::atomic<Instant> next_sweep_{Instant{}};
  std::atomic<Instant> next_profiles_{Instant{}};
};

// When a refund that came back at `since` is to be looked at next, seen from `now`: at the
// next reminder, or when it counts as unclaimed.
Instant next_refund_look(const Pack& pack, Instant since, Instant now);

}  // namespace signoff
