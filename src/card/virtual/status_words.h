// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// SW1 SW2 of ETSI TS 102 221 clause 10.2, and of the SIM of old (3GPP TS 51.011
// clause 9.4).
namespace signoff::uicc::status {

inline constexpr std::uint16_t kOk = 0x9000;
inline constexpr std::uint16_t kMore = 0x6100;       // In its low octet how much.
inline constexpr std::uint16_t kLengthIs = 0x6c00;   // The same.
inline constexpr std::uint16_t kProactive = 0x9100;  // The same.
inline constexpr std::uint16_t kTriesLeft = 0x63c0;  // How many.
inline constexpr std::uint16_t kMemoryFailure = 0x6581;
inline constexpr std::uint16_t kWrongLength = 0x6700;
inline constexpr std::uint16_t kNoSuchChannel = 0x6881;
inline constexpr std::uint16_t kWrongFileKind = 0x6981;
inline constexpr std::uint16_t kNotAllowed = 0x6982;
inline constexpr std::uint16_t kBlocked = 0x6983;
inline constexpr std::uint16_t kPinDisabled = 0x6984;
inline constexpr std::uint16_t kConditions = 0x6985;
inline constexpr std::uint16_t kNoFileSelected = 0x6986;
inline constexpr std::uint16_t kWrongData = 0x6a80;
inline constexpr std::uint16_t kNotSupported = 0x6a81;
inline constexpr std::uint16_t kFileNotFound = 0x6a82;
inline constexpr std::uint16_t kRecordNotFound = 0x6a83;
inline constexpr std::uint16_t kWrongParameters = 0x6a86;
inline constexpr std::uint16_t kKeyNotFound = 0x6a88;
inline constexpr std::uint16_t kWrongOffset = 0x6b00;
inline constexpr std::uint16_t kUnknownInstruction = 0x6d00;
inline constexpr std::uint16_t kUnknownClass = 0x6e00;
inline constexpr std::uint16_t kFailure = 0x6f00;

inline constexpr std::uint16_t kGsmMore = 0x9f00;
inline constexpr std::uint16_t kGsmNoFileSelected = 0x9400;
inline constexpr std::uint16_t kGsmOutOfRange = 0x9402;
inline constexpr std::uint16_t kGsmFileNotFound = 0x9404;
inline constexpr std::uint16_t kGsmWrongFileKind = 0x9408;
inline constexpr std::uint16_t kGsmNotAllowed = 0x9804;
inline constexpr std::uint16_t kGsmPinState = 0x9808;
inline constexpr std::uint16_t kGsmBlocked = 0x9840;

}  // namespace signoff::uicc::status
