// SPDX-License-Identifier: Apache-2.0
// What happens to a line of a simulated life without its owner ending it.
#include "sim/world.h"

#include "base/civil_time.h"
#include "base/ensure.h"

#include <fmt/format.h>

namespace signoff::sim {

void World::happen() {
  const auto& line = lines_[dice_.below(lines_.size())];
  switch (dice_.below(11)) {
    case 0:
    case 1:
    case 2: return usage_arrives(line);
    case 3: {
      const Money amount{static_cast<std::int64_t>(1 + dice_.below(3000)),
                         pack_.place.currency};
      const auto key = fmt::format("top-up-{}", dice_.below(1000));
      (void)billing_.top_up(line.id, amount, key);
      (void)billing_.top_up(line.id, amount, key);
      return;
    }
    case 4:
      (void)billing_.autopay(line.id, Money{1000, pack_.place.currency},
                             fmt::format("autopay-{}", dice_.below(1000)));
      return;
    case 5:
    case 6: return port(line);
    case 7:
    case 8:
    case 9: return rest(line);
    default: return order_of_a_court(line, dice_.below(2) == 0);
  }
}

// Partner networks deliver late and often: up to four months back, before and after the
// bar and the final bill, and now and then the same record again.
void World::usage_arrives(const LineFacts& line) {
  if (!usage_.empty() && dice_.below(3) == 0) {
    const auto& again = usage_[dice_.below(usage_.size())];
    (void)charging_->late_usage(again.line_id, again.amount, again.used_at, again.key);
    return;
  }
  UsageFacts record;
  record.line_id = line.id;
  record.key = fmt::format("tap-{}", usage_.size());
  const auto back = dice_.below(3) == 0 ? 120u * 24 : 5u * 24;
  record.used_at = clock_.now() - std::chrono::hours{dice_.below(back)};
  record.amount =
      Money{static_cast<std::int64_t>(1 + dice_.below(400)), pack_.place.currency};
  usage_.push_back(record);
  (void)charging_->late_usage(record.line_id, record.amount, record.used_at, record.key);
}

void World::port(const LineFacts& line) {
  const auto caller = owner_of(line);
  switch (dice_.below(6)) {
    case 0: (void)service_.complete_port(staff(Role::engineer, "sun"), line.id); return;
    case 1:
    case 2: (void)service_.revoke_port(caller, line.id, {}); return;
    default:
      // The first try has a code sent.
      if (service_.start_port(caller, line.id, {})) return;
      (void)service_.start_port(caller, line.id,
                                proofs_for(caller, line, {}, Act::port_code));
      return;
  }
}

// The owner pauses his line, for as long as he likes or until a day, or takes it back.
void World::rest(const LineFacts& line) {
  const auto caller = owner_of(line);
  const auto today = Zone::find(pack_.place.zone)->date_of(clock_.now());
  switch (dice_.below(5)) {
    case 0: (void)pauses_.suspend(caller, line.id, std::nullopt, {}); return;
    case 1:
    case 2: {
      const auto days = 8 + static_cast<int>(dice_.below(40));
      (void)pauses_.suspend(caller, line.id, add_days(today, days), {});
      return;
    }
    default: (void)pauses_.resume(caller, line.id, {}); return;
  }
}

// An order not to touch the line, and its end. It comes by a road of its own.
void World::order_of_a_court(const LineFacts& line, bool is_lifted) {
  auto stored = store_.line(line.id);
  ensure(stored.has_value(), "sim.line");
  const std::string reference = is_lifted ? "" : "order-1";
  if (stored->legal_hold == reference) return;
  stored->legal_hold = reference;
  Change change;
  change.line_id = line.id;
  change.line = *std::move(stored);
  (void)store_.commit(change);
}

// Ports are called off and orders lifted, so that nothing but the product itself can keep
// a case from its end.
void World::clear_the_way() {
  for (const auto& line : lines_) {
    order_of_a_court(line, true);
    (void)service_.revoke_port(staff(Role::engineer, "sun"), line.id, {});
  }
}

}  // namespace signoff::sim
