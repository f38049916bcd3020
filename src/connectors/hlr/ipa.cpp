// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/ipa.h"

#include "base/ensure.h"

namespace signoff {

namespace {

constexpr std::size_t kHeader = 3;

void append_header(Bytes& out, std::size_t length, std::uint8_t stream) {
  ensure(length > 0 && length <= kIpaPayloadMax, "ipa.frame_size");
  out.push_back(static_cast<std::uint8_t>(length >> 8));
  out.push_back(static_cast<std::uint8_t>(length & 0xff));
  out.push_back(stream);
}

// One identity tag: u16 length (tag included), tag, text, NUL.
void append_tag(Bytes& out, std::uint8_t tag, std::string_view text) {
  const std::size_t length = text.size() + 2;
  out.push_back(static_cast<std::uint8_t>(length >> 8));
  out.push_back(static_cast<std::uint8_t>(length & 0xff));
  out.push_back(tag);
  out.insert(out.end(), text.begin(), text.end());
  out.push_back(0);
}

}  // namespace

void append_osmo_frame(Bytes& out, std::uint8_t extension, ByteView payload) {
  append_header(out, payload.size() + 1, kIpaOsmo);
  out.push_back(extension);
  out.insert(out.end(), payload.begin(), payload.end());
}

void append_ccm_frame(Bytes& out, ByteView payload) {
  append_header(out, payload.size(), kIpaCcm);
  out.insert(out.end(), payload.begin(), payload.end());
}

Result<std::optional<IpaFrame>> take_frame(ByteView& input) {
  if (input.size() < kHeader) return std::optional<IpaFrame>{};
  const std::size_t length = static_cast<std::size_t>(input[0]) << 8 | input[1];
  if (length == 0 || length > kIpaPayloadMax) return fail(Fault::bad_input, "ipa.length");
  if (input.size() < kHeader + length) return std::optional<IpaFrame>{};
  IpaFrame frame{input[2], input.subspan(kHeader, length)};
  input = input.subspan(kHeader + length);
  return std::optional{frame};
}

void IpaReader::feed(ByteView bytes) {
  if (taken_ > 0) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(taken_));
    taken_ = 0;
  }
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

Result<std::optional<IpaFrame>> IpaReader::next() {
  ByteView rest = ByteView{buffer_}.subspan(taken_);
  auto frame = take_frame(rest);
  taken_ = buffer_.size() - rest.size();
  return frame;
}

Bytes answer_ccm(ByteView payload, std::string_view name) {
  Bytes out;
  if (payload.empty()) return out;
  if (payload[0] == static_cast<std::uint8_t>(CcmMessage::ping)) {
    const std::uint8_t pong[] = {static_cast<std::uint8_t>(CcmMessage::pong)};
    append_ccm_frame(out, pong);
  }
  if (payload[0] != static_cast<std::uint8_t>(CcmMessage::id_get)) return out;
  // libosmo-abis refuses an identity without a unit id (tag 8); the serial number (tag 0)
  // is the name that GSUP routes by.
  Bytes identity{static_cast<std::uint8_t>(CcmMessage::id_resp)};
  append_tag(identity, 0x08, "0/0/0");
  append_tag(identity, 0x01, name);
  append_tag(identity, 0x00, name);
  append_ccm_frame(out, identity);
  const std::uint8_t ack[] = {static_cast<std::uint8_t>(CcmMessage::id_ack)};
  append_ccm_frame(out, ack);
  return out;
}

bool is_id_ack(const IpaFrame& frame) {
  return frame.stream == kIpaCcm && !frame.payload.empty() &&
         frame.payload[0] == static_cast<std::uint8_t>(CcmMessage::id_ack);
}

}  // namespace signoff
