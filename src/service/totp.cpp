// SPDX-License-Identifier: Apache-2.0
#include "service/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <fmt/format.h>

namespace signoff {
namespace {

constexpr std::size_t kSecretBytes = 20;
constexpr std::chrono::seconds kStep{30};
constexpr std::int64_t kDrift = 1;  // Steps that a phone's clock may be wrong.
constexpr std::uint32_t kModulus = 1'000'000;

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    const bool is_plain = (letter >= 'a' && letter <= 'z') ||
                          (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || letter == '.' ||
                          letter == '-' || letter == '_' || letter == '~';
    if (is_plain)
      out += letter;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  }
  return out;
}

}  // namespace

Bytes fresh_totp_secret(Random& random) {
  Bytes secret(kSecretBytes);
  random.fill(secret);
  return secret;
}

std::int64_t totp_step(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()) / kStep;
}

std::string totp_code(ByteView secret, std::int64_t step) {
  std::array<std::uint8_t, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<std::uint8_t>(step >> (8 * (counter.size() - 1 - i)));
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
       counter.size(), mac.data(), &size);
  // RFC 4226 clause 5.3: the last four bits say where 31 bits are taken from.
  const std::size_t at = mac[size - 1] & 0x0Fu;
  const std::uint32_t taken = (static_cast<std::uint32_t>(mac[at] & 0x7Fu) << 24) |
                              (static_cast<std::uint32_t>(mac[at + 1]) << 16) |
                              (static_cast<std::uint32_t>(mac[at + 2]) << 8) |
                              static_cast<std::uint32_t>(mac[at + 3]);
  return fmt::format("{:06}", taken % kModulus);
}

std::optional<std::int64_t> matching_totp_step(ByteView secret, std::string_view code,
                                               Instant now, std::int64_t after) {
  std::optional<std::int64_t> found;
  // All are looked at, so that the time does not tell which one was near.
  for (std::int64_t step = totp_step(now) - kDrift; step <= totp_step(now) + kDrift; ++step)
    if (equal_constant_time(totp_code(secret, step), code) && step > after) found = step;
  return found;
}

std::string to_base32(ByteView bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t held = 0;
  int bits = 0;
  for (const auto byte : bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out += kLetters[(held >> (bits - 5)) & 31u];
  }
  if (bits > 0) out += kLetters[(held << (5 - bits)) & 31u];
  return out;
}

std::string otpauth_uri(std::string_view issuer, std::string_view username,
                        ByteView secret) {
  const auto company = percent_encoded(issuer);
  return fmt::format(
      "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
      company, percent_encoded(username), to_base32(secret));
}

}  // namespace signoff
