// SPDX-License-Identifier: Apache-2.0
#include "card/apdu.h"

#include "base/ensure.h"

namespace signoff {
namespace {

constexpr std::size_t header_size = 4;
constexpr std::size_t longest_answer = 256 + 2;
constexpr int whole_page = 256;  // Stands as 0 on the wire.

int from_le(std::uint8_t byte) { return byte == 0 ? whole_page : byte; }

}  // namespace

Bytes encode(const CardCommand& command) {
  ensure(command.data.size() <= 255, "a short command carries at most 255 bytes");
  Bytes bytes{command.cla, command.ins, command.p1, command.p2};
  if (!command.data.empty()) {
    bytes.push_back(static_cast<std::uint8_t>(command.data.size()));
    bytes.insert(bytes.end(), command.data.begin(), command.data.end());
  }
  if (command.le) {
    ensure(*command.le >= 1 && *command.le <= whole_page, "Le is 1 to 256");
    bytes.push_back(static_cast<std::uint8_t>(*command.le % whole_page));
  }
  return bytes;
}

Result<CardCommand> decode_command(ByteView bytes) {
  if (bytes.size() < header_size) {
    return fail(Fault::bad_input, "card.garbled", "a command shorter than its header");
  }
  CardCommand command{bytes[0], bytes[1], bytes[2], bytes[3], {}, {}};
  const ByteView body = bytes.subspan(header_size);
  if (body.empty()) return command;
  if (body.size() == 1) {
    command.le = from_le(body[0]);
    return command;
  }
  const std::size_t length = body[0];
  const std::size_t after = body.size() - 1;
  if (length == 0 || after < length || after > length + 1) {
    return fail(Fault::bad_input, "card.garbled", "a command whose length is not its size");
  }
  command.data.assign(body.begin() + 1, body.begin() + 1 + static_cast<int>(length));
  if (after == length + 1) command.le = from_le(body.back());
  return command;
}

Result<CardAnswer> decode_answer(ByteView bytes) {
  if (bytes.size() < 2 || bytes.size() > longest_answer) {
    return fail(Fault::bad_input, "card.garbled", "an answer of no possible size");
  }
  CardAnswer answer;
  answer.data.assign(bytes.begin(), bytes.end() - 2);
  answer.status = static_cast<std::uint16_t>(bytes[bytes.size() - 2] << 8 | bytes.back());
  return answer;
}

}  // namespace signoff
