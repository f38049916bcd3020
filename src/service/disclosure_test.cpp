// SPDX-License-Identifier: Apache-2.0
#include "service/disclosure.h"

#include "service/inspection.h"
#include "service/masks.h"
#include "service/offers.h"
#include "service/reasons.h"
#include "service/rights.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

namespace signoff {
namespace {

// Who may see what in full, as a person would write it down. Kept apart from the table in
// the code on purpose, so that a slip there shows here.
const std::map<std::string, std::set<std::string>> kExpected = {
    {"subscriber", {}},
    {"clerk", {"msisdn", "name", "id_number"}},
    {"agent", {}},
    {"reviewer", {"name", "id_number"}},
    {"supervisor", {"name", "id_number"}},
    {"fraud", {"msisdn", "name", "id_number", "email", "other_msisdn"}},
    {"finance", {"name", "refund_account"}},
    {"engineer", {}},
    {"auditor", {}},
    {"manager", {}},
    {"system", {}},
};

TEST(Disclosure, each_role_sees_the_fields_that_its_task_needs_and_no_other) {
  EXPECT_EQ(kExpected.size(), kNames<Role>.size());
  for (std::size_t r = 0; r < kNames<Role>.size(); ++r)
    for (std::size_t f = 0; f < kNames<PersonField>.size(); ++f) {
      const auto role = static_cast<Role>(r);
      const auto field = static_cast<PersonField>(f);
      const auto& row = kExpected.at(std::string{to_string(role)});
      EXPECT_EQ(may_unmask(role, field), row.contains(std::string{to_string(field)}))
          << to_string(role) << " " << to_string(field);
    }
}

TEST(Disclosure, only_the_fraud_desk_looks_without_a_case_and_only_finance_after_its_end) {
  for (std::size_t r = 0; r < kNames<Role>.size(); ++r) {
    const auto role = static_cast<Role>(r);
    const bool sees_any = !kExpected.at(std::string{to_string(role)}).empty();
    EXPECT_EQ(sees_any, may(role, Verb::unmask)) << to_string(role);
    EXPECT_EQ(needs_case(role), sees_any && role != Role::fraud) << to_string(role);
    EXPECT_EQ(needs_open_case(role),
              sees_any && role != Role::fraud && role != Role::finance)
        << to_string(role);
  }
}

TEST(Masks, hide_all_but_what_tells_one_s_own) {
  EXPECT_EQ(masked_name("张三丰"), "张**");
  EXPECT_EQ(masked_name("Li Wei"), "L**");
  EXPECT_EQ(masked_name(""), "");
  EXPECT_EQ(masked_id_number("11010519491231002X"), "110**************X");
  EXPECT_EQ(masked_id_number("E1234567"), "E12****7");
  EXPECT_EQ(masked_id_number("E12"), "E**") << "nothing to hide in";
  EXPECT_EQ(masked_id_number(""), "");
  EXPECT_EQ(masked_email("anna@example.com"), "a***@example.com");
  EXPECT_EQ(masked_email("@example.com"), "***");
  EXPECT_EQ(masked_email("nobody"), "***");
  EXPECT_EQ(masked_email(""), "");
}

TEST(Masks, leave_no_number_of_a_person_in_typed_text) {
  EXPECT_EQ(without_numbers("called 13800008888 at 10:30"), "called *** at 10:30");
  EXPECT_EQ(without_numbers("123456"), "***");
  EXPECT_EQ(without_numbers("12345 and 一二三"), "12345 and 一二三");
  EXPECT_EQ(without_numbers("11010519491231002X"), "***X");
  EXPECT_EQ(without_numbers("138 0013 8000, 138-0013-8000"), "***, ***");
  EXPECT_EQ(without_numbers("+86 (138) 0013 8000."), "+***.");
  EXPECT_EQ(without_numbers("请回电１３８００１３８０００"), "请回电***");
  EXPECT_EQ(without_numbers("from 2026-11-21, 38.20 yuan, 3 of 4"),
            "from 2026-11-21, 38.20 yuan, 3 of 4");
  EXPECT_EQ(without_numbers(""), "");
}

std::vector<HistoryEvent> chain(int length, Case& head) {
  std::vector<HistoryEvent> events;
  std::string prev{kChainStart};
  for (int seq = 1; seq <= length; ++seq) {
    HistoryEvent event;
    event.case_id = "case";
    event.seq = seq;
    event.name = "note";
    event.prev = prev;
    event.hash = prev = chain_hash(event);
    events.push_back(event);
  }
  head.events = length;
  head.head = prev;
  return events;
}

TEST(Chain, is_whole_as_it_was_written) {
  Case head;
  EXPECT_FALSE(broken_at(head, chain(5, head)));
  EXPECT_FALSE(broken_at(head, chain(1, head)));
}

TEST(Chain, that_was_touched_is_broken_where_it_was_touched) {
  Case head;
  const auto whole = chain(5, head);
  auto events = whole;
  events[2].actor.id = "somebody else";
  EXPECT_EQ(broken_at(head, events), 3);
  events = whole;
  events[2].detail = "other";
  events[2].hash = chain_hash(events[2]);
  EXPECT_EQ(broken_at(head, events), 4) << "made to fit by itself";
  events = whole;
  events.erase(events.begin() + 1);
  EXPECT_EQ(broken_at(head, events), 2);
  events = whole;
  events.pop_back();
  EXPECT_EQ(broken_at(head, events), 5) << "cut off at the end";
  events = whole;
  events[4].name = "other";
  events[4].hash = chain_hash(events[4]);
  EXPECT_EQ(broken_at(head, events), 5) << "the case knows its last hash";
  auto longer = whole;
  longer.push_back(whole[4]);
  longer[5].seq = 6;
  longer[5].prev = whole[4].hash;
  longer[5].hash = chain_hash(longer[5]);
  EXPECT_EQ(broken_at(head, longer), 6);
  EXPECT_EQ(broken_at(head, {}), 1);
}

TEST(Words, of_the_desk_are_there_in_both_languages_and_named_once) {
  std::set<std::string_view> codes;
  for (const auto& row : defect_texts()) {
    EXPECT_TRUE(codes.insert(row.code).second) << row.code;
    EXPECT_FALSE(row.en.empty() || row.zh.empty()) << row.code;
    EXPECT_TRUE(defect_text(row.code)) << row.code;
  }
  for (const auto* code :
       {"blurred", "glare", "edge_cut", "rotated", "angled", "screen_photo", "wrong_side",
        "wrong_person", "unreadable", "checksum", "expired", "not_a_document"})
    EXPECT_TRUE(codes.contains(code)) << code;
  for (const auto& row : review_reasons())
    EXPECT_FALSE(row.remedy_en.empty() || row.remedy_zh.empty()) << row.code;
  for (const auto& row : offers()) {
    EXPECT_EQ(find_offer(row.id), &row);
    EXPECT_TRUE(row.script_en.ends_with("?") && row.script_zh.ends_with("？"))
        << "the way on is in the same breath: " << row.id;
  }
  EXPECT_EQ(find_offer("discount"), nullptr);
}

}  // namespace
}  // namespace signoff
