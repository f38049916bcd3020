// SPDX-License-Identifier: Apache-2.0
#include "app/line_record.h"

#include "app/line_samples.h"

#include <gtest/gtest.h>

#include <fstream>

namespace signoff {
namespace {

using samples::changed;
using samples::kToday;
using samples::without;

std::vector<RecordDefect> defects(const std::string& text) {
  const auto read = read_line_record(text, kToday);
  EXPECT_EQ(read.record.has_value(), read.defects.empty());
  return read.defects;
}

void expect_defect(const std::string& text, std::string_view field, std::string_view code) {
  const std::vector<RecordDefect> expected{{std::string{field}, std::string{code}}};
  const auto found = defects(text);
  EXPECT_EQ(found, expected) << text << "\n"
                             << (found.empty()
                                     ? "no defect"
                                     : found.front().field + " " + found.front().code);
}

TEST(LineRecord, holds_owner_line_and_account) {
  const auto read = read_line_record(samples::full(), kToday);
  ASSERT_TRUE(read.record) << read.defects.front().field << " "
                           << read.defects.front().code;
  const auto& [owner, line, main, opening] = *read.record;
  EXPECT_EQ(owner.id, "C-1001");
  EXPECT_EQ(owner.birth, "1990-01-01") << "from the identity number";
  EXPECT_EQ(owner.language, Language::en);
  EXPECT_EQ(owner.bindings, (std::vector<std::string>{"bank:ICBC", "WeChat"}));
  EXPECT_EQ(line.owner_id, owner.id);
  EXPECT_EQ(line.msisdn.digits(), "8613800138000");
  EXPECT_EQ(line.generation, 2);
  EXPECT_EQ(line.type, LineType::postpaid);
  EXPECT_EQ(line.monthly_fee, (Money{3900, {}}));
  EXPECT_TRUE(line.premium_number);
  EXPECT_EQ(line.version, 0);
  ASSERT_TRUE(main);
  EXPECT_EQ(main->digits(), "8613800138001");
  EXPECT_EQ(opening.paid_credit, (Money{-150, {}}));
  EXPECT_EQ(to_string(opening.billed_until), "2026-11-01T00:00:00Z");
  ASSERT_TRUE(opening.contract);
  EXPECT_EQ(opening.contract->clause, "§3.2");
  EXPECT_FALSE(opening.contract->is_proven);
}

TEST(LineRecord, needs_only_what_a_line_cannot_be_without) {
  const auto read = read_line_record(samples::plain(1), kToday);
  ASSERT_TRUE(read.record) << read.defects.front().field << read.defects.front().code;
  EXPECT_EQ(read.record->line.generation, 1);
  EXPECT_EQ(read.record->line.card, CardState::in_use);
  EXPECT_EQ(read.record->opening.means, Means::none);
  for (const auto* name : {"id", "name", "id_kind", "id_number"})
    expect_defect(without("owner", name), fmt::format("owner.{}", name), "field.missing");
  for (const auto* name : {"msisdn", "imsi", "iccid", "type"})
    expect_defect(without("line", name), fmt::format("line.{}", name), "field.missing");
  for (const auto* name : {"currency", "monthly_fee", "billed_until"})
    expect_defect(without("account", name), fmt::format("account.{}", name),
                  "field.missing");
}

TEST(LineRecord, the_example_of_the_manual_is_right) {
  std::ifstream in{SIGNOFF_DOCS "/lines.example.jsonl"};
  std::string line;
  int count = 0;
  for (; std::getline(in, line); ++count)
    EXPECT_EQ(defects(line), std::vector<RecordDefect>{}) << line;
  EXPECT_EQ(count, 3);
}

TEST(LineRecord, names_every_defect_at_once_and_repeats_none_of_it) {
  auto text = changed("line", "imsi", R"("not digits")");
  const auto found = defects(text.replace(text.find("resident_id"), 11, "somethingxx"));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], (RecordDefect{"owner.id_kind", "id.kind"}));
  EXPECT_EQ(found[1].field, "line.imsi");
}

TEST(LineRecord, takes_each_member_by_its_type) {
  expect_defect(changed("line", "generation", R"("1")"), "line.generation", "field.type");
  expect_defect(changed("line", "generation", "0"), "line.generation", "field.range");
  expect_defect(changed("line", "generation", "1.5"), "line.generation", "field.type");
  expect_defect(changed("line", "is_locked", R"("no")"), "line.is_locked", "field.type");
  expect_defect(changed("line", "plan", "5"), "line.plan", "field.type");
  expect_defect(changed("line", "plan", "null"), "line.plan", "field.type");
  expect_defect(changed("line", "opened_on", R"("2026-02-30")"), "line.opened_on",
                "date.no_such_day");
  expect_defect(changed("line", "opened_on", R"("2027-01-01")"), "line.opened_on",
                "date.in_future");
  expect_defect(changed("owner", "bindings", R"("WeChat")"), "owner.bindings",
                "field.type");
  expect_defect(changed("owner", "name", R"("a\u0007b")"), "owner.name",
                "field.characters");
  expect_defect(changed("owner", "birth", R"("1990-01-02")"), "owner.birth",
                "birth.differs");
  expect_defect(changed("owner", "id", R"("C 1")"), "owner.id", "reference.form");
  expect_defect(changed("owner", "shoe_size", "43"), "owner.shoe_size", "field.unknown");
  expect_defect(R"([1])", "", "json.not_object");
  expect_defect(R"({"owner":)", "", "json.syntax");
  expect_defect(std::string(kLineRecordMax + 1, ' '), "", "record.too_long");
}

TEST(LineRecord, takes_money_only_in_the_form_of_its_currency) {
  for (const auto* wrong : {R"("39")", R"("39.0")", R"("39.000")", R"("-39.00")",
                            R"("1e2")", R"(" 39.00")", R"("12345678901234.00")"})
    expect_defect(changed("account", "arrears", wrong), "account.arrears", "money.form");
  expect_defect(changed("account", "arrears", "39.00"), "account.arrears", "field.type");
  EXPECT_TRUE(defects(changed("account", "arrears", R"("0.05")")).empty());
}

TEST(LineRecord, takes_no_line_that_is_at_the_end_of_a_case_already) {
  for (const auto* state : {"CANCEL_PENDING", "PRE_CANCELLED", "PORTING_OUT", "TERMINATED"})
    expect_defect(changed("line", "state", fmt::format("\"{}\"", state)), "line.state",
                  "line.state");
  EXPECT_TRUE(defects(changed("line", "state", R"("SUSP_DEBT1")")).empty());
  expect_defect(changed("line", "card", R"("ENABLED")"), "line.card", "card.state");
}

}  // namespace
}  // namespace signoff
