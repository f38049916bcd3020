// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/language.h"
#include "base/money.h"
#include "base/result.h"
#include "policy/assurance.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// Days are civil days of the pack's place; "wd" in a name means working days of its
// calendar; a Duration runs on the clock.

struct Place {
  std::string country;       // ISO 3166-1 alpha-2.
  std::string zone;          // A name of the IANA time zone database.
  Bilingual zone_name;       // "China time", "北京时间".
  std::string calling_code;  // "86".
  Currency currency;
  Language language = Language::en;  // Where the owner has not chosen.
  Bilingual operator_name;
  std::string hotline;
  Bilingual hotline_hours;  // "daily 8:00-22:00", "每日8:00至22:00".
  Bilingual regulator;      // Where an owner can complain about us.
};

struct CoolingOff {
  int default_days = 0;  // Between the bar and the removal (K6).
  int min_days = 0;      // What an owner or operator may choose between.
  int max_days = 0;
};

struct Quarantine {
  int days = 0;  // From removal to the next owner, at the earliest (N2).
  int min_days = 0;
  int max_days = 0;
  int harassment_days = 0;    // Where the number was used to harass.
  int scrub_before_days = 0;  // Unbinding starts this long before the end (N3).
  int scrub_extension_days = 0;
  int scrub_otp_per_day = 0;   // More inbound codes than this a day extend the scrub.
  int restore_until_days = 0;  // The former owner may have the number back (L14).
  int port_right_days = 0;     // The former owner may port it away (L13); 0: no such right.
};

struct Codes {
  Duration life{};
  int tries = 0;
  Duration lock{};  // After `tries` failures.
  int digits = 0;
  Duration login_life{};
  Duration step_up{};  // A case waits this long for the proof it needs (C3b).
};

struct CaseTimes {
  int draft_days = 0;                   // C1.
  int awaiting_days = 0;                // C4, C17.
  std::vector<int> awaiting_reminders;  // Days after the wait began.
  Duration objection_window{};          // K5.
  int objection_window_risk = 0;        // From this score on the window applies.
  int review_wd = 0;                    // C7.
  int review_max_wd = 0;
  int second_approval_wd = 0;        // C8b.
  Duration fraud_contact{};          // C9: an analyst calls within.
  int fraud_hold_wd = 0;             // C10.
  int chosen_date_max_days = 0;      // C11.
  Duration stop_reminder{};          // C11: how long before the bar.
  int contract_proof_wd = 0;         // OB-18: no proof by then, no fee.
  std::vector<int> bill_watch_days;  // M13: days after the end.
};

struct Retries {
  int attempts = 0;  // Then the case is STUCK (C13).
  Duration first{};
  int factor = 0;
  Duration longest{};           // Between two attempts.
  Duration give_up{};           // All attempts together.
  Duration engineer{};          // A STUCK case is looked at within.
  int profile_delete_days = 0;  // A deletion on the device is asked for this long (4.4).
  int party_wd = 0;             // A relying party is asked again for (E13).
};

struct Probes {
  int samples = 0;  // E14.
  Duration over{};
};

struct Retention {
  // Days after the end of the line or case; nullopt: for ever. Domain 2.1.
  std::optional<int> r1_images;
  std::optional<int> r2_identity;
  std::optional<int> r3_invoices;
  std::optional<int> r4_traffic;
  std::optional<int> r5_vouchers;
  std::optional<int> r6_assignments;
};

struct Refunds {
  Money dual_control_above;    // K10.
  Money automatic_up_to;       // Above, finance looks at it first.
  int pay_wd = 0;              // After the final bill (P-07).
  int unclaimed_days = 0;      // 4.6.
  int held_days = 0;           // Then escheat or income.
  std::string unclaimed_then;  // "income" or "escheat".
  std::vector<int> unclaimed_reminders;
  int late_usage_days = 0;    // Foreign usage arriving later is the operator's (C15).
  Money late_usage_hold_max;  // OB-16.
};

enum class FeeKind : std::uint8_t {
  none,
  remaining_months,  // Started months left x monthly fee x percent.
  pro_rata_days,     // The same by days of each month.
};

struct ContractFee {
  FeeKind kind = FeeKind::none;
  int percent = 0;
  Rounding rounding = Rounding::down;
  std::optional<Money> at_most;
};

struct Port {
  Duration code_life{};  // Of the code to leave with the number.
};

