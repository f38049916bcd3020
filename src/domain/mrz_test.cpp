// SPDX-License-Identifier: Apache-2.0
#include "domain/mrz.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

// The specimens of ICAO 9303 parts 4, 5 and 6.
const std::string kTd3 =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const std::string kTd2 =
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n"
    "D231458907UTO7408122F1204159<<<<<<<6";
const std::string kTd1 =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n"
    "7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";

Date date(std::string_view text) { return parse_date(text).value(); }
Result<Mrz> parse(std::string_view text) { return parse_mrz(text, date("2026-11-21")); }

std::string refusal(std::string_view text) {
  const auto parsed = parse(text);
  return parsed ? "accepted" : parsed.error().code;
}
std::string changed(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST(Mrz, reads_the_specimen_of_each_format) {
  for (const auto& text : {kTd1, kTd2, kTd3}) {
    const auto mrz = parse(text);
    ASSERT_TRUE(mrz) << mrz.error().code;
    EXPECT_EQ(mrz->surname.text, "ERIKSSON");
    EXPECT_EQ(mrz->given_names.text, "ANNA MARIA");
    EXPECT_EQ(mrz->number.text, text == kTd3 ? "L898902C3" : "D23145890");
    EXPECT_EQ(mrz->issuer.text, "UTO");
    EXPECT_EQ(mrz->nationality.text, "UTO");
    EXPECT_EQ(mrz->sex.text, "F");
    EXPECT_EQ(mrz->birth_date, date("1974-08-12"));
    EXPECT_EQ(mrz->expires_on, date("2012-04-15"));
    EXPECT_FALSE(mrz->number.was_repaired);
  }
  EXPECT_EQ(parse(kTd3)->optional.text, "ZE184226B");
  EXPECT_EQ(parse(kTd1)->document_code.text, "I");
}

TEST(Mrz, names_are_never_proved_but_numbers_and_dates_are) {
  for (const auto& text : {kTd1, kTd2, kTd3}) {
    const auto mrz = parse(text).value();
    EXPECT_FALSE(mrz.surname.is_proved);
    EXPECT_FALSE(mrz.given_names.is_proved);
    EXPECT_FALSE(mrz.issuer.is_proved);
    EXPECT_FALSE(mrz.nationality.is_proved);
    EXPECT_TRUE(mrz.number.is_proved);
    EXPECT_TRUE(mrz.birth.is_proved);
    EXPECT_TRUE(mrz.expiry.is_proved);
    EXPECT_TRUE(mrz.optional.is_proved);
  }
}

TEST(Mrz, a_name_read_wrongly_goes_unseen_as_nothing_checks_it) {
  const auto mrz = parse(changed(kTd3, "ERIKSSON", "ERIKSSEN"));

  ASSERT_TRUE(mrz);
  EXPECT_FALSE(mrz->surname.is_proved);
}

TEST(Mrz, repairs_look_alikes_by_the_rules_of_each_field) {
  const auto dates = parse(changed(kTd3, "7408122F1204159", "74O8I22F12O4159")).value();
  EXPECT_EQ(dates.birth_date, date("1974-08-12"));
  EXPECT_TRUE(dates.birth.was_repaired);
  EXPECT_TRUE(dates.expiry.was_repaired);

  const auto names = parse(changed(kTd3, "UTOERIKSSON", "UT0ER1K5SON")).value();
  EXPECT_EQ(names.surname.text, "ERIKSSON");
  EXPECT_TRUE(names.surname.was_repaired);
  EXPECT_EQ(names.issuer.text, "UTO");
}

TEST(Mrz, repairs_one_look_alike_in_the_number_when_only_one_reading_fits) {
  const auto mrz = parse(changed(kTd3, "L898902C3", "L8989O2C3"));

  ASSERT_TRUE(mrz);
  EXPECT_EQ(mrz->number.text, "L898902C3");
  EXPECT_TRUE(mrz->number.was_repaired);
}

TEST(Mrz, names_the_check_digit_that_fails) {
  EXPECT_EQ(refusal(changed(kTd3, "L898902C36", "L898902C37")), "mrz.check_digit.number");
  EXPECT_EQ(refusal(changed(kTd3, "740812", "740813")), "mrz.check_digit.birth");
  EXPECT_EQ(refusal(changed(kTd3, "120415", "130415")), "mrz.check_digit.expiry");
  EXPECT_EQ(refusal(changed(kTd3, "ZE184226B", "ZE184227B")), "mrz.check_digit.optional");
  EXPECT_EQ(refusal(changed(kTd3, "<<10", "<<11")), "mrz.check_digit.composite");
  EXPECT_EQ(refusal(changed(kTd2, "<<<6", "<<<7")), "mrz.check_digit.composite");
}

TEST(Mrz, refuses_other_sizes_and_characters) {
  EXPECT_EQ(refusal(""), "mrz.size");
  EXPECT_EQ(refusal(kTd3 + "<"), "mrz.size");
  EXPECT_EQ(refusal(std::string(300, '<')), "mrz.size");
  EXPECT_EQ(refusal(changed(kTd3, "ANNA", "ANN?")), "mrz.characters");
}

TEST(Mrz, refuses_a_day_that_does_not_exist_even_with_a_right_check_digit) {
  std::string second = "L898902C36UTO740230";
  second += mrz_check_digit("740230");
  second += "F1204159ZE184226B<<<<<1";
  const auto composite =
      second.substr(0, 10) + second.substr(13, 7) + second.substr(21, 22);
  second += mrz_check_digit(composite);

  EXPECT_EQ(refusal(kTd3.substr(0, 45) + second), "mrz.date");
}

TEST(Mrz, a_number_of_more_than_nine_characters_goes_on_in_the_optional_field) {
  // The long document number of ICAO 9303 part 5: D23145890734 with check digit 9.
  const std::string first = "I<UTOD23145890<7349<<<<<<<<<<<";
  std::string second = "3407127M9507122UTO<<<<<<<<<<<";
  second += mrz_check_digit(first.substr(5, 25) + second.substr(0, 7) +
                            second.substr(8, 7) + second.substr(18, 11));
  const auto mrz = parse(first + second + "STEVENSON<<PETER<JOHN<<<<<<<<<");

  ASSERT_TRUE(mrz) << mrz.error().code;
  EXPECT_EQ(mrz->number.text, "D23145890734");
  EXPECT_EQ(mrz->birth_date, date("1934-07-12"));
  EXPECT_TRUE(mrz->optional.text.empty());
}

RC_GTEST_PROP(Mrz, no_single_wrong_digit_in_dates_passes, ()) {
  const auto at =
      *rc::gen::element<std::size_t>(57, 58, 59, 60, 61, 62, 65, 66, 67, 68, 69, 70);
  const char digit = static_cast<char>('0' + *rc::gen::inRange(0, 10));
  std::string text = changed(kTd3, "\n", "");
  RC_PRE(text[at] != digit);

  text[at] = digit;

  RC_ASSERT(!parse(text));
}

}  // namespace
}  // namespace signoff
