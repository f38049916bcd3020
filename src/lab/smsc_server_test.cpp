// SPDX-License-Identifier: Apache-2.0
#include "lab/smsc_server.h"

#include "connectors/smsc/contract.h"
#include "connectors/smsc/smpp_client.h"
#include "lab/loopback_certificate.h"

#include <gtest/gtest.h>
#include <atomic>
#include <future>
#include <thread>

namespace signoff::lab {
namespace {

const Msisdn kLive = SmscUnderContract::live();
const Msisdn kDead = SmscUnderContract::dead();

// A centre, its log, and a gateway bound to it.
struct Air {
  explicit Air(SmscServerSettings settings = {}) { restart(std::move(settings)); }

  void restart(SmscServerSettings settings) {
    server = *SmscServer::start(std::move(settings), clock, log,
                                [](const Msisdn& to) { return to != kDead; });
  }
  SmppSettings settings() const {
    SmppSettings s;
    s.port = server->port();
    s.system_id = "signoff";
    s.password = "secret";
    s.call_deadline = Duration{5'000};
    s.backoff_first = Duration{20};
    return s;
  }
  std::unique_ptr<SmppGateway> gateway(const SmppSettings& s, SmppEvents events = {}) {
    return *SmppGateway::start(s, random, std::move(events));
  }
  std::unique_ptr<SmppGateway> gateway() { return gateway(settings()); }

  SystemClock clock;
  SystemRandom random;
  MessageLog log;
  std::unique_ptr<SmscServer> server;
};

class LabUnderContract final : public SmscUnderContract {
 public:
  SmsGateway& gateway() override { return *gateway_; }
  std::vector<std::string> texts_at(const Msisdn& phone, std::size_t count) override {
    EXPECT_TRUE(air_.log.wait_for(count, Duration{10'000}));
    std::vector<std::string> texts;
    for (const auto& message : air_.log.newest(phone.digits()))
      texts.insert(texts.begin(), message.text);
    return texts;
  }
  void go_away() override { air_.server.reset(); }

 private:
  Air air_;
  std::unique_ptr<SmppGateway> gateway_ = air_.gateway();
};

INSTANTIATE_TEST_SUITE_P(lab, SmsContract, testing::Values(MakeSmsc{[] {
                           return std::make_unique<LabUnderContract>();
                         }}));

TEST(SmscServer, a_message_to_a_dead_phone_is_logged_as_not_delivered) {
  Air air;
  ASSERT_TRUE(air.gateway()->send({kDead, "您的号码"}));
  ASSERT_TRUE(air.log.wait_for(1, Duration{5'000}));
  const auto logged = air.log.newest("+8613800000000");
  ASSERT_EQ(logged.size(), 1u);
  EXPECT_FALSE(logged[0].delivered);
  EXPECT_EQ(logged[0].channel, "sms");
  EXPECT_EQ(logged[0].to, "+8613800000000");
}

TEST(SmscServer, a_probe_leaves_no_message_behind) {
  Air air;
  const auto gateway = air.gateway();
  EXPECT_EQ(gateway->probe(kLive), Result<bool>{true});
  ASSERT_TRUE(gateway->send({kLive, "after"}));
  ASSERT_TRUE(air.log.wait_for(1, Duration{5'000}));
  EXPECT_EQ(air.log.newest().size(), 1u);
}

TEST(SmppGateway, a_wrong_password_is_refused_and_said_so) {
  Air air;
  auto settings = air.settings();
  settings.password = "guess";
  const auto sent = air.gateway(settings)->send({kLive, "x"});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, "sms.bind_refused");
  EXPECT_EQ(sent.error().fault, Fault::unavailable);
}

TEST(SmppGateway, a_centre_that_vanishes_after_taking_the_message_leaves_doubt) {
  Air air;
  const auto gateway = air.gateway();
  air.server->hang_up_on_submit();
  const auto sent = gateway->send({kLive, "did it go?"});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unknown);
  EXPECT_TRUE(air.log.wait_for(1, Duration{5'000})) << "it had gone";
}

TEST(SmppGateway, no_answer_in_time_leaves_doubt_and_the_next_message_goes) {
  Air air;
  auto settings = air.settings();
  settings.call_deadline = Duration{200};
  const auto gateway = air.gateway(settings);
  air.server->ignore_submit();
  const auto sent = gateway->send({kLive, "x"});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unknown);
  EXPECT_TRUE(gateway->send({kLive, "y"}));
}

TEST(SmppGateway, a_busy_centre_is_no_refusal) {
  Air air;
  const auto gateway = air.gateway();
  for (const auto status : {smpp::status::kThrottled, smpp::status::kQueueFull}) {
    air.server->refuse_submits(status, 1);
    const auto sent = gateway->send({kLive, "x"});
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().fault, Fault::unavailable) << status;
  }
  air.server->refuse_submits(smpp::status::kInvalidDestination, 1);
  const auto sent = gateway->send({kLive, "x"});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::bad_input);
  EXPECT_EQ(sent.error().code, "sms.refused");
}

TEST(SmppGateway, one_refused_part_refuses_the_message) {
  Air air;
  const auto gateway = air.gateway();
  air.server->refuse_submits(smpp::status::kInvalidDestination, 1);
  const auto sent = gateway->send({kLive, many("号", 150)});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::bad_input);
  EXPECT_EQ(air.log.added(), 0u);
}

TEST(SmppGateway, the_throttle_spaces_messages_out) {
  Air air;
  auto settings = air.settings();
  settings.parts_per_s = 50;
  const auto gateway = air.gateway(settings);
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(gateway->send({kLive, "x"}));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds{95});
}

TEST(SmppGateway, receipts_name_the_message_and_its_outcome) {
  Air air;
  std::promise<std::pair<std::string, SmsOutcome>> first, second;
  std::atomic<int> count = 0;
  const auto gateway = air.gateway(
      air.settings(), {[&](const std::string& id, SmsOutcome outcome) {
                         (count++ == 0 ? first : second).set_value({id, outcome});
                       },
                       {}});
  const auto good = gateway->send({kLive, "x"});
  EXPECT_EQ(first.get_future().get(), (std::pair{*good, SmsOutcome::delivered}));
  const auto bad = gateway->send({kDead, "x"});
  EXPECT_EQ(second.get_future().get(), (std::pair{*bad, SmsOutcome::failed}));
}

TEST(SmppGateway, a_phone_writes_back_in_parts_and_is_answered_from_the_callback) {
  Air air;
  const std::string long_answer = many("不是我本人操作。", 20);
  std::promise<std::string> heard;
  std::unique_ptr<SmppGateway> gateway;
  std::promise<void> ready;
  auto is_ready = ready.get_future().share();
  gateway =
      air.gateway(air.settings(), {{}, [&](const Msisdn& from, const std::string& text) {
                                     is_ready.wait();
                                     EXPECT_TRUE(gateway->send({from, "收到"}));
                                     heard.set_value(text);
                                   }});
  ready.set_value();
  ASSERT_TRUE(gateway->send({kLive, "回复 N"}));
  EXPECT_TRUE(air.server->from_phone(kLive, long_answer));
  EXPECT_EQ(heard.get_future().get(), long_answer);
  ASSERT_TRUE(air.log.wait_for(2, Duration{5'000}));
  EXPECT_EQ(air.log.newest()[0].text, "收到");
}

TEST(SmscServer, a_phone_cannot_write_to_nobody) {
  Air air;
  const auto sent = air.server->from_phone(kLive, "N");
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unavailable);
}

// Sends until it works; each attempt waits for its own answer.
bool goes_through(SmsGateway& gateway) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (std::chrono::steady_clock::now() < end)
    if (gateway.send({kLive, "again"})) return true;
  return false;
}

TEST(SmppGateway, it_binds_again_when_the_centre_comes_back) {
  Air air;
  const auto gateway = air.gateway();
  ASSERT_TRUE(gateway->send({kLive, "one"}));
  SmscServerSettings same;
  same.port = air.server->port();
  air.server.reset();
  EXPECT_FALSE(gateway->send({kLive, "lost"}));
  air.restart(same);
  EXPECT_TRUE(goes_through(*gateway));
}

TEST(SmppGateway, a_centre_that_gives_no_sign_of_life_is_left_and_bound_anew) {
  Air air;
  auto settings = air.settings();
  settings.enquire_every = Duration{50};
  settings.call_deadline = Duration{60'000};
  const auto gateway = air.gateway(settings);
  ASSERT_TRUE(gateway->send({kLive, "one"}));
  air.server->play_dead();
  air.server->ignore_submit();
  const auto begin = std::chrono::steady_clock::now();
  const auto sent = gateway->send({kLive, "two"});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, settings.call_deadline / 2);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unknown);
  EXPECT_TRUE(goes_through(*gateway));
}

TEST(SmppGateway, many_threads_share_one_connection) {
  Air air;
  const auto gateway = air.gateway();
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i)
        if (gateway->send({kLive, many("号", static_cast<std::size_t>(60 + 10 * t))}))
          ++taken;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(taken, 800);
  EXPECT_TRUE(air.log.wait_for(800, Duration{5'000}));
}

TEST(SmppGateway, it_ends_while_the_centre_is_away_or_silent) {
  Air air;
  auto settings = air.settings();
  const auto connected = air.gateway(settings);
  ASSERT_TRUE(connected->send({kLive, "x"}));
  air.server.reset();
  const auto alone = air.gateway(settings);
  EXPECT_FALSE(alone->send({kLive, "x"}));
}

class OverTls : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(certificate_.is_made() && other_.is_made()); }
  LoopbackCertificate certificate_, other_;
};

TEST_F(OverTls, a_centre_with_the_right_certificate_is_spoken_to) {
  Air air{{0, "signoff", "secret", certificate_.file(), certificate_.key_file()}};
  auto settings = air.settings();
  settings.tls = true;
  settings.ca_file = certificate_.file();
  const auto gateway = air.gateway(settings);
  const auto sent = gateway->send({kLive, many("安全", 60)});
  EXPECT_TRUE(sent) << sent.error().code << sent.error().detail;
  EXPECT_EQ(gateway->probe(kDead), Result<bool>{false});
}

TEST_F(OverTls, a_centre_with_a_strange_certificate_gets_nothing) {
  Air air{{0, "signoff", "secret", certificate_.file(), certificate_.key_file()}};
  auto settings = air.settings();
  settings.tls = true;
  settings.ca_file = other_.file();
  const auto sent = air.gateway(settings)->send({kLive, "x"});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, "sms.tls");
  EXPECT_EQ(sent.error().fault, Fault::unavailable);
}

TEST(MessageLog, keeps_the_newest_and_finds_them_by_receiver) {
  MessageLog log{3};
  for (int i = 0; i < 5; ++i)
    log.add({Instant{}, "sms", i % 2 == 0 ? "+861" : "+862", std::to_string(i), true});
  ASSERT_EQ(log.newest().size(), 3u);
  EXPECT_EQ(log.newest()[0].text, "4");
  EXPECT_EQ(log.newest("861").size(), 2u);
  EXPECT_EQ(log.newest("+862").size(), 1u);
  EXPECT_EQ(log.newest({}, 1).size(), 1u);
  EXPECT_EQ(log.added(), 5u);
  EXPECT_FALSE(log.wait_for(6, Duration{1}));
}

}  // namespace
}  // namespace signoff::lab
