// SPDX-License-Identifier: Apache-2.0
#include "base/bounded_file.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/money.h"
#include "base/random.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <cstdlib>

namespace signoff {
namespace {

TEST(Money, keeps_the_decimals_of_its_currency) {
  const auto yen = Currency::parse("JPY").value();
  const auto dinar = Currency::parse("BHD").value();

  EXPECT_EQ(to_string(Money{1200, yen}), "1200");
  EXPECT_EQ(to_string(Money{1200, dinar}), "1.200");
  EXPECT_EQ(to_string(Money{-1, Currency{}}), "-0.01");
  EXPECT_EQ(with_sign(Money{3820, Currency{}}), "¥38.20");
}

TEST(Money, rounds_as_the_call_says) {
  const Money amount{1000, Currency{}};

  EXPECT_EQ(amount.scaled(1, 3, Rounding::down).minor(), 333);
  EXPECT_EQ(amount.scaled(1, 3, Rounding::up).minor(), 334);
  EXPECT_EQ(Money(5, Currency{}).scaled(1, 2, Rounding::half_up).minor(), 3);
  EXPECT_EQ(Money(-5, Currency{}).scaled(1, 2, Rounding::half_up).minor(), -3);
}

RC_GTEST_PROP(Bytes, base64url_reads_back_what_it_wrote,
              (const std::vector<std::uint8_t>& raw)) {
  RC_ASSERT(from_base64url(to_base64url(raw)).value() == raw);
  RC_ASSERT(from_hex(to_hex(raw)).value() == raw);
}

TEST(Bytes, refuses_text_that_is_not_the_only_form_of_its_bytes) {
  EXPECT_FALSE(from_base64url("AB"));  // The last four bits are not zero.
  EXPECT_FALSE(from_base64url("A"));
  EXPECT_FALSE(from_base64url("AA=="));
  EXPECT_FALSE(from_hex("0"));
}

RC_GTEST_PROP(Instant, reads_back_what_it_wrote, ()) {
  const auto ms = *rc::gen::inRange<std::int64_t>(0, 4102444800000);
  const Instant instant{Duration{ms}};
  RC_ASSERT(parse_instant(to_string(instant)).value() == instant);
}

TEST(Instant, refuses_other_zones_and_days_that_do_not_exist) {
  EXPECT_FALSE(parse_instant("2026-11-21T20:28:14+00:00"));
  EXPECT_FALSE(parse_instant("2026-02-30T20:28:14Z"));
  EXPECT_FALSE(parse_instant("2026-11-21T24:00:00Z"));
  EXPECT_EQ(to_string(parse_instant("2026-11-21T20:28:14Z").value()),
            "2026-11-21T20:28:14Z");
}

TEST(DurationText, knows_days_and_smaller) {
  EXPECT_EQ(parse_duration("P7D").value(), std::chrono::hours{168});
  EXPECT_EQ(parse_duration("P1DT2H").value(), std::chrono::hours{26});
  EXPECT_EQ(parse_duration("PT15M").value(), std::chrono::minutes{15});
  for (const auto* wrong :
       {"", "P", "PT", "7D", "P7", "P1M", "PT1D", "P-1D", "PT1S2H", "P9999999D", "P1DT"})
    EXPECT_FALSE(parse_duration(wrong)) << wrong;
}

TEST(Uuid, carries_the_time_and_the_version) {
  SeededRandom random{1};
  const auto id = new_uuid(Instant{Duration{0x0123456789ab}}, random);

  EXPECT_EQ(id.substr(0, 13), "01234567-89ab");
  EXPECT_EQ(id[14], '7');
  EXPECT_TRUE(is_uuid(id));
  EXPECT_FALSE(is_uuid("01234567-89AB-7000-8000-000000000000"));
}

TEST(BoundedFile, is_read_whole_or_not_at_all) {
  auto name = std::string{"/tmp/signoff-bounded-XXXXXX"};
  const int file = ::mkstemp(name.data());
  ASSERT_GE(file, 0);
  ASSERT_EQ(::write(file, "12345", 5), 5);
  ::close(file);
  EXPECT_EQ(*read_bounded(name, 5), "12345");
  EXPECT_EQ(read_bounded(name, 4).error(),
            (Error{Fault::bad_input, "file.too_large", name}));
  ::unlink(name.c_str());
  EXPECT_EQ(read_bounded(name, 5).error(), (Error{Fault::not_found, "file.open", name}));
  EXPECT_EQ(read_bounded("/dev/zero", 100'000).error().code, "file.too_large");
  EXPECT_EQ(*read_bounded("/dev/null", 0), "");
  EXPECT_EQ(read_bounded("/tmp", 5).error().code, "file.read");
}

TEST(Random, draws_below_the_bound) {
  SeededRandom random{7};
  std::array<int, 3> seen{};
  for (int i = 0; i < 300; ++i) ++seen[random.below(3)];
  for (const int count : seen) EXPECT_GT(count, 60);
}

}  // namespace
}  // namespace signoff
