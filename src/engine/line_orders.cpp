// SPDX-License-Identifier: Apache-2.0
#include "engine/line_orders.h"

#include <fmt/format.h>
#include <charconv>

namespace signoff {
namespace {

constexpr auto kMessageLife = std::chrono::days{30};
// Longer than a case may keep the order waiting; a court's order has no term.
constexpr auto kOrderLife = std::chrono::days{3660};
constexpr const char* kFee = "fee";  // Of a charging order: minor units.

enum class Wanted { barred, in_service, neither };

// What the network has to do for the line by its state. A case that has begun to stop the
// line sees to the network by itself.
Wanted wanted_of(const Line& line) {
  // What is under this number and card now may be somebody else's.
  if (line.terminated_at || line.state == LineState::ported_out) return Wanted::neither;
  switch (line.state_before.value_or(line.state)) {
    case LineState::barred_lost:
    case LineState::susp_user: return Wanted::barred;
    case LineState::active:
    case LineState::porting_out:
      return line.state == LineState::active || line.state == LineState::porting_out
                 ? Wanted::in_service
                 : Wanted::neither;
    default: return Wanted::neither;
  }
}

// A case took the line over before the bar of its pause was lifted. Should the line come
// back, it must come back in service.
bool is_lift_owed(const Line& line) {
  return line.state_before == LineState::active &&
         (line.state == LineState::cancel_pending ||
          line.state == LineState::pre_cancelled);
}

bool is_with_case(const Line& line) {
  return !line.terminated_at && (line.state == LineState::cancel_pending ||
                                 line.state == LineState::pre_cancelled);
}

Result<void> bar(HomeRegister& home, const Subscription& found) {
  if (!found.is_barred())
    if (auto barred = home.bar(found); !barred) return barred;
  if (!found.is_attached()) return {};
  const auto told = home.cancel_location(found);
  // Some makes cannot tell the visited network; the bar has to do where that is so.
  if (!told && told.error().code == "register.no_such_verb") return {};
  return told;
}

Result<void> lift(HomeRegister& home, Store& store, const Line& line,
                  const Subscription& found) {
  if (!found.is_barred()) return {};
  const auto pause = store.pause(line.id);
  if (!pause && pause.error().fault != Fault::not_found) return pass_on(pause.error());
  // Where nothing is known of before, all of the contract is served.
  const bool cs = !pause || pause->cs_enabled;
  const bool ps = !pause || pause->ps_enabled;
  return home.unbar(found, cs, ps);
}

// The bar of the pause may be there still, for the case to come across; or the lift came
// just after the case had set its own, which then must not stay lifted.
Result<void> wait_for_case(HomeRegister& home, const Line& line,
                           const Subscription& found) {
  if (!found.is_barred() && line.state == LineState::cancel_pending) return {};
  if (!found.is_barred())
    if (auto barred = bar(home, found); !barred) return barred;
  return fail(Fault::unavailable, "line.has_case");
}

// Zero for orders from before pauses were charged for.
Money fee_of(const Notice& order, Currency currency) {
  const auto text = order.params.find(kFee);
  std::int64_t minor = 0;
  if (text != order.params.end())
    std::from_chars(text->second.data(), text->second.data() + text->second.size(), minor);
  return {minor, currency};
}

// The key names the line as it was seen: an order that finds the line turned round once
// more does another effect, and one that died on the way repeats its own.
Result<void> charge_as(const Line& line, const Account& account, Billing& billing,
                       const Notice& order) {
  const auto key = fmt::format("{}-{}", order.id, line.version);
  const bool is_stopped = account.charging_stopped_at.has_value();
  if (line.state == LineState::active)
    return is_stopped ? billing.resume_charging(line.id, order.created_at, key + "-resume")
                      : Result<void>{};
  const auto fee = fee_of(order, account.paid_credit.currency());
  if (fee.minor() > 0)
    return account.is_held
               ? Result<void>{}
               : billing.hold_charging(line.id, order.created_at, fee, key + "-hold");
  return is_stopped ? Result<void>{}
                    : billing.stop_charging(line.id, order.created_at, key + "-stop");
}

Result<Subscription> find_own_record(HomeRegister& home, const Line& line) {
  auto found = home.find(line.imsi);
  if (found && found->msisdn && *found->msisdn != line.msisdn)
    return fail(Fault::bad_input, "register.changed_hands");
  return found;
}

}  // namespace

Notice line_notice(const Line& line, std::string_view message, std::string to,
                   Instant now) {
  Notice notice;
  notice.id = fmt::format("{}-{}-{}-{}", line.id, line.version, message, to);
  notice.line_id = line.id;
  notice.message = message;
  notice.to = std::move(to);
  notice.created_at = now;
  notice.due_at = now;
  notice.give_up_at = now + kMessageLife;
  return notice;
}

Notice line_order(const Line& line, std::string_view order, Instant now) {
  auto notice = line_notice(line, order, std::string{kToRegister}, now);
  notice.give_up_at = now + kOrderLife;
  return notice;
}

Notice charging_order(const Line& line, Money monthly_fee, Instant now) {
  auto notice = line_notice(line, kOrderCharging, std::string{kToBilling}, now);
  notice.params.emplace(kFee, std::to_string(monthly_fee.minor()));
  notice.give_up_at = now + kOrderLife;
  return notice;
}

Result<void> carry_out(HomeRegister& home, Store& store, const Line& line) {
  const auto wanted = wanted_of(line);
  const bool waits = is_lift_owed(line);
  if (wanted == Wanted::neither && !waits) return {};
  const auto found = find_own_record(home, line);
  if (!found && found.error().fault == Fault::not_found) return {};
  if (!found) return pass_on(found.error());
  if (waits) return wait_for_case(home, line, *found);

  auto done =
      wanted == Wanted::barred ? bar(home, *found) : lift(home, store, line, *found);
  if (!done) return done;
  // Somebody may have turned the line round while the register was asked; his own order
  // may have found nothing to do. This one then goes once more.
  const auto now = store.line(line.id);
  if (!now) return pass_on(now.error());
  if (wanted_of(*now) != wanted) return fail(Fault::unavailable, "line.moved");
  return {};
}

Result<void> carry_out_charging(Billing& billing, Store& store, const Line& line,
                                const Notice& order) {
  const bool is_paused = line.state == LineState::susp_user;
  const bool is_live = line.state == LineState::active;
  // What a case began with, it puts back; then the line says what is right.
  if (!is_paused && !is_live && !is_with_case(line)) return {};
  const auto account = billing.account(line.id);
  if (!account && account.error().fault == Fault::not_found) return {};
  if (!account) return pass_on(account.error());
  if (is_with_case(line)) return fail(Fault::unavailable, "line.has_case");
  if (auto done = charge_as(line, *account, billing, order); !done) return done;
  const auto now = store.line(line.id);
  if (!now) return pass_on(now.error());
  if (now->state != line.state) return fail(Fault::unavailable, "line.moved");
  return {};
}

}  // namespace signoff
