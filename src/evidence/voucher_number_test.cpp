// SPDX-License-Identifier: Apache-2.0
#include "evidence/voucher_number.h"

#include <gtest/gtest.h>
#include <set>

namespace signoff {
namespace {

TEST(VoucherNumber, a_drawn_number_parses_to_itself) {
  SeededRandom random{7};
  for (int i = 0; i < 1000; ++i) {
    const auto number = VoucherNumber::draw(random);
    const auto parsed = VoucherNumber::parse(number.text());
    ASSERT_TRUE(parsed) << number.text();
    EXPECT_EQ(*parsed, number);
  }
}

TEST(VoucherNumber, people_may_type_it_their_way) {
  SeededRandom random{7};
  const auto number = VoucherNumber::draw(random);
  std::string typed;
  for (const char c : number.text())
    if (c != '-') typed += static_cast<char>(std::tolower(c));
  const auto parsed =
      VoucherNumber::parse("  " + typed.substr(0, 6) + " " + typed.substr(6));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->text(), number.text());
}

TEST(VoucherNumber, every_single_mistake_and_every_swap_is_caught) {
  constexpr std::string_view kSymbols = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  SeededRandom random{11};
  for (int round = 0; round < 20; ++round) {
    const auto good = VoucherNumber::draw(random).text();
    for (std::size_t i = 2; i < good.size(); ++i) {
      if (good[i] == '-') continue;
      for (const char wrong : kSymbols) {
        auto bad = good;
        bad[i] = wrong;
        EXPECT_EQ(VoucherNumber::parse(bad).has_value(), wrong == good[i]) << bad;
      }
      for (std::size_t j = i + 1; j < good.size(); ++j) {
        if (good[j] == '-' || good[i] == good[j]) continue;
        auto bad = good;
        std::swap(bad[i], bad[j]);
        EXPECT_FALSE(VoucherNumber::parse(bad)) << bad;
      }
    }
  }
}

TEST(VoucherNumber, what_is_no_number_says_why) {
  EXPECT_EQ(VoucherNumber::parse("").error().code, "voucher_number.length");
  EXPECT_EQ(VoucherNumber::parse("V-22222-22222-2222O").error().code,
            "voucher_number.symbol");
  EXPECT_EQ(VoucherNumber::parse("X-22222-22222-22222").error().code,
            "voucher_number.length");
  EXPECT_EQ(VoucherNumber::parse(std::string(10'000, ' ')).error().code,
            "voucher_number.length");
}

TEST(VoucherNumber, numbers_do_not_repeat) {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 5000; ++i) seen.insert(VoucherNumber::draw(random).text());
  EXPECT_EQ(seen.size(), 5000U);
}

}  // namespace
}  // namespace signoff
