// SPDX-License-Identifier: Apache-2.0
#include "base/money.h"

#include "base/ensure.h"

#include <fmt/format.h>

namespace signoff {
namespace {

struct CurrencyRow {
  std::string_view code;
  int decimals;
  std::string_view sign;
};

// ISO 4217, the currencies of the packs and the ones whose minor unit is unusual.
constexpr CurrencyRow kCurrencies[] = {
    {"CNY", 2, "¥"},   {"GBP", 2, "£"}, {"EUR", 2, "€"}, {"USD", 2, "$"}, {"AUD", 2, "A$"},
    {"HKD", 2, "HK$"}, {"INR", 2, "₹"}, {"PHP", 2, "₱"}, {"JPY", 0, "¥"}, {"KRW", 0, "₩"},
    {"BHD", 3, ""},    {"KWD", 3, ""},  {"TND", 3, ""},  {"CHF", 2, ""},  {"XXX", 0, ""},
};

}  // namespace

Result<Currency> Currency::parse(std::string_view code) {
  for (const auto& row : kCurrencies)
    if (row.code == code) return Currency{row.code, row.decimals};
  return fail(Fault::bad_input, "currency.unknown");
}

Money Money::operator+(const Money& other) const {
  ensure(currency_ == other.currency_, "money.currencies");
  std::int64_t sum = 0;
  ensure(!__builtin_add_overflow(minor_, other.minor_, &sum), "money.overflow");
  return {sum, currency_};
}

std::strong_ordering Money::operator<=>(const Money& other) const {
  ensure(currency_ == other.currency_, "money.currencies");
  return minor_ <=> other.minor_;
}

Money Money::scaled(std::int64_t numerator, std::int64_t denominator,
                    Rounding rounding) const {
  ensure(denominator > 0, "money.denominator");
  __extension__ using Wide = __int128;
  const Wide product = static_cast<Wide>(minor_) * numerator;
  const Wide magnitude = product < 0 ? -product : product;
  Wide quotient = magnitude / denominator;
  const Wide rest = magnitude % denominator;
  if (rounding == Rounding::up && rest != 0) ++quotient;
  if (rounding == Rounding::half_up && rest * 2 >= denominator) ++quotient;
  const Wide limit = INT64_MAX;
  ensure(quotient <= limit, "money.overflow");
  const auto value = static_cast<std::int64_t>(quotient);
  return {product < 0 ? -value : value, currency_};
}

std::string to_string(const Money& money) {
  std::int64_t unit = 1;
  for (int i = 0; i < money.currency().decimals(); ++i) unit *= 10;
  const bool negative = money.minor() < 0;
  // Unsigned, so that the smallest value has a magnitude too.
  const std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(money.minor())
                                           : static_cast<std::uint64_t>(money.minor());
  const auto whole = magnitude / static_cast<std::uint64_t>(unit);
  const auto part = magnitude % static_cast<std::uint64_t>(unit);
  auto text = fmt::format("{}{}", negative ? "-" : "", whole);
  if (unit > 1) text += fmt::format(".{:0{}}", part, money.currency().decimals());
  return text;
}

std::string with_sign(const Money& money) {
  for (const auto& row : kCurrencies)
    if (row.code == money.currency().code() && !row.sign.empty()) {
      if (money.minor() < 0) return fmt::format("-{}{}", row.sign, to_string(-money));
      return fmt::format("{}{}", row.sign, to_string(money));
    }
  return fmt::format("{} {}", to_string(money), money.currency().code());
}

}  // namespace signoff
