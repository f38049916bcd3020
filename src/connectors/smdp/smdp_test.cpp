// SPDX-License-Identifier: Apache-2.0
#include "connectors/smdp/contract.h"
#include "connectors/smdp/es9_receiver.h"
#include "connectors/smdp/host_name.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

class FakeUnderContract final : public ReceiverUnderContract {
 public:
  NotificationReceiver& receiver() override { return fake_; }
  void answer_with(int status) override { fake_.statuses["smdp.example"] = status; }
  std::vector<Bytes> kept() override {
    std::vector<Bytes> out;
    for (const auto& one : fake_.kept) out.push_back(one.notification);
    return out;
  }
  void go_away() override {
    fake_.failures["smdp.example"] = {Fault::unavailable, "smdp.unreachable", ""};
  }

 private:
  FakeReceiver fake_;
};

TEST(Smdp, the_fake_keeps_the_contract) {
  FakeUnderContract world;
  keeps_the_contract(world);
}

TEST(Smdp, a_notification_goes_as_the_standard_says) {
  EXPECT_EQ(handle_notification_body(Bytes{0xbf, 0x2f, 0x00}),
            R"({"pendingNotification":"vy8A"})");
  EXPECT_EQ(handle_notification_body(Bytes{0xff}), R"({"pendingNotification":"/w=="})");
  EXPECT_EQ(handle_notification_body({}), R"({"pendingNotification":""})");
}

TEST(Smdp, a_host_is_a_name) {
  EXPECT_EQ(parse_smdp_host("SMDP-plus.Example"), "smdp-plus.example");
  EXPECT_EQ(parse_smdp_host("1.a2"), "1.a2");
  for (const auto* wrong : {"a", "a.1", "a.b.", ".a.b", "a_b.c", "a b.c", "a.b\n"})
    EXPECT_FALSE(parse_smdp_host(wrong)) << wrong;
  EXPECT_FALSE(parse_smdp_host(std::string(64, 'a') + ".b"));
}

TEST(Smdp, settings_that_lead_nowhere_are_refused) {
  const SystemClock clock;
  const auto code_of = [&](Es9Settings settings) {
    const auto made = Es9Receiver::make(std::move(settings), clock);
    return made ? "" : made.error().code;
  };
  EXPECT_EQ(code_of({}), "");
  EXPECT_EQ(code_of({"", "127.0.0.1:8443"}), "");
  EXPECT_EQ(code_of({"", "127.0.0.1"}), "smdp.via");
  EXPECT_EQ(code_of({"", "127.0.0.1:0"}), "smdp.via");
  EXPECT_EQ(code_of({"", ":443"}), "smdp.via");
  EXPECT_EQ(code_of({"/nowhere/roots.pem", ""}), "smdp.ca_file");
}

}  // namespace
}  // namespace signoff
