// SPDX-License-Identifier: Apache-2.0
#include "domain/identifiers.h"

#include <algorithm>

namespace signoff {
namespace {

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int luhn_sum(std::string_view digits, bool double_last) {
  int sum = 0;
  bool twice = double_last;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const int digit = digits[i] - '0';
    sum += twice ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
  }
  return sum;
}

std::string with_middle_hidden(std::string_view text, std::size_t head, std::size_t tail) {
  if (text.size() <= head + tail) return "****";
  return std::string{text.substr(0, head)} + "****" +
         std::string{text.substr(text.size() - tail)};
}

}  // namespace

bool luhn_holds(std::string_view digits) {
  return digits.size() > 1 && all_digits(digits) && luhn_sum(digits, false) % 10 == 0;
}

char luhn_digit(std::string_view digits) {
  return static_cast<char>('0' + (10 - luhn_sum(digits, true) % 10) % 10);
}

Result<Msisdn> Msisdn::parse(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.size() < 5 || text.size() > 15) return fail(Fault::bad_input, "msisdn.length");
  if (!all_digits(text)) return fail(Fault::bad_input, "msisdn.digits");
  if (text[0] == '0') return fail(Fault::bad_input, "msisdn.country_code");
  return Msisdn{std::string{text}};
}

Result<Imsi> Imsi::parse(std::string_view text) {
  if (text.size() < 6 || text.size() > 15) return fail(Fault::bad_input, "imsi.length");
  if (!all_digits(text)) return fail(Fault::bad_input, "imsi.digits");
  return Imsi{std::string{text}};
}

Result<Iccid> Iccid::parse(std::string_view text) {
  if (text.size() < 19 || text.size() > 20) return fail(Fault::bad_input, "iccid.length");
  if (!all_digits(text)) return fail(Fault::bad_input, "iccid.digits");
  if (!text.starts_with("89")) return fail(Fault::bad_input, "iccid.industry");
  if (!luhn_holds(text)) return fail(Fault::bad_input, "iccid.check_digit");
  return Iccid{std::string{text}};
}

Result<Eid> Eid::parse(std::string_view text) {
  if (text.size() != 32) return fail(Fault::bad_input, "eid.length");
  if (!all_digits(text)) return fail(Fault::bad_input, "eid.digits");
  unsigned remainder = 0;
  for (const char digit : text)
    remainder = (remainder * 10 + static_cast<unsigned>(digit - '0')) % 97;
  if (remainder != 1) return fail(Fault::bad_input, "eid.check_digits");
  return Eid{std::string{text}};
}

Result<Imei> Imei::parse(std::string_view text) {
  if (text.size() != 15) return fail(Fault::bad_input, "imei.length");
  if (!all_digits(text)) return fail(Fault::bad_input, "imei.digits");
  if (!luhn_holds(text)) return fail(Fault::bad_input, "imei.check_digit");
  return Imei{std::string{text}};
}

std::string masked(const Msisdn& msisdn, std::string_view country_code) {
  auto text = msisdn.digits();
  if (!country_code.empty() && text.starts_with(country_code))
    text.remove_prefix(country_code.size());
  return with_middle_hidden(text, 3, 4);
}

std::string masked(const Imsi& imsi) { return with_middle_hidden(imsi.digits(), 5, 4); }

std::string masked(const Iccid& iccid) { return with_middle_hidden(iccid.digits(), 4, 4); }

}  // namespace signoff
