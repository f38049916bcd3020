// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// INS of ETSI TS 102 221 clause 10.1.2 and GlobalPlatform (STORE DATA).
namespace signoff::uicc::ins {

inline constexpr std::uint8_t kTerminalProfile = 0x10;
inline constexpr std::uint8_t kFetch = 0x12;
inline constexpr std::uint8_t kTerminalResponse = 0x14;
inline constexpr std::uint8_t kVerifyPin = 0x20;
inline constexpr std::uint8_t kChangePin = 0x24;
inline constexpr std::uint8_t kDisablePin = 0x26;
inline constexpr std::uint8_t kEnablePin = 0x28;
inline constexpr std::uint8_t kUnblockPin = 0x2c;
inline constexpr std::uint8_t kManageChannel = 0x70;
inline constexpr std::uint8_t kSearchRecord = 0xa2;
inline constexpr std::uint8_t kSelect = 0xa4;
inline constexpr std::uint8_t kReadBinary = 0xb0;
inline constexpr std::uint8_t kReadRecord = 0xb2;
inline constexpr std::uint8_t kGetResponse = 0xc0;
inline constexpr std::uint8_t kUpdateBinary = 0xd6;
inline constexpr std::uint8_t kUpdateRecord = 0xdc;
inline constexpr std::uint8_t kStoreData = 0xe2;
inline constexpr std::uint8_t kStatus = 0xf2;

}  // namespace signoff::uicc::ins
