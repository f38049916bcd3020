// SPDX-License-Identifier: Apache-2.0
#include "policy/obligations.h"

#include "base/civil_time.h"
#include "policy/working_days.h"

#include <gtest/gtest.h>
#include <algorithm>

namespace signoff {
namespace {

const Pack& pack() {
  static const Pack loaded = load_pack(SIGNOFF_POLICIES "/cn.toml").value();
  return loaded;
}

Money yuan(std::int64_t fen) { return Money{fen, pack().place.currency}; }

CaseFacts plain() {
  CaseFacts facts;
  facts.now = parse_instant("2026-11-21T04:00:00Z").value();  // Noon in China.
  facts.line.id = "line-1";
  facts.line.msisdn = Msisdn::parse("8610000000001").value();
  facts.owner.email = "a@example.com";
  for (auto* amount : {&facts.paid_credit, &facts.gift_credit, &facts.arrears,
                       &facts.unbilled, &facts.deposit})
    *amount = yuan(0);
  return facts;
}

const Obligation* find(const std::vector<Obligation>& all, std::string_view id) {
  const auto at = std::ranges::find(all, id, &Obligation::id);
  return at == all.end() ? nullptr : &*at;
}

bool offers(const Obligation& obligation, std::string_view option) {
  return std::ranges::find(obligation.options, option, &ObligationOption::id) !=
         obligation.options.end();
}

TEST(Obligations, nothing_stands_in_the_way_of_a_plain_line) {
  const auto all = obligations(plain(), pack());

  EXPECT_TRUE(still_open(all, {}, {}).empty());
}

TEST(Obligations, arrears_must_be_settled_and_credit_is_offered_only_when_it_suffices) {
  auto facts = plain();
  facts.arrears = yuan(3820);
  facts.paid_credit = yuan(1000);

  auto all = obligations(facts, pack());
  ASSERT_NE(find(all, "OB-14"), nullptr);
  EXPECT_FALSE(offers(*find(all, "OB-14"), "deduct_credit"));
  EXPECT_EQ(still_open(all, {}, {}).front().id, "OB-14");
  EXPECT_TRUE(still_open(all, {{"OB-14", "pay_now", ""}}, {}).empty());

  facts.paid_credit = yuan(5000);
  all = obligations(facts, pack());
  EXPECT_TRUE(offers(*find(all, "OB-14"), "deduct_credit"));
}

TEST(Obligations, a_contract_costs_the_formula_of_the_pack_unless_it_is_not_proven) {
  auto facts = plain();
  facts.contract =
      ContractFacts{parse_date("2027-02-21").value(), yuan(1800), "Clause 4", true};

  auto all = obligations(facts, pack());
  const auto* fee = find(all, "OB-17");
  ASSERT_NE(fee, nullptr);
  EXPECT_EQ(fee->options.front().cost, yuan(1620));  // 3 months x 18.00 x 30 %.
  EXPECT_FALSE(offers(*fee, "wait_until_end")) << "more than 60 days away";

  facts.contract->is_proven = false;
  all = obligations(facts, pack());
  EXPECT_EQ(find(all, "OB-17"), nullptr);
  EXPECT_NE(find(all, "OB-18"), nullptr);
}

TEST(Obligations, a_port_in_flight_blocks_until_the_owner_gives_it_up) {
  auto facts = plain();
  facts.line.port_code_until = facts.now + std::chrono::minutes{30};

  const auto all = obligations(facts, pack());
  EXPECT_EQ(still_open(all, {}, {}).front().id, "OB-07");
  EXPECT_FALSE(still_open(all, {{"OB-07", "keep_moving", ""}}, {}).empty());
  EXPECT_TRUE(still_open(all, {{"OB-07", "revoke_code", ""}}, {}).empty());
}

TEST(Obligations, the_owner_of_a_locked_line_is_told_where_it_can_be_ended) {
  auto facts = plain();
  EXPECT_EQ(find(obligations(facts, pack()), "OB-51"), nullptr);
  facts.line.is_locked = true;
  const auto all = obligations(facts, pack());
  ASSERT_NE(find(all, "OB-51"), nullptr);
  EXPECT_NE(find(all, "OB-51")->text.en.find("24 hours"), std::string::npos);
  EXPECT_TRUE(still_open(all, {}, {}).empty());
}

TEST(Obligations, a_warning_wants_to_be_acknowledged_and_no_more) {
  auto facts = plain();
  facts.owner.bindings = {"bank:A", "WeChat"};

  const auto all = obligations(facts, pack());
  EXPECT_EQ(still_open(all, {}, {}).front().id, "OB-23");
  EXPECT_TRUE(still_open(all, {}, {"OB-23"}).empty());
}

TEST(Obligations, a_legal_hold_blocks_whatever_is_said) {
  auto facts = plain();
  facts.line.legal_hold = "H-1";

  const auto all = obligations(facts, pack());
  EXPECT_EQ(still_open(all, {}, {"OB-12"}).front().id, "OB-12");
}

TEST(Obligations, a_sub_line_may_be_promoted_only_by_its_id) {
  auto facts = plain();
  Line sub;
  sub.id = "sub-1";
  facts.sub_lines = {sub};
  const auto all = obligations(facts, pack());

  EXPECT_TRUE(check_settlements(all, {{"OB-21", "promote_sub_line", "sub-1"}}));
  EXPECT_EQ(check_settlements(all, {{"OB-21", "promote_sub_line", "other"}}).error().code,
            "settlement.detail_unknown");
  EXPECT_EQ(check_settlements(all, {{"OB-21", "no_such", ""}}).error().code,
            "settlement.option_unknown");
  EXPECT_EQ(check_settlements(all, {{"OB-99", "x", ""}}).error().code,
            "settlement.obligation_unknown");
}

TEST(Obligations, credit_for_another_line_names_the_line) {
  auto facts = plain();
  facts.paid_credit = yuan(7350);
  facts.other_lines = {"other-1"};
  const auto all = obligations(facts, pack());

  EXPECT_TRUE(check_settlements(all, {{"OB-31", "transfer_line", "other-1"}}));
  EXPECT_TRUE(check_settlements(all, {{"OB-31", "refund_source", ""}}));
  for (const auto* nowhere : {"", "stranger"})
    EXPECT_EQ(check_settlements(all, {{"OB-31", "transfer_line", nowhere}}).error().code,
              "settlement.detail_unknown");
}

TEST(Quote, what_is_owed_is_taken_from_credit_and_the_rest_comes_back) {
  auto facts = plain();
  facts.paid_credit = yuan(7350);
  facts.arrears = yuan(3820);
  facts.unbilled = yuan(600);
  facts.gift_credit = yuan(2000);
  const auto all = obligations(facts, pack());

  const auto quote = make_quote(facts, all, {{"OB-14", "pay_now", ""}}, "now", pack());
  EXPECT_EQ(quote.total, yuan(0));
  EXPECT_EQ(quote.refund, yuan(7350 - 3820 - 600));
  EXPECT_EQ(quote.forfeited, yuan(2000));
  EXPECT_EQ(quote.last_day_to_undo, "2026-11-28");
}

TEST(Quote, the_last_day_to_undo_is_promised_whole) {
  const auto zone = zone_of(pack());
  for (const auto stops :
       {zone.start_of(*parse_date("2026-11-21")) + std::chrono::seconds{1},
        zone.end_of(*parse_date("2026-11-21")) - std::chrono::seconds{1}}) {
    auto facts = plain();
    facts.now = stops;
    const auto until = last_moment_to_undo(stops, pack());
    EXPECT_EQ(make_quote(facts, {}, {}, "now", pack()).last_day_to_undo, "2026-11-28");
    EXPECT_EQ(until, zone.end_of(*parse_date("2026-11-28")));
  }
}

TEST(Quote, without_a_cooling_off_nothing_is_waited_for) {
  auto at_once = pack();
  at_once.cooling_off.default_days = 0;
  const auto facts = plain();
  EXPECT_EQ(last_moment_to_undo(facts.now, at_once), facts.now);
  EXPECT_EQ(make_quote(facts, {}, {}, "now", at_once).last_day_to_undo, "2026-11-21");
}

TEST(Quote, another_figure_is_another_hash) {
  auto facts = plain();
  facts.paid_credit = yuan(100);
  const auto hash = [&] {
    return make_quote(facts, obligations(facts, pack()), {}, "now", pack()).hash;
  };
  const auto before = hash();

  EXPECT_EQ(hash(), before);
  facts.paid_credit = yuan(101);
  EXPECT_NE(hash(), before);
}

TEST(StopTime, follows_the_wish_within_the_packs_bounds) {
  const auto facts = plain();
  const auto zone = Zone::find("Asia/Shanghai").value();

  EXPECT_EQ(stop_time(facts, "now", {}, pack()).value(), facts.now);
  EXPECT_EQ(stop_time(facts, "cycle_end", {}, pack()).value(),
            zone.end_of(parse_date("2026-11-30").value()));
  EXPECT_EQ(stop_time(facts, "2026-12-24", {}, pack()).value(),
            zone.end_of(parse_date("2026-12-24").value()));
  EXPECT_EQ(stop_time(facts, "2026-11-20", {}, pack()).error().code, "effective.past");
  EXPECT_EQ(stop_time(facts, "2027-11-20", {}, pack()).error().code, "effective.too_far");
  EXPECT_EQ(stop_time(facts, "soon", {}, pack()).error().code, "effective.format");
}

}  // namespace
}  // namespace signoff
