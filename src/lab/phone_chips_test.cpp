// SPDX-License-Identifier: Apache-2.0
#include "lab/phone_chips.h"

#include "connectors/smdp/fake_receiver.h"
#include "lab/identities.h"
#include "rsp/es10.h"
#include "rsp/verify_notification.h"

#include <gtest/gtest.h>
#include <stdlib.h>

namespace signoff::lab {
namespace {

const Instant kSold = parse_instant("2026-11-22T08:00:00Z").value();

class PhoneChipsTest : public testing::Test {
 protected:
  PhoneChipsTest() {
    std::string name = std::filesystem::temp_directory_path() / "signoff-chips-XXXXXX";
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    const Identities identities{7};
    line_.msisdn = identities.msisdn(1);
    line_.imsi = identities.imsi(1);
    line_.iccid = identities.iccid(1);
    line_.eid = identities.eid(1);
    open();
  }
  ~PhoneChipsTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // As after a restart.
  void open() {
    chips_ = PhoneChips::open(folder_, kSold).value();
    chips_->put(line_);
  }
  ChipProfile look() { return chips_->look(line_.msisdn).value(); }
  ChipProfile remove() { return chips_->remove(line_.msisdn, operator_).value(); }
  // What the operator was told of the profile, with the chip's own signature.
  std::vector<std::uint8_t> told() const {
    const auto verifier = rsp::NotificationVerifier::make({chips_->root()}).value();
    std::vector<std::uint8_t> events;
    for (const auto& one : operator_.kept) {
      EXPECT_EQ(one.address, kSmdpAddress);
      const auto taken = verifier->verify(one.notification, kSold).value();
      EXPECT_EQ(taken.eid, *line_.eid);
      EXPECT_EQ(taken.metadata.iccid, line_.iccid.digits());
      events.push_back(taken.metadata.events);
    }
    return events;
  }

  std::filesystem::path folder_;
  Line line_;
  std::unique_ptr<PhoneChips> chips_;
  FakeReceiver operator_;
};

TEST_F(PhoneChipsTest, a_new_chip_has_the_profile_of_its_line_at_work) {
  EXPECT_EQ(look(), (ChipProfile{true, true, 0}));
}

TEST_F(PhoneChipsTest, what_the_chip_signs_of_a_deletion_can_be_checked_by_its_root) {
  EXPECT_EQ(remove(), ChipProfile{});
  EXPECT_EQ(told(), (std::vector<std::uint8_t>{rsp::event::kDisable, rsp::event::kDelete}));
  EXPECT_EQ(look(), ChipProfile{});
}

TEST_F(PhoneChipsTest, what_nobody_acknowledged_goes_with_the_next_call_and_once) {
  const std::string smdp{kSmdpAddress};
  operator_.failures[smdp] = {Fault::unavailable, "smdp.unreachable", ""};
  EXPECT_EQ(remove(), (ChipProfile{false, false, 2}));
  open();
  EXPECT_EQ(look(), (ChipProfile{false, false, 2})) << "kept over a restart";
  operator_.failures.clear();
  EXPECT_EQ(remove(), ChipProfile{});
  EXPECT_EQ(told().size(), 2u);
  remove();
  EXPECT_EQ(told().size(), 2u);
}

TEST_F(PhoneChipsTest, an_answer_that_acknowledges_nothing_leaves_it_on_the_chip) {
  operator_.statuses[std::string{kSmdpAddress}] = 400;
  EXPECT_EQ(remove(), (ChipProfile{false, false, 2}));
}

TEST_F(PhoneChipsTest, the_root_is_the_same_after_a_restart) {
  const auto before = chips_->root();
  open();
  EXPECT_EQ(chips_->root(), before);
}

TEST_F(PhoneChipsTest, a_line_without_an_esim_has_no_chip) {
  line_.eid.reset();
  line_.msisdn = Identities{7}.msisdn(2);
  chips_->put(line_);
  EXPECT_EQ(chips_->look(line_.msisdn).error().code, "phone.no_chip");
}

}  // namespace
}  // namespace signoff::lab
