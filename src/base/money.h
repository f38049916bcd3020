// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace signoff {

// An ISO 4217 currency and how many decimals its minor unit has (CNY 2, JPY 0, BHD 3).
class Currency {
 public:
  Currency() : Currency{"CNY", 2} {}
  static Result<Currency> parse(std::string_view code);
  std::string_view code() const { return {code_, 3}; }
  int decimals() const { return decimals_; }
  friend bool operator==(const Currency&, const Currency&) = default;

 private:
  Currency(std::string_view code, int decimals) : decimals_{decimals} {
    code.copy(code_, 3);
  }
  char code_[3]{};
  int decimals_;
};

enum class Rounding {
  down,
  half_up,
  up
};  // Toward zero, to nearest with halves away, away.

// A signed amount in minor units. Arithmetic between currencies is a broken invariant, and
// so is overflow; neither can come from input, which is bounded when parsed.
class Money {
 public:
  Money() = default;
  Money(std::int64_t minor, Currency currency) : minor_{minor}, currency_{currency} {}

  std::int64_t minor() const { return minor_; }
  const Currency& currency() const { return currency_; }
  bool is_zero() const { return minor_ == 0; }

  Money operator-() const { return {-minor_, currency_}; }
  Money operator+(const Money& other) const;
  Money operator-(const Money& other) const { return *this + -other; }
  // This amount times numerator / denominator, in 128-bit arithmetic. denominator > 0.
  Money scaled(std::int64_t numerator, std::int64_t denominator, Rounding rounding) const;

  friend bool operator==(const Money&, const Money&) = default;
  std::strong_ordering operator<=>(const Money& other) const;

 private:
  std::int64_t minor_ = 0;
  Currency currency_;
};

// "38.20", "-0.01", "1200" (no decimals in JPY); the currency is named beside it.
std::string to_string(const Money& money);
// "¥38.20", "£5.00", "38.20 XXX": for texts that people read.
std::string with_sign(const Money& money);

}  // namespace signoff
