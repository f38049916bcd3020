// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <optional>
#include <string>

namespace signoff {

// GSUP, Osmocom's flat form of MAP's subscriber procedures. A request's result is request+2
// and its error request+1.
enum class GsupType : std::uint8_t {
  update_location = 0x04,
  update_location_error = 0x05,
  update_location_result = 0x06,
  send_auth_info = 0x08,
  send_auth_info_error = 0x09,
  send_auth_info_result = 0x0a,
  purge_ms = 0x0c,
  purge_ms_error = 0x0d,
  purge_ms_result = 0x0e,
  insert_data = 0x10,
  insert_data_error = 0x11,
  insert_data_result = 0x12,
  delete_data = 0x14,
  delete_data_error = 0x15,
  delete_data_result = 0x16,
  location_cancel = 0x1c,
  location_cancel_error = 0x1d,
  location_cancel_result = 0x1e,
  routing_error = 0x4e,
};

enum class GsupDomain : std::uint8_t { ps = 1, cs = 2 };

// GMM causes (3GPP TS 24.008 table 10.5.147), which GSUP uses for errors.
inline constexpr std::uint8_t kCauseImsiUnknown = 0x02;
inline constexpr std::uint8_t kCauseGprsNotAllowed = 0x07;
inline constexpr std::uint8_t kCausePlmnNotAllowed = 0x0b;

inline constexpr std::uint8_t kWithdrawn = 1;             // Cancellation type.
inline constexpr std::uint8_t kSubscriberManagement = 1;  // Message class.
inline constexpr std::size_t kGsupNameMax = 64;           // A peer's name, NUL excluded.

// One message. Information elements we have no use for are skipped when reading.
struct GsupMessage {
  GsupType type{};
  std::string imsi;  // Digits, 1 to 16.
  std::optional<std::uint8_t> cause;
  std::optional<std::uint8_t> cancellation;
  std::optional<GsupDomain> domain;
  std::optional<std::uint8_t> message_class;
  std::string msisdn;  // Digits.
  std::string source;  // Names of peers, without the NUL that ends them on the wire.
  std::string destination;
  int auth_tuples = 0;  // Counted only: vectors are secrets we have no use for.

  friend bool operator==(const GsupMessage&, const GsupMessage&) = default;
};

// The message as an IPA payload, without the protocol byte. auth_tuples is not written.
Bytes encode(const GsupMessage& message);
// Fault::bad_input "gsup.…" for anything that is not one whole, well-formed message.
Result<GsupMessage> decode_gsup(ByteView payload);

}  // namespace signoff
