// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/hlr/expect_fault.h"
#include "ports/home_register.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace signoff::contract {

// One register under test and what the suite needs around it.
class RegisterWorld {
 public:
  virtual ~RegisterWorld() = default;
  virtual HomeRegister& reg() = 0;
  // Puts an enabled record with keys there.
  virtual void given(const Imsi& imsi, const Msisdn& msisdn) = 0;
  // The phone of this subscription attaches; true when it is served now.
  virtual bool attach(const Imsi& imsi) = 0;
  virtual bool serves(const Imsi& imsi) = 0;
  // Waits until the visited network has done what it was told.
  virtual bool becomes_unserved(const Imsi& imsi) = 0;
  // The same card under another number, as when it was sold again.
  virtual void give_number(const Imsi& imsi, const Msisdn& msisdn) = 0;
};

using MakeWorld = std::function<std::unique_ptr<RegisterWorld>()>;

// What every home register must do, whatever it is made of.
class RegisterContract : public testing::TestWithParam<MakeWorld> {
 protected:
  void SetUp() override {
    world_ = GetParam()();
    ASSERT_NE(world_, nullptr);
    world_->given(imsi_, number_);
  }

  HomeRegister& reg() { return world_->reg(); }

  Subscription seen() {
    const auto found = reg().find(imsi_);
    EXPECT_TRUE(found.has_value());
    return found.value_or(Subscription{});
  }

  static Imsi imsi(std::string_view digits) { return Imsi::parse(digits).value(); }
  static Msisdn number(std::string_view digits) { return Msisdn::parse(digits).value(); }

  std::unique_ptr<RegisterWorld> world_;
  Imsi imsi_ = imsi("001010000000101");
  Msisdn number_ = number("8613800000101");
};

TEST_P(RegisterContract, a_record_is_found_by_imsi_and_by_number) {
  const Subscription by_imsi = seen();
  EXPECT_EQ(by_imsi.imsi, imsi_);
  EXPECT_EQ(by_imsi.msisdn, number_);
  EXPECT_TRUE(by_imsi.cs_enabled && by_imsi.ps_enabled && by_imsi.has_keys);
  EXPECT_FALSE(by_imsi.is_attached());
  EXPECT_EQ(reg().find(number_), by_imsi);
}

TEST_P(RegisterContract, an_unknown_line_is_not_found) {
  expect_fault(reg().find(imsi("001010000000999")), Fault::not_found,
               "register.no_subscription");
  expect_fault(reg().find(number("8613800000999")), Fault::not_found,
               "register.no_subscription");
}

TEST_P(RegisterContract, a_barred_line_is_refused_and_attaches_again_when_unbarred) {
  const Subscription before = seen();
  ASSERT_TRUE(reg().bar(before));
  ASSERT_TRUE(reg().bar(before));
  EXPECT_TRUE(seen().is_barred());
  EXPECT_EQ(reg().probe_attach(imsi_, NetworkDomain::cs), AttachAnswer::barred);
  EXPECT_EQ(reg().probe_attach(imsi_, NetworkDomain::ps), AttachAnswer::barred);
  EXPECT_FALSE(world_->attach(imsi_));
  ASSERT_TRUE(reg().unbar(before, before.cs_enabled, before.ps_enabled));
  EXPECT_TRUE(seen().cs_enabled && seen().ps_enabled);
  EXPECT_TRUE(world_->attach(imsi_));
}

TEST_P(RegisterContract, unbarring_restores_only_what_the_snapshot_had) {
  ASSERT_TRUE(reg().bar(seen()));
  ASSERT_TRUE(reg().unbar(seen(), true, false));
  EXPECT_TRUE(seen().cs_enabled);
  EXPECT_FALSE(seen().ps_enabled);
}

TEST_P(RegisterContract, barring_alone_does_not_end_the_service) {
  ASSERT_TRUE(world_->attach(imsi_));
  ASSERT_TRUE(reg().bar(seen()));
  EXPECT_TRUE(world_->serves(imsi_));
}

