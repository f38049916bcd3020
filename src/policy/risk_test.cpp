// SPDX-License-Identifier: Apache-2.0
#include "policy/risk.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

const Pack& china() {
  static const Pack pack = load_pack(SIGNOFF_POLICIES "/cn.toml").value();
  return pack;
}

TEST(Risk, a_quiet_request_may_be_approved_without_a_person) {
  const auto score = risk_score(china(), {});

  EXPECT_EQ(score.points, 0);
  EXPECT_EQ(score.band, RiskBand::automatic);
  EXPECT_TRUE(score.reasons.empty());
}

TEST(Risk, points_add_up_and_are_explained) {
  const auto score =
      risk_score(china(), {.sim_swapped = true, .new_device = true, .high_balance = true});

  EXPECT_EQ(score.points, 45);
  EXPECT_EQ(score.band, RiskBand::raised);
  ASSERT_EQ(score.reasons.size(), 3u);
  EXPECT_EQ(to_string(score.reasons[0].factor), "sim_swapped");
  EXPECT_EQ(score.reasons[0].points, 30);
  EXPECT_EQ(score.reasons[0].text.zh, "近期换过卡。");
}

TEST(Risk, each_threshold_begins_its_band) {
  auto pack = china();
  auto& points = pack.risk.points[static_cast<std::size_t>(RiskFactor::proxy)];
  const auto band = [&](int value) {
    points = value;
    return risk_score(pack, {.proxy = true}).band;
  };

  EXPECT_EQ(band(24), RiskBand::automatic);
  EXPECT_EQ(band(25), RiskBand::review);
  EXPECT_EQ(band(39), RiskBand::review);
  EXPECT_EQ(band(40), RiskBand::raised);
  EXPECT_EQ(band(69), RiskBand::raised);
  EXPECT_EQ(band(70), RiskBand::analyst);
}

TEST(Assurance, risk_and_a_fresh_swap_raise_what_is_needed) {
  const RiskScore quiet;
  const RiskScore raised{45, RiskBand::raised, {}};
  const RiskScore high{80, RiskBand::analyst, {}};
  const auto needed = [](Act act, const RiskScore& risk, bool is_fresh) {
    return assurance_needed(china(), act, Channel::web, Subject::owner, risk, is_fresh);
  };

  EXPECT_EQ(needed(Act::terminate, quiet, false), Assurance::al2);
  EXPECT_EQ(needed(Act::terminate, raised, false), Assurance::al3);
  EXPECT_EQ(needed(Act::terminate, high, false), Assurance::al4);
  EXPECT_EQ(needed(Act::terminate, quiet, true), Assurance::al3);
}

TEST(Assurance, acts_that_protect_are_never_made_harder) {
  const RiskScore high{200, RiskBand::analyst, {}};
  const auto needed = [&](Act act, Channel channel) {
    return assurance_needed(china(), act, channel, Subject::owner, high, true);
  };

  EXPECT_EQ(needed(Act::bar_lost, Channel::hotline), Assurance::weak);
  EXPECT_EQ(needed(Act::object, Channel::web), Assurance::none);
  EXPECT_EQ(needed(Act::withdraw, Channel::web), Assurance::al1);
}

TEST(Assurance, a_lost_line_is_never_opened_by_phone) {
  for (const auto subject : kSubjects)
    EXPECT_EQ(
        assurance_needed(china(), Act::lift_lost_bar, Channel::hotline, subject, {}, false),
        Assurance::never);
}

TEST(Assurance, a_locked_line_is_ended_in_person_only) {
  EXPECT_EQ(raised_by_lock(china(), Act::terminate, Channel::shop, Assurance::al2),
            Assurance::al3);
  EXPECT_EQ(raised_by_lock(china(), Act::terminate, Channel::shop, Assurance::al4),
            Assurance::al4);
  for (const auto act : {Act::terminate, Act::finish_now})
    for (const auto channel : {Channel::web, Channel::app, Channel::hotline, Channel::api})
      EXPECT_EQ(raised_by_lock(china(), act, channel, Assurance::al2), Assurance::never);
  EXPECT_EQ(raised_by_lock(china(), Act::withdraw, Channel::web, Assurance::al1),
            Assurance::al1);
}

TEST(Assurance, says_what_is_still_missing) {
  using enum Need;
  const std::vector<Need> code{otp};
  const std::vector<Need> all{otp, id_number, iccid};

  EXPECT_EQ(needs_left(china(), Assurance::al2, Channel::web, {}), all);
  EXPECT_EQ(needs_left(china(), Assurance::al2, Channel::web, code),
            (std::vector{id_number, iccid}));
  EXPECT_TRUE(is_proved(china(), Assurance::al2, Channel::web, all));
  EXPECT_FALSE(is_proved(china(), Assurance::al3, Channel::web, all));
  EXPECT_TRUE(
      is_proved(china(), Assurance::al2, Channel::web, std::vector{video, id_number}));
  EXPECT_FALSE(is_proved(china(), Assurance::never, Channel::web, all));
  EXPECT_TRUE(is_proved(china(), Assurance::none, Channel::web, {}));
  EXPECT_TRUE(ways_to(china(), Assurance::al3, Channel::hotline).empty());
}

TEST(Assurance, the_objection_window_protects_al2_cases_and_risky_ones) {
  EXPECT_TRUE(needs_objection_window(china(), Assurance::al2, {}));
  EXPECT_FALSE(needs_objection_window(china(), Assurance::al3, {}));
  EXPECT_TRUE(needs_objection_window(china(), Assurance::al3, {40, RiskBand::raised, {}}));
}

RC_GTEST_PROP(Assurance, more_proof_is_never_worse, ()) {
  const auto needs = *rc::gen::container<std::vector<Need>>(
      rc::gen::elementOf(std::vector<Need>(std::begin(kNeeds), std::end(kNeeds))));
  const auto more =
      *rc::gen::elementOf(std::vector<Need>(std::begin(kNeeds), std::end(kNeeds)));
  const auto level = *rc::gen::element(Assurance::weak, Assurance::al1, Assurance::al2,
                                       Assurance::al3, Assurance::al4);
  const auto channel =
      *rc::gen::elementOf(std::vector<Channel>(std::begin(kChannels), std::end(kChannels)));
  auto extended = needs;
  extended.push_back(more);

  if (is_proved(china(), level, channel, needs))
    RC_ASSERT(is_proved(china(), level, channel, extended));
}

}  // namespace
}  // namespace signoff
