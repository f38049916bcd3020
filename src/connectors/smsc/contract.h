// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/messages.h"

#include <gtest/gtest.h>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace signoff {

// A gateway together with the far side it speaks to, as the contract needs them.
class SmscUnderContract {
 public:
  virtual ~SmscUnderContract() = default;
  virtual SmsGateway& gateway() = 0;
  // Waits, within bounds, until `count` messages have reached the phone.
  virtual std::vector<std::string> texts_at(const Msisdn& phone, std::size_t count) = 0;
  // The far side vanishes and stays away.
  virtual void go_away() = 0;

  // The far side delivers to the first and refuses the second.
  static Msisdn live() { return *Msisdn::parse("8613800000001"); }
  static Msisdn dead() { return *Msisdn::parse("8613800000000"); }
};

using MakeSmsc = std::function<std::unique_ptr<SmscUnderContract>()>;

// What every SmsGateway promises. Instantiated for the fake and for the SMPP client against
// each message centre it can be tried with.
class SmsContract : public testing::TestWithParam<MakeSmsc> {
 protected:
  void SetUp() override { far_ = GetParam()(); }
  SmsGateway& gateway() { return far_->gateway(); }
  std::unique_ptr<SmscUnderContract> far_;
};

inline std::string many(std::string_view unit, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += unit;
  return text;
}

TEST_P(SmsContract, every_kind_of_text_arrives_whole) {
  const std::vector<std::string> texts{
      "Code 1234 @ Signoff {€}",          "您的号码已停机，验证码 1234", "Bye 👋🏽 再见",
      many("three parts of Latin. ", 15), many("三条短信的长度。", 22),  many("👋", 99)};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto id = gateway().send({SmscUnderContract::live(), texts[i]});
    ASSERT_TRUE(id) << id.error().code;
    EXPECT_FALSE(id->empty());
    const auto at_phone = far_->texts_at(SmscUnderContract::live(), i + 1);
    ASSERT_EQ(at_phone.size(), i + 1);
    EXPECT_EQ(at_phone.back(), texts[i]);
  }
}

TEST_P(SmsContract, a_probe_tells_a_dead_number_from_a_live_one) {
  EXPECT_EQ(gateway().probe(SmscUnderContract::live()), Result<bool>{true});
  EXPECT_EQ(gateway().probe(SmscUnderContract::dead()), Result<bool>{false});
}

TEST_P(SmsContract, a_text_that_can_never_go_is_refused) {
  const auto too_long = gateway().send({SmscUnderContract::live(), many("号", 671)});
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().fault, Fault::bad_input);
  const auto not_text = gateway().send({SmscUnderContract::live(), "\xff\xfe"});
  ASSERT_FALSE(not_text);
  EXPECT_EQ(not_text.error().fault, Fault::bad_input);
  EXPECT_TRUE(far_->texts_at(SmscUnderContract::live(), 0).empty());
}

TEST_P(SmsContract, nothing_is_taken_while_the_far_side_is_away) {
  ASSERT_TRUE(gateway().send({SmscUnderContract::live(), "before"}));
  far_->go_away();
  // The loss is noticed by this call at the latest, which then may be in doubt.
  EXPECT_FALSE(gateway().send({SmscUnderContract::live(), "into the void"}));
  const auto sent = gateway().send({SmscUnderContract::live(), "after"});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unavailable);
  const auto probed = gateway().probe(SmscUnderContract::live());
  ASSERT_FALSE(probed);
  EXPECT_EQ(probed.error().fault, Fault::unavailable);
}

}  // namespace signoff
