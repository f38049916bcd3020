// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rsp/iccid.h"
#include "rsp/tlv.h"

namespace signoff::rsp {

// Fields that several messages have (rsp.asn of SGP.22 v2), and their bounds in octets.
namespace field {
inline constexpr Tag kIccid = 0x5a;  // Also the EID, in GetEuiccData.
inline constexpr Tag kAid = 0x4f;
inline constexpr Tag kState = 0x9f70;
inline constexpr Tag kNickname = 0x90;
inline constexpr Tag kProvider = 0x91;
inline constexpr Tag kName = 0x92;
inline constexpr Tag kIconType = 0x93;
inline constexpr Tag kIcon = 0x94;
inline constexpr Tag kClass = 0x95;
inline constexpr Tag kNotify = 0xb6;
inline constexpr Tag kOwner = 0xb7;
inline constexpr Tag kRules = 0x99;

inline constexpr std::size_t kNicknameMax = 64;
inline constexpr std::size_t kAddressMax = 255;
}  // namespace field

// Of text that iccid_octets() accepts.
IccidOctets octets_of(std::string_view iccid);
// Ten octets with at least one digit: "es10.field".
Result<std::string> read_iccid(ByteView value);

}  // namespace signoff::rsp
