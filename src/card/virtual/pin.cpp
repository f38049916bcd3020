// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/pin.h"

#include "card/virtual/status_words.h"

#include <algorithm>

namespace signoff::uicc {
namespace {

constexpr std::size_t kValueSize = 8;
constexpr std::size_t kDigitsMin = 4;
constexpr int kTries = 3;
constexpr int kUnblockTries = 10;
constexpr std::uint8_t kFiller = 0xff;

std::uint16_t tries_left(int tries) {
  return static_cast<std::uint16_t>(status::kTriesLeft | tries);
}

// The digits of a value; nothing where it has none or other octets.
std::string digits_of(ByteView value) {
  const auto end = std::ranges::find(value, kFiller);
  const std::string digits{value.begin(), end};
  const bool is_sound =
      digits.size() >= kDigitsMin &&
      std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }) &&
      std::all_of(end, value.end(), [](std::uint8_t octet) { return octet == kFiller; });
  return is_sound ? digits : std::string{};
}

}  // namespace

std::uint16_t Pin::check(ByteView value) {
  if (image_.tries == 0) return status::kBlocked;
  if (equal_constant_time(digits_of(value), image_.digits)) {
    image_.tries = kTries;
    return status::kOk;
  }
  is_shown_ = false;
  return tries_left(--image_.tries);
}

std::uint16_t Pin::verify(ByteView value) {
  if (value.empty()) return tries_left(image_.tries);
  if (value.size() != kValueSize) return status::kWrongLength;
  if (!image_.is_enabled) return status::kPinDisabled;
  const auto answer = check(value);
  is_shown_ = answer == status::kOk;
  return answer;
}

std::uint16_t Pin::change(ByteView values) {
  if (values.size() != 2 * kValueSize) return status::kWrongLength;
  if (!image_.is_enabled) return status::kPinDisabled;
  auto fresh = digits_of(values.subspan(kValueSize));
  if (fresh.empty()) return status::kWrongData;
  const auto answer = check(values.first(kValueSize));
  if (answer != status::kOk) return answer;
  image_.digits = std::move(fresh);
  is_shown_ = true;
  return answer;
}

std::uint16_t Pin::set_enabled(bool to, ByteView value) {
  if (value.size() != kValueSize) return status::kWrongLength;
  if (image_.is_enabled == to) return to ? status::kConditions : status::kPinDisabled;
  const auto answer = check(value);
  if (answer != status::kOk) return answer;
  image_.is_enabled = to;
  is_shown_ = true;
  return answer;
}

std::uint16_t Pin::unblock(ByteView values) {
  if (values.empty()) return tries_left(image_.unblock_tries);
  if (values.size() != 2 * kValueSize) return status::kWrongLength;
  if (image_.unblock_tries == 0) return status::kBlocked;
  auto fresh = digits_of(values.subspan(kValueSize));
  if (fresh.empty()) return status::kWrongData;
  if (!equal_constant_time(digits_of(values.first(kValueSize)), image_.unblock)) {
    return tries_left(--image_.unblock_tries);
  }
  image_.unblock_tries = kUnblockTries;
  image_.tries = kTries;
  image_.digits = std::move(fresh);
  image_.is_enabled = true;
  is_shown_ = true;
  return status::kOk;
}

}  // namespace signoff::uicc
