// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/smpp_client.h"

#include "connectors/smsc/contract.h"
#include "connectors/smsc/fake_smsc.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <boost/json.hpp>
#include <filesystem>
#include <future>

namespace signoff {
namespace {

const std::filesystem::path kNodeFolder =
    std::filesystem::path{__FILE__}.parent_path() / "../../../tests/node";

bool node_is_there() { return std::filesystem::exists(kNodeFolder / "node_modules/smpp"); }

// The message centre of npm's smpp package, as a child process that speaks JSON lines.
class NodeSmsc {
 public:
  NodeSmsc() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
    const auto script = (kNodeFolder / "smsc.js").string();
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      dup2(ends[1], STDIN_FILENO);
      dup2(ends[1], STDOUT_FILENO);
      execlp("node", "node", script.c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    wire_ = ends[0];
    if (const auto line = read_line())
      port_ = static_cast<std::uint16_t>(line->at("port").as_int64());
  }
  ~NodeSmsc() {
    stop();
    close(wire_);
  }
  NodeSmsc(const NodeSmsc&) = delete;

  std::uint16_t port() const { return port_; }
  void stop() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  void inject(const std::string& from, const std::string& text) {
    const auto line =
        boost::json::serialize(boost::json::object{{"from", from}, {"text", text}}) + "\n";
    EXPECT_EQ(::send(wire_, line.data(), line.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(line.size()));
  }
  // The next line with `key`, within ten seconds; lines without it are dropped.
  std::optional<boost::json::object> wait_for(std::string_view key) {
    while (auto line = read_line())
      if (line->contains(key)) return line;
    return std::nullopt;
  }

 private:
  std::optional<boost::json::object> read_line() {
    for (;;) {
      if (const auto end = buffer_.find('\n'); end != buffer_.npos) {
        auto line = boost::json::parse(buffer_.substr(0, end)).as_object();
        buffer_.erase(0, end + 1);
        return line;
      }
      pollfd readable{wire_, POLLIN, 0};
      if (poll(&readable, 1, 10'000) != 1) return std::nullopt;
      std::array<char, 4096> chunk;
      const auto size = read(wire_, chunk.data(), chunk.size());
      if (size <= 0) return std::nullopt;
      buffer_.append(chunk.data(), static_cast<std::size_t>(size));
    }
  }

  pid_t pid_ = 0;
  int wire_ = -1;
  std::uint16_t port_ = 0;
  std::string buffer_;
};

SmppSettings settings_for(std::uint16_t port) {
  SmppSettings settings;
  settings.port = port;
  settings.system_id = "signoff";
  settings.password = "secret";
  settings.call_deadline = Duration{5'000};
  return settings;
}

SystemRandom& random_source() {
  static SystemRandom random;
  return random;
}

class FakeUnderContract final : public SmscUnderContract {
 public:
  FakeUnderContract() { fake_.set_dead(dead(), true); }
  SmsGateway& gateway() override { return fake_; }
  std::vector<std::string> texts_at(const Msisdn& phone, std::size_t) override {
    std::vector<std::string> texts;
    for (const Sms& sms : fake_.delivered())
      if (sms.to == phone) texts.push_back(sms.text);
    return texts;
  }
  void go_away() override {
    fake_.trouble = [](std::string_view) { return Trouble::refuse_before; };
  }

 private:
  FakeSmsc fake_;
};

class NodeUnderContract final : public SmscUnderContract {
 public:
  NodeUnderContract()
      : gateway_{*SmppGateway::start(settings_for(node_.port()), random_source())} {}
  SmsGateway& gateway() override { return *gateway_; }
  std::vector<std::string> texts_at(const Msisdn& phone, std::size_t count) override {
    while (texts_.size() < count) {
      const auto line = node_.wait_for("to");
      if (!line) break;
      EXPECT_EQ(line->at("to").as_string(), phone.digits());
      texts_.emplace_back(line->at("text").as_string());
    }
    return texts_;
  }
  void go_away() override { node_.stop(); }

 private:
  NodeSmsc node_;
  std::unique_ptr<SmppGateway> gateway_;
  std::vector<std::string> texts_;
};

INSTANTIATE_TEST_SUITE_P(fake, SmsContract, testing::Values(MakeSmsc{[] {
                           return std::make_unique<FakeUnderContract>();
                         }}));

// Without the package there is nothing to run against; the next test says so.
std::vector<MakeSmsc> node_if_there() {
  if (!node_is_there()) return {};
  return {[] { return std::make_unique<NodeUnderContract>(); }};
}
INSTANTIATE_TEST_SUITE_P(npm_smpp, SmsContract, testing::ValuesIn(node_if_there()));

class NpmSmpp : public testing::Test {
 protected:
  void SetUp() override {
    if (!node_is_there()) FAIL() << "tests/node/node_modules is absent: run npm ci there";
  }
};

TEST_F(NpmSmpp, a_wrong_password_is_told_from_an_absent_centre) {
  NodeSmsc node;
  auto settings = settings_for(node.port());
  settings.password = "wrong";
  const auto gateway = *SmppGateway::start(settings, random_source());
  const auto sent = gateway->send({SmscUnderContract::live(), "x"});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unavailable);
  EXPECT_EQ(sent.error().code, "sms.bind_refused");
}

// Told to end while it looks the name up, connects, binds or is bound; had it gone on with
// what it was at, it would stay for ever.
TEST_F(NpmSmpp, a_gateway_ends_at_whatever_moment_it_is_told_to) {
  NodeSmsc node;
  for (int microseconds = 0; microseconds < 2'000; microseconds += 4) {
    const auto gateway = *SmppGateway::start(settings_for(node.port()), random_source());
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::microseconds{microseconds};
    while (std::chrono::steady_clock::now() < until) {
    }
  }
}

TEST_F(NpmSmpp, receipts_and_messages_from_phones_come_back_and_are_acknowledged) {
  NodeSmsc node;
  std::promise<std::pair<std::string, SmsOutcome>> receipt;
  std::promise<std::pair<std::string, std::string>> message;
  auto gateway = *SmppGateway::start(
      settings_for(node.port()), random_source(),
      {[&](const std::string& id, SmsOutcome outcome) { receipt.set_value({id, outcome}); },
       [&](const Msisdn& from, const std::string& text) {
         message.set_value({std::string{from.digits()}, text});
       }});
  const auto id = gateway->send({SmscUnderContract::dead(), "gone?"});
  ASSERT_TRUE(id);
  EXPECT_EQ(receipt.get_future().get(), (std::pair{*id, SmsOutcome::failed}));
  const auto acknowledged = node.wait_for("receipt");
  ASSERT_TRUE(acknowledged);
  EXPECT_EQ(acknowledged->at("status").as_int64(), 0);
  node.inject("8613800000001", "N 不是我");
  EXPECT_EQ(message.get_future().get(),
            (std::pair<std::string, std::string>{"8613800000001", "N 不是我"}));
  gateway.reset();
  EXPECT_TRUE(node.wait_for("unbound")) << "the gateway left without unbind";
}

TEST(SmppGateway, settings_that_cannot_go_on_the_wire_are_refused_at_the_start) {
  auto long_password = settings_for(1);
  long_password.password = "ninechars";
  EXPECT_EQ(SmppGateway::start(long_password, random_source()).error().code,
            "sms.settings");
  auto no_roots = settings_for(1);
  no_roots.tls = true;
  no_roots.ca_file = "/nonexistent.pem";
  EXPECT_EQ(SmppGateway::start(no_roots, random_source()).error().code, "sms.ca_file");
}

TEST(FakeSmsc, a_lost_answer_after_acting_leaves_the_message_delivered) {
  FakeSmsc fake;
  fake.trouble = [](std::string_view verb) {
    return verb == "send" ? Trouble::lose_answer_after : Trouble::none;
  };
  const auto sent = fake.send({SmscUnderContract::live(), "x"});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().fault, Fault::unknown);
  EXPECT_EQ(fake.delivered().size(), 1u);
  EXPECT_EQ(fake.probe(SmscUnderContract::live()), Result<bool>{true});
}

}  // namespace
}  // namespace signoff
