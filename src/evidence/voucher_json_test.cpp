// SPDX-License-Identifier: Apache-2.0
#include "evidence/voucher_json.h"

#include "evidence/sample_vouchers.h"
#include "evidence/voucher_number.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace signoff {
namespace {

Voucher valid(VoucherKind kind) {
  SeededRandom random{3};
  auto voucher = sample_voucher(kind);
  voucher.number = VoucherNumber::draw(random).text();
  return voucher;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(VoucherJson, every_kind_comes_back_as_it_was) {
  for (const auto kind :
       {VoucherKind::receipt, VoucherKind::pre_cancellation, VoucherKind::final}) {
    const auto voucher = valid(kind);
    const auto parsed = parse_voucher(to_json(voucher));
    ASSERT_TRUE(parsed) << parsed.error().detail;
    EXPECT_EQ(*parsed, voucher);
  }
}

TEST(VoucherJson, money_and_times_are_written_as_the_world_expects) {
  const auto json = to_json(valid(VoucherKind::final));
  EXPECT_NE(json.find(R"("refund":{"amount":"61.10","currency":"CNY"})"),
            std::string::npos);
  EXPECT_NE(json.find(R"("terminated":"2026-11-28T02:15:00Z")"), std::string::npos);
}

TEST(VoucherJson, probes_of_any_kind_come_back_as_they_were) {
  EXPECT_TRUE(rc::check([] {
    auto voucher = valid(VoucherKind::final);
    voucher.probes.clear();
    const auto count = *rc::gen::inRange(0, 40);
    for (int i = 0; i < count; ++i) {
      const auto at = *rc::gen::inRange(0, 3);
      const auto name = *rc::gen::element<std::string>("sms", "keys");
      voucher.probes.push_back({name, voucher.issued_at + std::chrono::seconds{at},
                                "refused", *rc::gen::arbitrary<bool>()});
    }
    const auto parsed = parse_voucher(to_json(voucher));
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(*parsed == voucher);
  }));
}

TEST(VoucherJson, as_many_probes_as_a_policy_pack_may_ask_for_come_back) {
  auto voucher = valid(VoucherKind::final);
  voucher.probes.clear();
  for (int hour = 0; hour < 24; ++hour)
    for (const auto* name : {"home_register", "attach_cs", "attach_ps", "keys", "sms"})
      voucher.probes.push_back(
          {name, voucher.issued_at + std::chrono::hours{hour}, "refused", true});
  const auto parsed = parse_voucher(to_json(voucher));
  ASSERT_TRUE(parsed.has_value()) << parsed.error().detail;
  EXPECT_EQ(*parsed, voucher);
}

TEST(VoucherJson, amounts_of_every_currency_come_back) {
  EXPECT_TRUE(rc::check([] {
    auto voucher = valid(VoucherKind::final);
    const auto code = *rc::gen::element<std::string>("CNY", "JPY", "BHD", "GBP");
    const auto minor = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
    voucher.final_bill = Money{minor, Currency::parse(code).value()};
    const auto parsed = parse_voucher(to_json(voucher));
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(parsed->final_bill == voucher.final_bill);
  }));
}

TEST(VoucherJson, refuses_what_it_does_not_know) {
  const auto json = to_json(valid(VoucherKind::final));
  const auto refused = [&](std::string_view from, std::string_view to) {
    const auto parsed = parse_voucher(replaced(json, from, to));
    return !parsed;
  };
  EXPECT_TRUE(refused(R"({"v":1)", R"({"v":2)"));
  EXPECT_TRUE(refused(R"({"v":1)", R"({"extra":1,"v":1)"));
  EXPECT_TRUE(refused(R"("gen":2)", R"("gen":0)"));
  EXPECT_TRUE(refused(R"("gen":2)", R"("gen":"2")"));
  EXPECT_TRUE(refused(R"("61.10")", R"("61.1")"));
  EXPECT_TRUE(refused(R"("61.10")", R"("61,10")"));
  EXPECT_TRUE(refused(R"("61.10")", R"("")"));
  EXPECT_TRUE(refused(R"("61.10")", R"("9999999999999999.10")"));
  EXPECT_TRUE(refused(R"("CNY")", R"("CNX")"));
  EXPECT_TRUE(refused("02:15:00Z", "02:15:00+00:00"));
  EXPECT_TRUE(refused(R"("kind":"final")", R"("kind":"last")"));
  EXPECT_TRUE(refused(R"("no":"V-)", R"("no":"W-)"));
  EXPECT_TRUE(refused(R"("lang":"zh")", R"("lang":"fr")"));
  EXPECT_TRUE(refused("138****8888", R"(138\u0007)"));
  EXPECT_TRUE(refused("138****8888", std::string(201, '8')));
  EXPECT_FALSE(parse_voucher("[]"));
  EXPECT_FALSE(parse_voucher(std::string(20'000, ' ')));
  EXPECT_FALSE(parse_voucher(std::string(10'000, '[')));
}

}  // namespace
}  // namespace signoff
