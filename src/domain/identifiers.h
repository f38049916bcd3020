// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace signoff {

// The identifiers below share one shape: outside text becomes a value once, through
// parse(), and a value of the type is right, so nobody downstream checks again. They print
// masked; the whole text needs digits(), which is easy to find by searching.

// A subscriber number in E.164 (ITU-T E.164 clause 6): 5 to 15 digits, no "+" inside.
class Msisdn {
 public:
  Msisdn() = default;  // Only to be filled from storage.
  // Accepts a leading "+".
  static Result<Msisdn> parse(std::string_view text);
  std::string_view digits() const { return digits_; }
  std::string e164() const { return "+" + digits_; }
  friend auto operator<=>(const Msisdn&, const Msisdn&) = default;

 private:
  explicit Msisdn(std::string digits) : digits_{std::move(digits)} {}
  std::string digits_;
};

// A subscription (3GPP TS 23.003 clause 2.2): MCC, MNC and MSIN, 6 to 15 digits.
class Imsi {
 public:
  Imsi() = default;
  static Result<Imsi> parse(std::string_view text);
  std::string_view digits() const { return digits_; }
  friend auto operator<=>(const Imsi&, const Imsi&) = default;

 private:
  explicit Imsi(std::string digits) : digits_{std::move(digits)} {}
  std::string digits_;
};

// A card or profile (ITU-T E.118): 19 or 20 digits starting with 89; the last is a Luhn
// check.
class Iccid {
 public:
  Iccid() = default;
  static Result<Iccid> parse(std::string_view text);
  std::string_view digits() const { return digits_; }
  friend auto operator<=>(const Iccid&, const Iccid&) = default;

 private:
  explicit Iccid(std::string digits) : digits_{std::move(digits)} {}
  std::string digits_;
};

// The identity of one eUICC (GSMA SGP.02): 32 digits, ISO 7064 mod 97 equals 1.
class Eid {
 public:
  Eid() = default;
  static Result<Eid> parse(std::string_view text);
  std::string_view digits() const { return digits_; }
  friend auto operator<=>(const Eid&, const Eid&) = default;

 private:
  explicit Eid(std::string digits) : digits_{std::move(digits)} {}
  std::string digits_;
};

// A device (3GPP TS 23.003 clause 6.2.1): 15 digits, the last a Luhn check.
class Imei {
 public:
  Imei() = default;
  static Result<Imei> parse(std::string_view text);
  std::string_view digits() const { return digits_; }
  friend auto operator<=>(const Imei&, const Imei&) = default;

 private:
  explicit Imei(std::string digits) : digits_{std::move(digits)} {}
  std::string digits_;
};

// "138****8888": the first three and last four digits. The home country code is left out of
// the mask, as people know their numbers without it.
std::string masked(const Msisdn& msisdn, std::string_view country_code = {});
std::string masked(const Imsi& imsi);    // "00101****0001"
std::string masked(const Iccid& iccid);  // "8986****4321"

// True when the last digit is the Luhn check (ISO/IEC 7812-1 annex B) of the others.
bool luhn_holds(std::string_view digits);
char luhn_digit(std::string_view digits_without_check);

}  // namespace signoff
