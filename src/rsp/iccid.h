// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <array>

namespace signoff::rsp {

using IccidOctets = std::array<std::uint8_t, 10>;

// ICCIDs as cards hold them (ETSI TS 102 221 clause 13.2): two digits an octet, the first
// in the low half, a shorter number ended by F. Some operators use the digits A to E, and
// test profiles have no check digit, so this is text and not yet an Iccid.
std::string iccid_text(ByteView octets);
// 1 to 20 hexadecimal digits: Fault::bad_input "iccid.digits".
Result<IccidOctets> iccid_octets(std::string_view text);

}  // namespace signoff::rsp
