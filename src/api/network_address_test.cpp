// SPDX-License-Identifier: Apache-2.0
#include "api/network_address.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

TEST(NetworkAddress, of_the_short_kind_stands_for_itself) {
  EXPECT_EQ(network_of("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(network_of("::ffff:192.0.2.1"), "192.0.2.1");
}

TEST(NetworkAddress, of_the_long_kind_is_the_network_that_one_sender_has) {
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(network_of("2001:db8:1:2:ffff::"), "2001:db8:1:2::/64");
  EXPECT_NE(network_of("2001:db8:1:3::1"), "2001:db8:1:2::/64");
  EXPECT_EQ(network_of("fe80::1%1"), "fe80::/64");
  EXPECT_EQ(network_of("::1"), "::/64");
}

TEST(NetworkAddress, what_is_none_is_nobodys) {
  for (const auto* text : {"", "unknown", "_hidden", "192.0.2.256", "192.0.2.1 ", "1",
                           "2001:db8::1::2", "a.example"})
    EXPECT_EQ(network_of(text), "") << text;
  EXPECT_EQ(network_of(std::string(100'000, ':')), "");
}

TEST(NetworkAddress, of_a_proxy_is_the_last_one_that_it_names) {
  EXPECT_EQ(forwarded_network("192.0.2.7", "127.0.0.1"), "192.0.2.7");
  EXPECT_EQ(forwarded_network("203.0.113.9, 192.0.2.7", "127.0.0.1"), "192.0.2.7");
  EXPECT_EQ(forwarded_network("x,\t192.0.2.7:4711 ", "127.0.0.1"), "192.0.2.7");
  EXPECT_EQ(forwarded_network("[2001:db8:1:2::5]:443", "127.0.0.1"), "2001:db8:1:2::/64");
  EXPECT_EQ(forwarded_network("2001:db8:1:2::5", "127.0.0.1"), "2001:db8:1:2::/64");
  for (const auto* header : {"", ",", "192.0.2.7,", "192.0.2.7, unknown", "[", "[]", "]"})
    EXPECT_EQ(forwarded_network(header, "127.0.0.1"), "127.0.0.1") << header;
}

}  // namespace
}  // namespace signoff
