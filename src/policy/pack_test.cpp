// SPDX-License-Identifier: Apache-2.0
#include "policy/pack.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <fstream>
#include <sstream>

namespace signoff {
namespace {

std::string text_of(const std::string& name) {
  std::ifstream file{std::string{SIGNOFF_POLICIES} + "/" + name};
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

// The Chinese pack with one place changed; remembers the line of the change.
struct Changed {
  std::string text = text_of("cn.toml");
  int line = 0;

  Changed(std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    line = line_at(at);
    text.replace(at, from.size(), to);
  }
  int line_of(std::string_view what) const { return line_at(text.find(what)); }
  int line_at(std::size_t at) const {
    return 1 + static_cast<int>(std::count(
                   text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }
};

void expect_refused(const Changed& changed, std::string_view code, std::string_view reason,
                    int line = 0) {
  const auto pack = parse_pack(changed.text, "cn.toml");
  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.error().fault, Fault::bad_input);
  EXPECT_EQ(pack.error().code, code);
  EXPECT_EQ(pack.error().detail,
            fmt::format("cn.toml:{}: {}", line == 0 ? changed.line : line, reason));
}

TEST(Pack, both_packs_load) {
  for (const auto* name : {"cn.toml", "uk.toml"}) {
    const auto pack = load_pack(std::string{SIGNOFF_POLICIES} + "/" + name);
    ASSERT_TRUE(pack) << pack.error().detail;
    EXPECT_EQ(pack->cooling_off.default_days, 7);
    EXPECT_EQ(pack->times.awaiting_reminders, (std::vector{3, 7, 13}));
    EXPECT_EQ(pack->codes.life, std::chrono::minutes{5});
  }
}

TEST(Pack, the_chinese_pack_has_its_own_figures) {
  const auto pack = load_pack(SIGNOFF_POLICIES "/cn.toml").value();

  EXPECT_EQ(pack.id, "cn");
  EXPECT_EQ(pack.quarantine.days, 90);
  EXPECT_EQ(pack.refunds.dual_control_above, Money(100000, pack.place.currency));
  EXPECT_EQ(pack.contract_fee.kind, FeeKind::remaining_months);
  EXPECT_EQ(pack.retention.r6_assignments, std::nullopt);
  EXPECT_EQ(pack.retention.r1_images, 30);
  EXPECT_EQ(pack.place.language, Language::zh);
  EXPECT_EQ(pack.risk.points[static_cast<std::size_t>(RiskFactor::watch_listed)], 50);
}

TEST(Pack, the_british_pack_counts_in_pounds_and_days) {
  const auto pack = load_pack(SIGNOFF_POLICIES "/uk.toml").value();

  EXPECT_EQ(pack.place.currency.code(), "GBP");
  EXPECT_EQ(pack.hold.monthly_fee, Money(200, pack.place.currency));
  EXPECT_EQ(pack.contract_fee.kind, FeeKind::pro_rata_days);
  EXPECT_EQ(pack.quarantine.port_right_days, 31);
}

TEST(Pack, terminating_needs_what_the_table_of_domain_3_2_says) {
  const auto pack = load_pack(SIGNOFF_POLICIES "/cn.toml").value();
  const auto level = [&](Channel channel, Subject subject) {
    return to_string(pack.assurance_for(Act::terminate, channel, subject));
  };

  EXPECT_EQ(level(Channel::web, Subject::owner), "al2");
  EXPECT_EQ(level(Channel::web, Subject::owner_sim_lost), "al3");
  EXPECT_EQ(level(Channel::hotline, Subject::owner_sim_lost), "never");
  EXPECT_EQ(level(Channel::shop, Subject::proxy), "al4");
  EXPECT_EQ(level(Channel::sms, Subject::owner), "never");
}

TEST(WrongPack, text_that_is_not_toml) {
  const Changed changed{"version = 1", "version = = 1"};
  const auto pack = parse_pack(changed.text, "cn.toml");

  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.error().code, "pack.syntax");
  EXPECT_TRUE(pack.error().detail.starts_with(
      fmt::format("cn.toml:{}: is not TOML: ", changed.line)))
      << pack.error().detail;
}

TEST(WrongPack, lines_that_the_parser_below_does_not_survive) {
  expect_refused({"[hold] ", "[."}, "pack.syntax",
                 "is not TOML: wants keys, [tables] and strings on one line");
}

TEST(WrongPack, an_unknown_key) {
  expect_refused({"min_days = 1 ", "least_days = 1\nmin_days = 1 "}, "pack.unknown_key",
                 "there is no key cooling_off.least_days");
  expect_refused({"[hold]", "[holding]\nx = 1\n[hold]"}, "pack.unknown_key",
                 "there is no key holding");
  expect_refused({"web     = [\"al1\"", "fax     = [\"al1\""}, "pack.unknown_key",
                 "there is no key assurance.enquire.fax");
}

TEST(WrongPack, a_missing_key_points_at_its_table) {
  const Changed changed{"min_days = 1 ", "# min_days = 1 "};
  expect_refused(changed, "pack.missing_key", "cooling_off.min_days is missing",
                 changed.line_of("[cooling_off]"));
  expect_refused({"version = 1", ""}, "pack.missing_key", "version is missing", 1);
}

TEST(WrongPack, a_wrong_type) {
  expect_refused({"tries = 5", "tries = \"5\""}, "pack.wrong_type",
                 "codes.tries: must be a whole number");
  expect_refused({"tries = 5", "tries = 5.0"}, "pack.wrong_type",
                 "codes.tries: must be a whole number");
  expect_refused({"life = \"PT5M\"", "life = \"5 min\""}, "pack.wrong_type",
                 "codes.life: must be a duration like \"PT24H\"");
  expect_refused({"valid_from = 2026-11-01", "valid_from = \"2026-11-01\""},
                 "pack.wrong_type", "valid_from: must be a date like 2026-11-01");
  expect_refused({"premium_number = true", "premium_number = 1"}, "pack.wrong_type",
                 "dual_control.premium_number: must be true or false");
  expect_refused({"\"forever\"", "\"for ever\""}, "pack.wrong_type",
                 "retention.r6_assignments_days: must be a whole number or \"forever\"");
  expect_refused({"{ count = 5, per = \"PT1H\" }", "5"}, "pack.wrong_type",
                 "limits.codes_per_number: must be a table of count, per");
}

TEST(WrongPack, a_value_out_of_range) {
  expect_refused({"default_days = 7", "default_days = 31"}, "pack.out_of_range",
                 "cooling_off.default_days: 31 is not between 0 and 30");
  expect_refused({"lock = \"PT30M\"", "lock = \"PT25H\""}, "pack.out_of_range",
                 "codes.lock: PT25H is not between PT1M and PT24H");
  expect_refused({"calling_code = \"86\"", "calling_code = \"\""}, "pack.out_of_range",
                 "place.calling_code: must have 1 to 3 bytes, has 0");
  expect_refused({"app     = [\"al2\", \"al3\", \"never\", \"never\", \"al3\", \"al3\"]",
                  "app     = [\"al2\"]"},
                 "pack.out_of_range", "assurance.terminate.app: needs 6 words, has 1");
}

TEST(WrongPack, a_word_nobody_knows) {
  expect_refused({"kind = \"remaining_months\"", "kind = \"guess\""}, "pack.unknown_value",
                 "contract_fee.kind: \"guess\" is not one of none, remaining_months, "
                 "pro_rata_days");
  expect_refused({"currency = \"CNY\"", "currency = \"ZZZ\""}, "pack.unknown_value",
                 "place.currency: \"ZZZ\" is not a known currency");
}

TEST(WrongPack, values_that_contradict_each_other) {
  expect_refused({"min_days = 1 ", "min_days = 8 "}, "pack.contradiction",
                 "cooling_off.default_days: is not between min_days and max_days",
                 Changed{"default_days", "default_days"}.line);
  Changed smaller{"max_days = 30", "max_days = 0 "};
  expect_refused(smaller, "pack.contradiction",
                 "cooling_off.min_days: is more than max_days", smaller.line - 1);
  expect_refused({"zone = \"Asia/Shanghai\"", "zone = \"Asia/Nowhere\""},
                 "pack.contradiction", "place.zone: is not a time zone of this system");
  expect_refused({"awaiting_reminders = [3, 7, 13]", "awaiting_reminders = [3, 7, 14]"},
                 "pack.contradiction",
                 "times.awaiting_reminders: reminds when the wait is over");
  expect_refused({"awaiting_reminders = [3, 7, 13]", "awaiting_reminders = [7, 3, 13]"},
                 "pack.contradiction",
                 "times.awaiting_reminders: must rise from one to the next");
  expect_refused({"restore_until_days = 80", "restore_until_days = 81"},
                 "pack.contradiction",
                 "quarantine.restore_until_days: reaches into the scrub: at most days - "
                 "scrub_before_days");
  expect_refused({"review_at = 25", "review_at = 40"}, "pack.contradiction",
                 "risk.review_at: must be less than raise_at");
  expect_refused({"percent = 30", "percent = 0"}, "pack.contradiction",
                 "contract_fee.percent: is 0, but kind asks for a fee");
}

TEST(WrongPack, assurance_that_cannot_be_proved_or_is_not_safe) {
  expect_refused({"hotline = [\"never\", \"never\", \"never\", \"never\", \"never\", "
                  "\"never\"]\nshop    = [\"al3\", \"al3\", \"never\", \"never\", \"al4\"",
                  "hotline = [\"al2\", \"never\", \"never\", \"never\", \"never\", "
                  "\"never\"]\nshop    = [\"al3\", \"al3\", \"never\", \"never\", \"al4\""},
                 "pack.contradiction",
                 "assurance.lift_lost_bar.hotline: a lost line is never opened by phone");
  expect_refused({"hotline = [\"al2\"", "hotline = [\"al3\""}, "pack.contradiction",
                 "assurance.terminate.hotline: asks for al3, but ways.al3 has none on "
                 "hotline");
  const Changed alone{"\"in_person\", \"second_person\"", "\"in_person\""};
  expect_refused(alone, "pack.contradiction", "ways.al4: has a way without second_person",
                 alone.line_of("al4 = ["));
}

TEST(WrongPack, a_lock_that_nobody_can_open) {
  expect_refused(Changed{"channels = [\"shop\"] ", "channels = [] "}, "pack.contradiction",
                 "lock.channels: names no channel");
  expect_refused(Changed{"channels = [\"shop\"] ", "channels = [\"sms\"] "},
                 "pack.contradiction",
                 "lock.channels: names sms, where no line is ended at all");
}

TEST(WrongPack, a_calendar_that_cannot_be) {
  const Changed weekday{"2026-10-10,", "2026-10-09,"};
  const int years = weekday.line_of("[[calendar.years]]");
  expect_refused(weekday, "pack.contradiction",
                 "calendar.years: 2026-10-09 is a working day anyway", years);
  expect_refused({"2026-01-04, 2026-02-14", "2025-01-04, 2026-02-14"}, "pack.contradiction",
                 "calendar.years: 2025-01-04 is not in 2026", years);
  expect_refused({"year = 2027", "year = 2028"}, "pack.contradiction",
                 "calendar.years: 2028 comes where 2027 should", years);
  expect_refused({"2026-01-01, 2026-01-02", "2026-01-02, 2026-01-01"}, "pack.contradiction",
                 "calendar.years: 2026-01-01 does not come after the date before it",
                 years);
}

TEST(WrongPack, a_file_that_cannot_be_read_or_is_too_large) {
  EXPECT_EQ(load_pack("/nonexistent/xx.toml").error().detail, "xx.toml: cannot open");
  const std::string large(300'000, '#');
  EXPECT_EQ(parse_pack(large, "xx.toml").error().detail,
            "xx.toml:1: a pack has at most 262144 bytes");
}

}  // namespace
}  // namespace signoff
