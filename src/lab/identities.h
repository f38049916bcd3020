// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "domain/identifiers.h"

namespace signoff::lab {

// Identities and numbers that are well formed and can belong to nobody (domain 9.2):
//   MSISDN  +86 100 and +86 101: Chinese mobile numbers begin with 13 to 19
//   IMSI    999-70, a network code for private and test use (ITU-T E.212)
//   ICCID   8986 99, an issuer that is not assigned
//   EID     89 99…, an issuer that is not assigned
//   ID      area 999999, which is no place
//   mail    example.com, .net and .org (RFC 2606)
// Those with an index differ for every index below 100,000,000 of one seed.
class Identities {
 public:
  explicit Identities(std::uint64_t seed);

  Msisdn msisdn(std::uint64_t index) const;
  // A number of another operator, where notices can go besides the line.
  Msisdn other_msisdn(std::uint64_t index) const;
  Imsi imsi(std::uint64_t index) const;
  Iccid iccid(std::uint64_t index) const;
  Eid eid(std::uint64_t index) const;

 private:
  std::uint64_t scattered(std::uint64_t index) const;
  std::uint64_t offset_;
};

struct Name {
  std::string text;   // "李娜".
  std::string latin;  // "li.na", for a mail address.
};
Name draw_name(Random& random);
// 18 digits of GB 11643 with area 999999 and this day of birth.
std::string draw_id_number(Date birth, Random& random);

}  // namespace signoff::lab
