// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Sha256 = std::array<std::uint8_t, 32>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Lower-case hexadecimal.
std::string to_hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);

// Base64url without padding (RFC 4648 clause 5, as RFC 7515 wants it).
std::string to_base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);

Sha256 sha256(ByteView bytes);

// Takes the same time whatever the content; only the lengths may differ in time.
bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace signoff
