// SPDX-License-Identifier: Apache-2.0
#include "evidence/voucher_number.h"

#include "base/ensure.h"

namespace signoff {
namespace {

// 31 symbols: a prime, so that a weighted sum catches what its comment promises.
constexpr std::string_view kSymbols = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::size_t kRandomSymbols = 14;
constexpr std::size_t kGroup = 5;
constexpr std::size_t kNumberTextMax = 40;

char check_symbol(std::string_view symbols) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < symbols.size(); ++i)
    sum += (i + 2) * kSymbols.find(symbols[i]);
  // The check itself has weight 1: the whole sums to zero.
  return kSymbols[(kSymbols.size() - sum % kSymbols.size()) % kSymbols.size()];
}

}  // namespace

VoucherNumber::VoucherNumber(std::string_view symbols) : text_{"V"} {
  for (std::size_t at = 0; at < symbols.size(); at += kGroup) {
    text_ += '-';
    text_ += symbols.substr(at, kGroup);
  }
}

VoucherNumber VoucherNumber::draw(Random& random) {
  // Seven symbols a draw; fourteen would not fit 64 bits.
  constexpr std::uint64_t kADraw = 27'512'614'111;  // 31 to the power of 7
  std::string symbols;
  while (symbols.size() < kRandomSymbols) {
    auto drawn = random.below(kADraw);
    for (int i = 0; i < 7; ++i, drawn /= kSymbols.size())
      symbols += kSymbols[drawn % kSymbols.size()];
  }
  symbols += check_symbol(symbols);
  return VoucherNumber{symbols};
}

Result<VoucherNumber> VoucherNumber::parse(std::string_view text) {
  if (text.size() > kNumberTextMax) return fail(Fault::bad_input, "voucher_number.length");
  std::string symbols;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    symbols += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (symbols.size() != 1 + kRandomSymbols + 1 || symbols[0] != 'V')
    return fail(Fault::bad_input, "voucher_number.length");
  symbols.erase(0, 1);
  if (symbols.find_first_not_of(kSymbols) != std::string::npos)
    return fail(Fault::bad_input, "voucher_number.symbol");
  if (check_symbol(std::string_view{symbols}.substr(0, kRandomSymbols)) != symbols.back())
    return fail(Fault::bad_input, "voucher_number.check");
  return VoucherNumber{symbols};
}

}  // namespace signoff
