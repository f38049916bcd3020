// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/fake_hlr.h"

#include "connectors/hlr/contract.h"

namespace signoff {
namespace {

class FakeWorld final : public contract::RegisterWorld {
 public:
  HomeRegister& reg() override { return hlr_; }
  void given(const Imsi& imsi, const Msisdn& msisdn) override {
    hlr_.put({imsi, msisdn, true, true, true, {}, {}, false, false});
  }
  bool attach(const Imsi& imsi) override {
    return hlr_.attach(imsi) == AttachAnswer::accepted;
  }
  bool serves(const Imsi& imsi) override { return hlr_.serves(imsi); }
  bool becomes_unserved(const Imsi& imsi) override { return !hlr_.serves(imsi); }
  void give_number(const Imsi& imsi, const Msisdn& msisdn) override {
    hlr_.give_to_stranger(imsi, msisdn);
  }

 private:
  FakeHlr hlr_;
};

class FakeHlrTest : public testing::Test {
 protected:
  void SetUp() override {
    hlr_.put({imsi_, number_, true, true, true, {}, {}, false, false});
  }
  Subscription seen() { return hlr_.find(imsi_).value(); }

  FakeHlr hlr_;
  Imsi imsi_ = Imsi::parse("001010000000201").value();
  Msisdn number_ = Msisdn::parse("8613800000201").value();
};

TEST_F(FakeHlrTest, an_effect_that_changed_nothing_is_not_counted) {
  const Subscription line = seen();
  for (int again = 0; again < 3; ++again) {
    ASSERT_TRUE(hlr_.bar(line));
    ASSERT_TRUE(hlr_.strip_keys(line));
    ASSERT_TRUE(hlr_.strip_number(line));
  }
  ASSERT_TRUE(hlr_.remove(line));
  ASSERT_TRUE(hlr_.remove(line));
  EXPECT_EQ(hlr_.effects(imsi_), (FakeHlr::Effects{1, 0, 0, 1, 1, 1}));
}

TEST_F(FakeHlrTest, trouble_before_does_nothing_and_trouble_after_loses_the_answer) {
  auto trouble = Trouble::refuse_before;
  hlr_.set_weather([&](std::string_view verb, const Imsi&) {
    return verb == "remove" ? trouble : Trouble::none;
  });
  const Subscription line = seen();
  contract::expect_fault(hlr_.remove(line), Fault::unavailable, "register.down");
  EXPECT_EQ(hlr_.effects(imsi_).removals, 0);
  trouble = Trouble::lose_answer_after;
  contract::expect_fault(hlr_.remove(line), Fault::unknown, "register.answer_lost");
  EXPECT_EQ(hlr_.effects(imsi_).removals, 1);
}

TEST_F(FakeHlrTest, touching_a_stranger_is_counted) {
  hlr_.give_to_stranger(imsi_, Msisdn::parse("8613800000202").value());
  EXPECT_FALSE(hlr_.remove({imsi_, number_, true, true, true, {}, {}, false, false}));
  EXPECT_EQ(hlr_.stranger_effects(), 0);
  EXPECT_TRUE(hlr_.remove(seen()));  // What a step without an ownership check would do.
  EXPECT_EQ(hlr_.stranger_effects(), 1);
}

TEST_F(FakeHlrTest, a_reissued_number_is_found_at_its_new_owner) {
  const Imsi theirs = Imsi::parse("001010000000299").value();
  hlr_.reissue(number_, theirs);
  EXPECT_EQ(hlr_.find(number_)->imsi, theirs);
  EXPECT_EQ(hlr_.find(imsi_)->msisdn, std::nullopt);
}

}  // namespace

namespace contract {
INSTANTIATE_TEST_SUITE_P(Fake, RegisterContract,
                         testing::Values([] { return std::make_unique<FakeWorld>(); }),
                         [](const auto&) { return std::string{"in_memory"}; });
}  // namespace contract
}  // namespace signoff