TEST_P(RegisterContract, removing_alone_does_not_end_the_service) {
  ASSERT_TRUE(world_->attach(imsi_));
  ASSERT_TRUE(reg().remove(seen()));
  EXPECT_TRUE(world_->serves(imsi_));
}

TEST_P(RegisterContract, cancelling_the_location_ends_the_service_and_reads_as_purged) {
  ASSERT_TRUE(world_->attach(imsi_));
  EXPECT_TRUE(seen().is_attached());
  ASSERT_TRUE(reg().bar(seen()));
  ASSERT_TRUE(reg().cancel_location(seen()));
  EXPECT_TRUE(world_->becomes_unserved(imsi_));
  EXPECT_FALSE(seen().is_attached());
  ASSERT_TRUE(reg().cancel_location(seen()));
}

TEST_P(RegisterContract, a_line_attached_nowhere_needs_no_location_cancel) {
  EXPECT_TRUE(reg().cancel_location(seen()));
}

TEST_P(RegisterContract, keys_are_stripped_once_and_no_vectors_come_after) {
  EXPECT_EQ(reg().probe_keys(imsi_), true);
  ASSERT_TRUE(reg().strip_keys(seen()));
  EXPECT_FALSE(seen().has_keys);
  EXPECT_EQ(reg().probe_keys(imsi_), false);
  EXPECT_TRUE(reg().strip_keys(seen()));
}

TEST_P(RegisterContract, a_stripped_number_is_found_no_more_and_is_no_stranger) {
  const Subscription before = seen();
  ASSERT_TRUE(reg().strip_number(before));
  ASSERT_TRUE(reg().strip_number(before));
  EXPECT_EQ(seen().msisdn, std::nullopt);
  expect_fault(reg().find(number_), Fault::not_found, "register.no_subscription");
  EXPECT_TRUE(reg().remove(before));
}

TEST_P(RegisterContract, removing_twice_succeeds_and_the_probes_say_unknown) {
  const Subscription before = seen();
  ASSERT_TRUE(reg().strip_keys(before));
  ASSERT_TRUE(reg().strip_number(before));
  ASSERT_TRUE(reg().remove(before));
  ASSERT_TRUE(reg().remove(before));
  expect_fault(reg().find(imsi_), Fault::not_found, "register.no_subscription");
  EXPECT_EQ(reg().probe_attach(imsi_, NetworkDomain::cs),
            AttachAnswer::unknown_subscription);
  EXPECT_EQ(reg().probe_keys(imsi_), false);
  EXPECT_EQ(reg().orphan_keys(), std::vector<std::int64_t>{});
}

TEST_P(RegisterContract, changing_a_line_that_is_gone_says_so) {
  const Subscription before = seen();
  ASSERT_TRUE(reg().remove(before));
  for (const auto& gone :
       {reg().bar(before), reg().unbar(before, true, true), reg().strip_keys(before),
        reg().strip_number(before), reg().cancel_location(before)})
    expect_fault(gone, Fault::not_found, "register.no_subscription");
}

TEST_P(RegisterContract, a_record_that_changed_hands_is_never_touched) {
  ASSERT_TRUE(world_->attach(imsi_));
  const Subscription before = seen();
  world_->give_number(imsi_, number("8613800000777"));
  const Subscription theirs = seen();
  for (const auto& refused :
       {reg().bar(before), reg().unbar(before, true, true), reg().strip_keys(before),
        reg().strip_number(before), reg().cancel_location(before), reg().remove(before)})
    expect_fault(refused, Fault::conflict, "register.changed_hands");
  EXPECT_EQ(seen(), theirs);
}

TEST_P(RegisterContract, a_number_that_appeared_after_stripping_is_a_strangers) {
  ASSERT_TRUE(reg().strip_number(seen()));
  const Subscription stripped = seen();
  world_->give_number(imsi_, number("8613800000778"));
  expect_fault(reg().remove(stripped), Fault::conflict, "register.changed_hands");
}

}  // namespace signoff::contract
