// SPDX-License-Identifier: Apache-2.0
#include "base/random.h"

#include "base/ensure.h"

#include <openssl/rand.h>
#include <cstring>

namespace signoff {

std::uint64_t Random::next() {
  std::array<std::uint8_t, 8> raw{};
  fill(raw);
  std::uint64_t value = 0;
  std::memcpy(&value, raw.data(), raw.size());
  return value;
}

std::uint64_t Random::below(std::uint64_t bound) {
  ensure(bound > 0, "random.bound");
  // Values under the threshold are drawn again, so that no remainder is favoured.
  const std::uint64_t threshold = (0 - bound) % bound;
  for (;;)
    if (const auto value = next(); value >= threshold) return value % bound;
}

std::string Random::digits(std::size_t length) {
  // Nine digits a draw: a draw from the system costs a thousand times the division.
  constexpr std::size_t kADraw = 9;
  std::string text;
  while (text.size() < length) {
    auto drawn = below(1'000'000'000);
    for (std::size_t i = 0; i < kADraw && text.size() < length; ++i, drawn /= 10)
      text += static_cast<char>('0' + drawn % 10);
  }
  return text;
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  ensure(RAND_bytes(out.data(), static_cast<int>(out.size())) == 1, "random.system");
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  for (std::size_t at = 0; at < out.size(); at += 8) {
    const std::uint64_t value = engine_();
    std::memcpy(out.data() + at, &value, std::min<std::size_t>(8, out.size() - at));
  }
}

std::string new_uuid(Instant now, Random& random) {
  std::array<std::uint8_t, 16> raw{};
  random.fill(raw);
  const auto ms = static_cast<std::uint64_t>(now.time_since_epoch().count());
  for (std::size_t i = 0; i < 6; ++i)
    raw[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  raw[6] = static_cast<std::uint8_t>((raw[6] & 0x0f) | 0x70);
  raw[8] = static_cast<std::uint8_t>((raw[8] & 0x3f) | 0x80);
  auto text = to_hex(raw);
  for (const std::size_t at : {20u, 16u, 12u, 8u}) text.insert(at, 1, '-');
  return text;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

}  // namespace signoff
