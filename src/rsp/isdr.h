// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace signoff::rsp {

using IsdrAid = std::array<std::uint8_t, 16>;

// The names of the application that an eUICC's functions are asked of: the standard one
// (SGP.02 clause 2.2.3), then those of removable eUICCs whose makers chose another; each is
// tried on a card that does not know the ones before.
inline constexpr std::array<IsdrAid, 7> kIsdrAids{{
    {0xa0, 0, 0, 0x05, 0x59, 0x10, 0x10, 0xff, 0xff, 0xff, 0xff, 0x89, 0, 0, 0x01, 0},
    // eSIM.me
    {0xa0, 0, 0, 0x05, 0x59, 0x10, 0x10, 0, 0, 0, 0, 0x89, 0, 0, 0x03, 0},
    // 5ber
    {0xa0, 0, 0, 0x05, 0x59, 0x10, 0x10, 0xff, 0xff, 0xff, 0xff, 0x89, 0, 0x05, 0x05, 0},
    // XeSIM
    {0xa0, 0, 0, 0x05, 0x59, 0x10, 0x10, 0xff, 0xff, 0xff, 0xff, 0x89, 0, 0, 0x01, 0x77},
    // LinksField
    {0xa0, 0, 0, 0x05, 0x59, 0x10, 'L', 'i', 'n', 'k', 's', 'f', 'i', 'e', 'l', 'd'},
    // eSTK.me, first and second
    {0xa0, 'e', 's', 't', 'k', 'm', 'e', 0xff, 0xff, 'I', 'S', 'D', '-', 'R', ' ', '0'},
    {0xa0, 'e', 's', 't', 'k', 'm', 'e', 0xff, 0xff, 'I', 'S', 'D', '-', 'R', ' ', '1'},
}};
inline constexpr IsdrAid kIsdrAid = kIsdrAids[0];

}  // namespace signoff::rsp
