// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/vpcd_link.h"

#include "card/virtual/real_pcscd.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <tuple>

namespace signoff::uicc {
namespace {

CardImage some_card() {
  EuiccImage euicc;
  euicc.eid = "89049032123451234512345678901235";
  ProfileImage profile;
  profile.info.iccid = profile.sim.iccid = "89860012345678901234";
  profile.info.aid = Bytes(16, 1);
  profile.info.state = rsp::ProfileState::enabled;
  euicc.profiles = {profile};
  const auto authority = rsp::TestAuthority::make(Instant{}, "89049032");
  EXPECT_TRUE(certify(euicc, authority, Instant{}));
  return {euicc, std::nullopt};
}

// A listening socket on the loopback, and the side of vpcd in it.
class Reader {
 public:
  Reader() : listener_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    ensure(::bind(listener_, plain, size) == 0 && ::listen(listener_, 1) == 0 &&
               ::getsockname(listener_, plain, &size) == 0,
           "test.reader");
    port_ = ntohs(address.sin_port);
  }
  ~Reader() {
    close();
    ::close(listener_);
  }
  std::uint16_t port() const { return port_; }
  void accept() { card_ = ::accept(listener_, nullptr, nullptr); }
  void close() {
    if (card_ >= 0) ::close(std::exchange(card_, -1));
  }
  void send(std::string_view payload) {
    const auto bytes = *from_hex(payload);
    const Bytes length{static_cast<std::uint8_t>(bytes.size() >> 8),
                       static_cast<std::uint8_t>(bytes.size())};
    ensure(::send(card_, length.data(), 2, 0) == 2, "test.reader");
    ensure(
        ::send(card_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()),
        "test.reader");
  }
  std::string ask(std::string_view payload) {
    send(payload);
    const auto length = take(2);
    return to_hex(take(static_cast<std::size_t>(length[0] << 8 | length[1])));
  }

 private:
  Bytes take(std::size_t size) {
    Bytes bytes(size);
    ensure(::recv(card_, bytes.data(), size, MSG_WAITALL) == static_cast<ssize_t>(size),
           "test.reader");
    return bytes;
  }
  int listener_;
  int card_ = -1;
  std::uint16_t port_ = 0;
};

class Vpcd : public testing::Test {
 protected:
  void insert() {
    link_ = std::move(*VpcdLink::connect("127.0.0.1", reader_.port()));
    reader_.accept();
    card_ = std::move(*VirtualCard::make(some_card()));
    thread_ = std::thread{[this] { ended_ = link_->serve(*card_); }};
  }
  void TearDown() override {
    if (link_) link_->stop();
    if (thread_.joinable()) thread_.join();
  }

  Reader reader_;
  std::unique_ptr<VpcdLink> link_;
  std::unique_ptr<VirtualCard> card_;
  std::thread thread_;
  Result<void> ended_;
};

TEST_F(Vpcd, a_reader_is_answered_as_by_a_card) {
  insert();
  EXPECT_EQ(reader_.ask("04").substr(0, 4), "3b9f");
  reader_.send("01");
  EXPECT_EQ(reader_.ask("00a40004022fe2").substr(0, 2), "61");
  EXPECT_EQ(reader_.ask("00b000000a"), "986800214365870921439000");
  reader_.send("02");
  EXPECT_EQ(reader_.ask("00b000000a"), "6986") << "nothing is selected after a reset";
  reader_.send("");
  EXPECT_EQ(reader_.ask("04").substr(0, 4), "3b9f") << "an empty message is passed over";
}

TEST_F(Vpcd, a_reader_that_goes_away_is_told_apart_from_a_pulled_card) {
  insert();
  reader_.ask("04");
  reader_.close();
  thread_.join();
  ASSERT_FALSE(ended_);
  EXPECT_EQ(ended_.error().code, "vpcd.gone");
}

TEST_F(Vpcd, a_pulled_card_ends_well) {
  insert();
  reader_.ask("04");
  link_->stop();
  thread_.join();
  EXPECT_TRUE(ended_);
}

TEST(VpcdConnect, nobody_there_is_said) {
  std::uint16_t port = 0;
  {
    const Reader closed;
    port = closed.port();
  }
  EXPECT_EQ(VpcdLink::connect("127.0.0.1", port).error().code, "vpcd.unreachable");
  EXPECT_EQ(VpcdLink::connect("nowhere", port).error().code, "vpcd.address");
}

TEST(RealPcscd, any_program_sees_the_card) {
  const RealPcscd pcscd;
  ASSERT_TRUE(pcscd.runs()) << pcscd.said();
  const TestDirectory directory;
  const auto commands =
      directory.write("commands.sh",
                      "opensc-tool -w -r 0 -n\n"
                      "opensc-tool -r 0 -a\n"
                      "opensc-tool -r 0 -s 00:A4:00:04:02:2F:E2:00 -s 00:B0:00:00:0A\n"
                      "opensc-tool -r 0 -s "
                      "00:A4:04:00:10:A0:00:00:05:59:10:10:FF:FF:FF:FF:89:00:00:01:00:00 "
                      "-s 80:E2:91:00:06:BF:3E:03:5C:01:5A:00\n"
                      "timeout 3 pcsc_scan -c </dev/null\n");
  auto link = VpcdLink::connect("127.0.0.1", pcscd.port());
  ASSERT_TRUE(link) << link.error().code;
  const auto card = *VirtualCard::make(some_card());
  std::thread thread{[&] { std::ignore = (*link)->serve(*card); }};
  const auto text = run_tool(directory, {"sh", commands}).output;
  (*link)->stop();
  thread.join();

  EXPECT_NE(text.find("3b:9f:96:80:1f:c7:80:31:e0:73:fe:21"), text.npos) << text;
  EXPECT_NE(text.find("98 68 00 21 43 65 87 09 21 43"), text.npos) << text;
  EXPECT_NE(text.find("BF 3E 12 5A 10 89 04 90 32 12 34 51 23 45 12 34"), text.npos)
      << text;
  EXPECT_NE(text.find("3B 9F 96 80 1F C7"), text.npos) << text;
}

}  // namespace
}  // namespace signoff::uicc