struct Hold {  // 停机保号: the number rests at a small fee (L1).
  Money monthly_fee;
  std::optional<int> max_days;
  int remind_before_days = 0;
  bool resumes_by_itself = true;  // On the day the owner named (L2).
  bool during_contract = true;    // Also while a minimum term runs.
};

enum class RiskFactor : std::uint8_t {  // Domain 3.2.
  sim_swapped,
  contacts_changed,
  password_reset,
  new_device,
  country_mismatch,
  lost_barred,
  proxy,
  premium_number,
  bank_bindings,
  new_refund_account,
  high_balance,
  failed_proofs,
  long_tenure_active,
  watch_listed,
};
inline constexpr std::size_t kRiskFactors = 14;
std::string_view to_string(RiskFactor factor);

struct Risk {
  std::array<int, kRiskFactors> points{};  // By RiskFactor.
  int review_at = 0;        // Below, a case may be approved without a person.
  int raise_at = 0;         // Reviewer, objection window and AL3.
  int analyst_at = 0;       // Fraud analyst and AL4.
  int fresh_swap_days = 0;  // "Recent" for SIM swap and contact change (OB-10, K7).
  Duration fresh_password{};
  int failed_proofs = 0;  // From this many on.
  int long_tenure_years = 0;
  Money high_balance;
  Assurance fresh_swap_raises_to = Assurance::al3;
};

struct LineLock {  // K11: set by the owner against being ended by somebody else.
  std::vector<Channel> channels;  // Where the line can be ended still.
  Assurance raises_to = Assurance::al3;
  Duration wait{};  // From the approval to the bar, at the least.
};

struct DualControl {  // K10: two people, none of them who submitted.
  std::vector<Subject> subjects;
  bool premium_number = false;
  int bulk_lines_above = 0;
};

// At most `count` in any span of `per`.
struct RateLimit {
  int count = 0;
  Duration per{};
};

struct Limits {
  RateLimit codes_per_number;       // Codes sent (domain case 86).
  RateLimit codes_per_address;      // By network address.
  RateLimit failed_proofs;          // K2: at most 100 in 30 days.
  RateLimit enquiries_per_address;  // Vouchers, prechecks, numbers (domain case 85).
  RateLimit objections_per_address;
  Duration session_life{};
  Duration session_idle{};
  Duration staff_session_life{};
};

// The least level for an act by a subject on a channel; one cell of the table in
// domain 3.2.
struct AssuranceRow {
  Act act;
  Channel channel;
  std::array<Assurance, 6> by_subject;  // In the order of Subject.
};

// When the operator's own systems take terminations (OB-39). Informational: requests are
// always accepted and count from the moment they were made.
struct OperatingWindow {
  Bilingual text;
};

struct CalendarYear {
  int year = 0;
  bool is_published = false;  // False: dates may still change; due dates are recomputed.
  std::vector<Date>
      holidays;  // Days off that are not weekly rest days, and those that are.
  std::vector<Date> work_days;  // Weekly rest days on which people work (调休).
};

struct Calendar {
  std::vector<CalendarYear> years;  // Rising.
};

// Everything that differs per country and operator. Loaded once, never changed: a case
// keeps the id and version it was opened under (domain case 54).
struct Pack {
  std::string id;  // "cn".
  int version = 0;
  Date valid_from;
  Place place;
  CoolingOff cooling_off;
  Quarantine quarantine;
  Codes codes;
  CaseTimes times;
  Retries retries;
  Probes probes;
  Retention retention;
  Refunds refunds;
  ContractFee contract_fee;
  Hold hold;
  Port port;
  Risk risk;
  LineLock lock;
  DualControl dual_control;
  Limits limits;
  std::array<std::vector<Way>, 7> ways;  // By Assurance: any one of these proves it.
  std::vector<AssuranceRow> assurance;   // One row per act and channel.
  std::vector<OperatingWindow> windows;
  Calendar calendar;

  // The table's cell; `never` where the table has none.
  Assurance assurance_for(Act act, Channel channel, Subject subject) const;
};

// Reads and checks a pack. A wrong one is refused with Fault::bad_input, a stable code and
// a detail "FILE:LINE: reason". `name` stands for the file in that detail.
Result<Pack> parse_pack(std::string_view text, std::string_view name);
Result<Pack> load_pack(const std::filesystem::path& path);

}  // namespace signoff
