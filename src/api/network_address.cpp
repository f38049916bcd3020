// SPDX-License-Identifier: Apache-2.0
#include "api/network_address.h"
#include "base/text.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace signoff {
namespace {

namespace ip = boost::asio::ip;

constexpr std::size_t kAddressMax = 64;  // With a port and a scope.
constexpr std::size_t kNetworkBytes = 8;

// "192.0.2.1:4711" and "[2001:db8::1]:4711", as some proxies write it.
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  return std::ranges::count(text, ':') == 1 ? text.substr(0, text.find(':')) : text;
}

}  // namespace

std::string network_of(std::string_view text) {
  if (text.size() > kAddressMax) return {};
  boost::system::error_code failed;
  const auto address = ip::make_address(std::string{text}, failed);
  if (failed) return {};
  if (address.is_v4()) return address.to_string();
  const auto v6 = address.to_v6();
  if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6).to_string();
  auto bytes = v6.to_bytes();
  std::fill(bytes.begin() + kNetworkBytes, bytes.end(), std::uint8_t{0});
  return ip::address_v6{bytes}.to_string() + "/64";
}

std::string forwarded_network(std::string_view header, std::string_view peer) {
  const auto last = trimmed(header.substr(header.rfind(',') + 1));
  auto network = network_of(without_port(last));
  return network.empty() ? std::string{peer} : network;
}

}  // namespace signoff
