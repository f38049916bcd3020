// SPDX-License-Identifier: Apache-2.0
#include "policy/pack_fields.h"

#include <fmt/format.h>

namespace signoff {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kTenYears = 3660;
constexpr std::int64_t kAmountMax = 100'000'000'00;
constexpr std::string_view kRiskNames[] = {
    "sim_swapped",        "contacts_changed",   "password_reset", "new_device",
    "country_mismatch",   "lost_barred",        "proxy",          "premium_number",
    "bank_bindings",      "new_refund_account", "high_balance",   "failed_proofs",
    "long_tenure_active", "watch_listed"};
static_assert(std::size(kRiskNames) == kRiskFactors);

void add(std::vector<Field>& all, std::string_view key, const FieldTarget& target) {
  all.push_back({std::string{key}, target});
}

void add_both(std::vector<Field>& all, std::string_view key, Bilingual& to) {
  add(all, fmt::format("{}.en", key), TextField{&to.en, 120});
  add(all, fmt::format("{}.zh", key), TextField{&to.zh, 120});
}

void add_place(std::vector<Field>& all, Pack& pack) {
  Place& p = pack.place;
  add(all, "id", TextField{&pack.id, 16});
  add(all, "version", WholeField{&pack.version, 1, 1'000'000});
  add(all, "valid_from", DayField{&pack.valid_from});
  add(all, "place.country", TextField{&p.country, 2});
  add(all, "place.zone", TextField{&p.zone, 64});
  add_both(all, "place.zone_name", p.zone_name);
  add(all, "place.calling_code", TextField{&p.calling_code, 3});
  add(all, "place.currency", CurrencyField{&p.currency});
  add(all, "place.language", ChoiceField{{"en", "zh"}, [&p](std::size_t chosen) {
                                           p.language = static_cast<Language>(chosen);
                                         }});
  add_both(all, "place.operator_name", p.operator_name);
  add(all, "place.hotline", TextField{&p.hotline, 20});
  add_both(all, "place.hotline_hours", p.hotline_hours);
  add_both(all, "place.regulator", p.regulator);
}

void add_rest(std::vector<Field>& all, Pack& pack) {
  CoolingOff& c = pack.cooling_off;
  add(all, "cooling_off.default_days", WholeField{&c.default_days, 0, 30});
  add(all, "cooling_off.min_days", WholeField{&c.min_days, 0, 30});
  add(all, "cooling_off.max_days", WholeField{&c.max_days, 0, 30});
  Quarantine& q = pack.quarantine;
  add(all, "quarantine.days", WholeField{&q.days, 1, kTenYears});
  add(all, "quarantine.min_days", WholeField{&q.min_days, 1, kTenYears});
  add(all, "quarantine.max_days", WholeField{&q.max_days, 1, kTenYears});
  add(all, "quarantine.harassment_days", WholeField{&q.harassment_days, 1, kTenYears});
  add(all, "quarantine.scrub_before_days", WholeField{&q.scrub_before_days, 0, 90});
  add(all, "quarantine.scrub_extension_days", WholeField{&q.scrub_extension_days, 0, 365});
  add(all, "quarantine.scrub_otp_per_day", WholeField{&q.scrub_otp_per_day, 0, 1000});
  add(all, "quarantine.restore_until_days",
      WholeField{&q.restore_until_days, 0, kTenYears});
  add(all, "quarantine.port_right_days", WholeField{&q.port_right_days, 0, 365});
  Retention& r = pack.retention;
  const auto keep = [&](std::string_view key, std::optional<int>& to) {
    add(all, key, LimitedOrNotField{&to, "forever", 36'600});
  };
  keep("retention.r1_images_days", r.r1_images);
  keep("retention.r2_identity_days", r.r2_identity);
  keep("retention.r3_invoices_days", r.r3_invoices);
  keep("retention.r4_traffic_days", r.r4_traffic);
  keep("retention.r5_vouchers_days", r.r5_vouchers);
  keep("retention.r6_assignments_days", r.r6_assignments);
}

void add_times(std::vector<Field>& all, Pack& pack) {
  Codes& c = pack.codes;
  add(all, "codes.life", DurationField{&c.life, minutes{1}, hours{1}});
  add(all, "codes.tries", WholeField{&c.tries, 1, 10});
  add(all, "codes.lock", DurationField{&c.lock, minutes{1}, hours{24}});
  add(all, "codes.digits", WholeField{&c.digits, 6, 10});
  add(all, "codes.login_life", DurationField{&c.login_life, minutes{1}, hours{1}});
  add(all, "codes.step_up", DurationField{&c.step_up, minutes{10}, hours{240}});
  CaseTimes& t = pack.times;
  add(all, "times.draft_days", WholeField{&t.draft_days, 1, 365});
  add(all, "times.awaiting_days", WholeField{&t.awaiting_days, 1, 90});
  add(all, "times.awaiting_reminders", WholeListField{&t.awaiting_reminders, 90});
  add(all, "times.objection_window",
      DurationField{&t.objection_window, Duration{}, hours{240}});
  add(all, "times.objection_window_risk", WholeField{&t.objection_window_risk, 0, 1000});
  add(all, "times.review_wd", WholeField{&t.review_wd, 1, 30});
  add(all, "times.review_max_wd", WholeField{&t.review_max_wd, 1, 30});
  add(all, "times.second_approval_wd", WholeField{&t.second_approval_wd, 0, 30});
  add(all, "times.fraud_contact", DurationField{&t.fraud_contact, minutes{10}, hours{72}});
  add(all, "times.fraud_hold_wd", WholeField{&t.fraud_hold_wd, 1, 30});
  add(all, "times.chosen_date_max_days", WholeField{&t.chosen_date_max_days, 0, 365});
  add(all, "times.stop_reminder", DurationField{&t.stop_reminder, Duration{}, hours{240}});
  add(all, "times.contract_proof_wd", WholeField{&t.contract_proof_wd, 1, 30});
  add(all, "times.bill_watch_days", WholeListField{&t.bill_watch_days, 366});
  Retries& r = pack.retries;
  add(all, "retries.attempts", WholeField{&r.attempts, 1, 100});
  add(all, "retries.first", DurationField{&r.first, seconds{1}, hours{24}});
  add(all, "retries.factor", WholeField{&r.factor, 1, 10});
  add(all, "retries.longest", DurationField{&r.longest, seconds{1}, hours{24}});
  add(all, "retries.give_up", DurationField{&r.give_up, minutes{1}, hours{240}});
  add(all, "retries.engineer", DurationField{&r.engineer, minutes{10}, hours{72}});
  add(all, "retries.profile_delete_days", WholeField{&r.profile_delete_days, 1, 366});
  add(all, "retries.party_wd", WholeField{&r.party_wd, 1, 60});
  add(all, "probes.samples", WholeField{&pack.probes.samples, 1, 24});
  add(all, "probes.over", DurationField{&pack.probes.over, minutes{1}, hours{240}});
}

void add_money(std::vector<Field>& all, Pack& pack) {
  Refunds& r = pack.refunds;
  add(all, "refunds.dual_control_above_minor",
      AmountField{&r.dual_control_above, kAmountMax});
  add(all, "refunds.automatic_up_to_minor", AmountField{&r.automatic_up_to, kAmountMax});
  add(all, "refunds.pay_wd", WholeField{&r.pay_wd, 1, 60});
  add(all, "refunds.unclaimed_days", WholeField{&r.unclaimed_days, 1, 366});
  add(all, "refunds.held_days", WholeField{&r.held_days, 1, kTenYears});
  add(all, "refunds.unclaimed_then",
      ChoiceField{{"income", "escheat"}, [&r](std::size_t i) {
                    r.unclaimed_then = i == 0 ? "income" : "escheat";
                  }});
  add(all, "refunds.unclaimed_reminders", WholeListField{&r.unclaimed_reminders, 366});
  add(all, "refunds.late_usage_days", WholeField{&r.late_usage_days, 0, 366});
  add(all, "refunds.late_usage_hold_max_minor",
      AmountField{&r.late_usage_hold_max, kAmountMax});
  ContractFee& f = pack.contract_fee;
  add(all, "contract_fee.kind",
      ChoiceField{{"none", "remaining_months", "pro_rata_days"},
                  [&f](std::size_t i) { f.kind = static_cast<FeeKind>(i); }});
  add(all, "contract_fee.percent", WholeField{&f.percent, 0, 100});
  add(all, "contract_fee.rounding",
      ChoiceField{{"down", "half_up", "up"},
                  [&f](std::size_t i) { f.rounding = static_cast<Rounding>(i); }});
  add(all, "contract_fee.at_most_minor", AmountOrNotField{&f.at_most, kAmountMax});
  add(all, "hold.monthly_fee_minor", AmountField{&pack.hold.monthly_fee, kAmountMax});
  add(all, "hold.max_days", LimitedOrNotField{&pack.hold.max_days, "unlimited", kTenYears});
  add(all, "hold.remind_before_days", WholeField{&pack.hold.remind_before_days, 0, 60});
  all.push_back(
      {"hold.resumes_by_itself", YesNoField{&pack.hold.resumes_by_itself}, false});
  all.push_back({"hold.during_contract", YesNoField{&pack.hold.during_contract}, false});
  add(all, "port.code_life", DurationField{&pack.port.code_life, minutes{5}, hours{2400}});
}

void add_risk(std::vector<Field>& all, Pack& pack) {
  Risk& r = pack.risk;
  for (std::size_t i = 0; i < kRiskFactors; ++i)
    add(all, fmt::format("risk.points.{}", kRiskNames[i]),
        WholeField{&r.points[i], 0, 100});
  add(all, "risk.review_at", WholeField{&r.review_at, 1, 1000});
  add(all, "risk.raise_at", WholeField{&r.raise_at, 1, 1000});
  add(all, "risk.analyst_at", WholeField{&r.analyst_at, 1, 1000});
  add(all, "risk.fresh_swap_days", WholeField{&r.fresh_swap_days, 0, 90});
  add(all, "risk.fresh_password",
      DurationField{&r.fresh_password, Duration{}, hours{2400}});
  add(all, "risk.failed_proofs", WholeField{&r.failed_proofs, 1, 100});
  add(all, "risk.long_tenure_years", WholeField{&r.long_tenure_years, 1, 50});
  add(all, "risk.high_balance_minor", AmountField{&r.high_balance, kAmountMax});
  add(all, "risk.fresh_swap_raises_to",
      ChoiceField{{"al3", "al4"}, [&r](std::size_t i) {
                    r.fresh_swap_raises_to = i == 0 ? Assurance::al3 : Assurance::al4;
                  }});
  LineLock& lock = pack.lock;
  add(all, "lock.channels",
      ChoiceListField{words_of(kChannels), 0,
                      [&lock](const std::vector<std::size_t>& chosen) {
                        lock.channels.clear();
                        for (const auto i : chosen) lock.channels.push_back(kChannels[i]);
                      }});
  add(all, "lock.raises_to", ChoiceField{{"al3", "al4"}, [&lock](std::size_t i) {
                                           lock.raises_to =
                                               i == 0 ? Assurance::al3 : Assurance::al4;
                                         }});
  add(all, "lock.wait", DurationField{&lock.wait, Duration{}, hours{240}});
  DualControl& d = pack.dual_control;
  add(all, "dual_control.subjects",
      ChoiceListField{words_of(kSubjects), 0, [&d](const std::vector<std::size_t>& chosen) {
                        d.subjects.clear();
                        for (const auto i : chosen) d.subjects.push_back(kSubjects[i]);
                      }});
  add(all, "dual_control.premium_number", YesNoField{&d.premium_number});
  add(all, "dual_control.bulk_lines_above", WholeField{&d.bulk_lines_above, 1, 1'000'000});
}

void add_limits(std::vector<Field>& all, Pack& pack) {
  Limits& l = pack.limits;
  add(all, "limits.codes_per_number", RateField{&l.codes_per_number});
  add(all, "limits.codes_per_address", RateField{&l.codes_per_address});
  add(all, "limits.failed_proofs", RateField{&l.failed_proofs});
  add(all, "limits.enquiries_per_address", RateField{&l.enquiries_per_address});
  add(all, "limits.objections_per_address", RateField{&l.objections_per_address});
  const auto life = [&](std::string_view key, Duration& to) {
    add(all, key, DurationField{&to, minutes{1}, hours{720}});
  };
  life("limits.session_life", l.session_life);
  life("limits.session_idle", l.session_idle);
  life("limits.staff_session_life", l.staff_session_life);
}

// The cells of domain 3.2: one optional key per act and channel. A channel that an act does
// not name is not open for it; an act without any channel is caught as a contradiction.
void add_assurance(std::vector<Field>& all, Pack& pack) {
  for (const auto level : kAssurances) {
    if (level == Assurance::none || level == Assurance::never) continue;
    add(all, fmt::format("ways.{}", to_string(level)),
        WaysField{&pack.ways[static_cast<std::size_t>(level)]});
  }
  for (const auto act : kActs) {
    for (const auto channel : kChannels) {
      const auto take = [&pack, act, channel](const std::vector<std::size_t>& chosen) {
        AssuranceRow row{act, channel, {}};
        for (std::size_t i = 0; i < row.by_subject.size(); ++i)
          row.by_subject[i] = kAssurances[chosen[i]];
        pack.assurance.push_back(row);
      };
      all.push_back({fmt::format("assurance.{}.{}", to_string(act), to_string(channel)),
                     ChoiceListField{words_of(kAssurances), std::size(kSubjects), take},
                     false});
    }
  }
}

}  // namespace

std::string_view to_string(RiskFactor factor) {
  return kRiskNames[static_cast<std::size_t>(factor)];
}

std::vector<Field> fields_of(Pack& pack) {
  std::vector<Field> all;
  add_place(all, pack);
  add_rest(all, pack);
  add_times(all, pack);
  add_money(all, pack);
  add_risk(all, pack);
  add_limits(all, pack);
  add_assurance(all, pack);
  add(all, "windows", WindowsField{&pack.windows});
  add(all, "calendar.years", YearsField{&pack.calendar.years});
  return all;
}

}  // namespace signoff
