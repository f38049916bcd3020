// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace signoff {

// Where a request comes from, as limits and links count it: an IPv4 address, or the first
// 64 bits of an IPv6 one, since whoever has one such network has all its addresses. Empty
// for what is no address.
std::string network_of(std::string_view address);

// The same of a request that came through a proxy: the last element of X-Forwarded-For is
// the one that our own proxy wrote, all before it is the sender's word. `peer` where there
// is none.
std::string forwarded_network(std::string_view header, std::string_view peer);

}  // namespace signoff
