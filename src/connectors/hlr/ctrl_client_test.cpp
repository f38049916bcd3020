// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/expect_fault.h"
#include "connectors/hlr/osmo_hlr.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <gtest/gtest.h>

#include <thread>

namespace signoff {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

// Speaks CTRL on a loopback port: asks `script` what to send back for the text of each
// request; nothing means hanging up.
class ScriptedRegister {
 public:
  using Script = std::function<std::optional<std::vector<std::string>>(std::string_view)>;

  ScriptedRegister(int connections, Script script)
      : script_{std::move(script)},
        acceptor_{io_, {asio::ip::address_v4::loopback(), 0}},
        thread_{[this, connections] {
          for (int i = 0; i < connections; ++i) serve(acceptor_.accept());
        }} {}
  ~ScriptedRegister() { thread_.join(); }
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  void serve(Tcp::socket socket) {
    IpaReader reader;
    std::array<std::uint8_t, 4096> in{};
    boost::system::error_code error;
    for (;;) {
      const auto size = socket.read_some(asio::buffer(in), error);
      if (error) return;
      reader.feed(ByteView{in}.first(size));
      for (auto frame = reader.next(); frame && *frame; frame = reader.next()) {
        const auto answers = script_(as_text((*frame)->payload.subspan(1)));
        if (!answers) return;
        Bytes out;
        for (const std::string& answer : *answers)
          append_osmo_frame(out, kOsmoCtrl, as_bytes(answer));
        asio::write(socket, asio::buffer(out), error);
      }
    }
  }

  Script script_;
  asio::io_context io_;
  Tcp::acceptor acceptor_;
  std::thread thread_;
};

IoDeadline soon() {
  return std::chrono::steady_clock::now() + std::chrono::milliseconds{2000};
}

const CtrlRequest kReads[] = {{"a", {}}, {"b", {}}};

TEST(CtrlClient, replies_find_their_requests_in_any_order) {
  std::string first;
  ScriptedRegister far_side{
      1, [&](std::string_view request) -> std::optional<std::vector<std::string>> {
        if (request == "GET 1 a") return std::vector<std::string>{"TRAP 0 noise 1"};
        return std::vector<std::string>{"GET_REPLY 2 b two", "GET_REPLY 1 a one"};
      }};
  CtrlClient client{"127.0.0.1", far_side.port()};
  const auto replies = client.ask(kReads, soon());
  ASSERT_TRUE(replies);
  EXPECT_EQ((*replies)[0].text, "one");
  EXPECT_EQ((*replies)[1].text, "two");
}

TEST(CtrlClient, a_read_survives_one_restart_of_the_register) {
  int asked = 0;
  ScriptedRegister far_side{
      2, [&](std::string_view request) -> std::optional<std::vector<std::string>> {
        if (++asked == 2) return std::nullopt;
        return std::vector<std::string>{
            fmt::format("GET_REPLY {} a x", request.substr(4, 1))};
      }};
  CtrlClient client{"127.0.0.1", far_side.port()};
  EXPECT_TRUE(client.ask(std::span{kReads, 1}, soon()));
  EXPECT_TRUE(client.ask(std::span{kReads, 1}, soon()));
  EXPECT_EQ(asked, 3);
}

TEST(CtrlClient, a_reply_to_nobody_breaks_the_connection) {
  ScriptedRegister far_side{
      1, [](std::string_view) { return std::vector<std::string>{"GET_REPLY 77 a x"}; }};
  CtrlClient client{"127.0.0.1", far_side.port()};
  contract::expect_fault(client.ask(std::span{kReads, 1}, soon()), Fault::unavailable,
                         "ctrl.reply_id");
}

// The register acts and dies before it answers: the caller must look before acting again.
TEST(OsmoHlr, a_change_whose_answer_is_lost_is_unknown) {
  ScriptedRegister far_side{
      1, [](std::string_view request) -> std::optional<std::vector<std::string>> {
        if (request.starts_with("SET")) return std::nullopt;
        return std::vector<std::string>{
            fmt::format("GET_REPLY {} x \nimsi\t001010000000001\nmsisdn\t8613800000001",
                        request.substr(4, 1))};
      }};
  OsmoHlrSettings settings;
  settings.ctrl_port = far_side.port();
  OsmoHlr hlr{settings};
  const Subscription seen{Imsi::parse("001010000000001").value(),
                          Msisdn::parse("8613800000001").value(),
                          true,
                          true,
                          true,
                          {},
                          {},
                          false,
                          false};
  contract::expect_fault(hlr.remove(seen), Fault::unknown, "tcp.closed");
}

TEST(OsmoHlr, silence_ends_at_the_deadline) {
  ScriptedRegister far_side{1, [](std::string_view) { return std::vector<std::string>{}; }};
  OsmoHlrSettings settings;
  settings.ctrl_port = far_side.port();
  settings.deadline = Duration{100};
  OsmoHlr hlr{settings};
  contract::expect_fault(hlr.find(Imsi::parse("001010000000001").value()),
                         Fault::unavailable, "tcp.timeout");
}

}  // namespace
}  // namespace signoff
