// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <optional>
#include <string_view>

namespace signoff {

// The framing under CTRL and GSUP: u16 length (big endian), u8 stream, payload.
struct IpaFrame {
  std::uint8_t stream = 0;
  ByteView payload;  // Points into the bytes it was taken from.
};

inline constexpr std::uint8_t kIpaOsmo = 0xee;  // First payload byte names the protocol.
inline constexpr std::uint8_t kIpaCcm = 0xfe;   // Connection management.
inline constexpr std::uint8_t kOsmoCtrl = 0x00;
inline constexpr std::uint8_t kOsmoGsup = 0x05;
// Longer than any answer of osmo-hlr; a longer frame is a broken or hostile peer.
inline constexpr std::size_t kIpaPayloadMax = 16384;

// Appends one frame. `extension` is the protocol byte of the osmo stream.
void append_osmo_frame(Bytes& out, std::uint8_t extension, ByteView payload);
void append_ccm_frame(Bytes& out, ByteView payload);

// Takes the first frame off `input`; nothing while it is incomplete. Fault::bad_input
// "ipa.length" when the stream cannot be followed any further.
Result<std::optional<IpaFrame>> take_frame(ByteView& input);

// Cuts a stream that arrives in pieces into frames.
class IpaReader {
 public:
  void feed(ByteView bytes);
  // The frame's payload is valid until the next call of feed().
  Result<std::optional<IpaFrame>> next();

 private:
  Bytes buffer_;
  std::size_t taken_ = 0;
};

enum class CcmMessage : std::uint8_t {
  ping = 0x00,
  pong = 0x01,
  id_get = 0x04,
  id_resp = 0x05,
  id_ack = 0x06,
};

// What to send back on a connection-management message: the identity on id_get, a pong on
// ping, otherwise nothing. `name` is how the far side will address us.
Bytes answer_ccm(ByteView payload, std::string_view name);
// True when the far side has accepted our identity.
bool is_id_ack(const IpaFrame& frame);

}  // namespace signoff
