// SPDX-License-Identifier: Apache-2.0
#include "domain/identity_document.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

Date day(std::string_view text) { return parse_date(text).value(); }
const Date kToday = day("2026-11-21");

Result<IdDocument> parse(IdKind kind, std::string_view text) {
  return IdDocument::parse(kind, text, kToday);
}
std::string refusal(IdKind kind, std::string_view text) {
  const auto parsed = parse(kind, text);
  return parsed ? "accepted" : parsed.error().code;
}
std::string with_check(std::string first_17) { return first_17 + gb11643_check(first_17); }

TEST(IdDocument, accepts_the_numbers_of_the_standard) {
  for (const auto* number : {"11010519491231002X", "440524188001010014"})
    EXPECT_TRUE(parse(IdKind::resident_id, number)) << number;
  for (const auto* number : {"810000199408230021", "830000199201300022"})
    EXPECT_TRUE(parse(IdKind::residence_permit, number)) << number;
}

TEST(IdDocument, writes_a_small_x_large) {
  EXPECT_EQ(parse(IdKind::resident_id, "11010519491231002x")->number(),
            "11010519491231002X");
}

TEST(IdDocument, refuses_wide_digits_with_a_code_of_their_own) {
  EXPECT_EQ(refusal(IdKind::resident_id, "１10105194912310021"), "id.full_width");
  EXPECT_EQ(refusal(IdKind::passport, "E1234567８"), "id.full_width");
}

TEST(IdDocument, explains_the_15_digit_form) {
  const auto parsed = parse(IdKind::resident_id, "110105491231002");

  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, "id.fifteen_digits");
  EXPECT_FALSE(parsed.error().detail.empty());
}

TEST(IdDocument, refuses_what_cannot_be) {
  const auto kind = IdKind::resident_id;
  EXPECT_EQ(refusal(kind, with_check("11010519900230001")), "id.birth_date");
  EXPECT_EQ(refusal(kind, with_check("11010520261122001")), "id.birth_in_future");
  EXPECT_EQ(refusal(kind, with_check("11010520261121001")), "accepted");
  EXPECT_EQ(refusal(kind, with_check("00000019900101001")), "id.area");
  EXPECT_EQ(refusal(kind, with_check("81000019940823002")), "id.area");
  EXPECT_EQ(refusal(kind, "110105194912310021"), "id.check_digit");
  EXPECT_EQ(refusal(kind, "11010519491231002"), "id.length");
  EXPECT_EQ(refusal(kind, "1101051949123100２X"), "id.full_width");
  EXPECT_EQ(refusal(kind, "X1010519491231002X"), "id.characters");
  EXPECT_EQ(refusal(kind, ""), "id.length");
}

TEST(IdDocument, knows_how_old_a_child_is) {
  const auto child = parse(IdKind::resident_id, with_check("11010520180301001")).value();

  EXPECT_EQ(age_on(*child.birth_date(), kToday), 8);
  EXPECT_EQ(age_on(day("2008-02-29"), day("2026-02-28")), 17);
  EXPECT_EQ(age_on(day("2008-02-29"), day("2026-03-01")), 18);
}

TEST(IdDocument, accepts_permits_and_passports_in_their_forms) {
  for (const auto* number : {"H12345678", "M1234567801", "HA123456", "ma1234567"})
    EXPECT_EQ(refusal(IdKind::hk_macau_permit, number), "accepted") << number;
  EXPECT_EQ(refusal(IdKind::hk_macau_permit, "K12345678"), "id.characters");
  EXPECT_EQ(refusal(IdKind::hk_macau_permit, "H123456789"), "id.characters");
  EXPECT_EQ(refusal(IdKind::hk_macau_permit, "H"), "id.length");
  EXPECT_EQ(refusal(IdKind::taiwan_permit, "12345678"), "accepted");
  EXPECT_EQ(refusal(IdKind::taiwan_permit, "1234567A"), "id.characters");
  EXPECT_EQ(refusal(IdKind::passport, "l898902c3"), "accepted");
  EXPECT_EQ(refusal(IdKind::passport, "L898902C36"), "id.length");
  EXPECT_EQ(refusal(IdKind::passport, "ABCDEFG"), "id.characters");
  EXPECT_EQ(refusal(IdKind::permanent_resident, "CAN110123456789"), "accepted");
  EXPECT_EQ(refusal(IdKind::permanent_resident, with_check("91112419810101003")),
            "accepted");
}

TEST(IdDocument, prints_masked) {
  EXPECT_EQ(masked(parse(IdKind::resident_id, "11010519491231002X").value()),
            "110**************X");
  EXPECT_EQ(masked(parse(IdKind::passport, "L898902C3").value()), "L*******3");
}

TEST(IdMatch, x_may_be_typed_in_any_way_people_type_it) {
  for (const auto* typed :
       {"11010519491231002X", "11010519491231002x", "11010519491231002×",
        "11010519491231002*", "110105 19491231 002X"})
    EXPECT_TRUE(id_number_matches("11010519491231002X", typed)) << typed;
  EXPECT_TRUE(id_last_six_match("11010519491231002X", "31002*"));
  EXPECT_FALSE(id_last_six_match("11010519491231002X", "1002*"));
  EXPECT_FALSE(id_last_six_match("11010519491231002X", "31003*"));
}

TEST(IdMatch, a_record_of_15_digits_is_the_same_person_as_18) {
  EXPECT_TRUE(id_number_matches("110105491231002", "11010519491231002X"));
  EXPECT_TRUE(id_number_matches("11010519491231002X", "110105491231002"));
  EXPECT_FALSE(id_number_matches("110105491231003", "11010519491231002X"));
}

TEST(IdMatch, nothing_matches_nothing) {
  EXPECT_FALSE(id_number_matches("", ""));
  EXPECT_FALSE(id_number_matches("L898902C3", "L898902C"));
  EXPECT_FALSE(id_number_matches(std::string(100, '1'), std::string(100, '1')));
}

RC_GTEST_PROP(IdDocument, one_wrong_digit_is_always_found, ()) {
  std::string number =
      with_check("1101051949123100" + std::to_string(*rc::gen::inRange(0, 10)));
  const auto at = *rc::gen::inRange<std::size_t>(14, 17);  // The sequence digits.
  const char wrong = static_cast<char>('0' + *rc::gen::inRange(0, 10));
  RC_PRE(number[at] != wrong);

  number[at] = wrong;

  RC_ASSERT(refusal(IdKind::resident_id, number) == "id.check_digit");
}

RC_GTEST_PROP(IdDocument, what_was_accepted_is_accepted_again_unchanged,
              (const std::string& text)) {
  for (const auto kind : kIdKinds) {
    const auto parsed = parse(kind, text);
    if (!parsed) continue;
    RC_ASSERT(parse(kind, parsed->number()).value() == *parsed);
  }
}

}  // namespace
}  // namespace signoff
