// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signoff {

// The documents a line can be registered with (domain 2, CN real name; 2.2).
enum class IdKind : std::uint8_t {
  resident_id,         // GB 11643, 18 digits.
  residence_permit,    // Of people from Hong Kong, Macau and Taiwan: the same form, area
                       // 81, 82 or 83.
  permanent_resident,  // Foreigners: 18 digits from 9, or 3 letters and 12 digits (old).
  hk_macau_permit,
  taiwan_permit,
  passport,
};
inline constexpr IdKind kIdKinds[] = {IdKind::resident_id,        IdKind::residence_permit,
                                      IdKind::permanent_resident, IdKind::hk_macau_permit,
                                      IdKind::taiwan_permit,      IdKind::passport};
std::string_view to_string(IdKind kind);
Result<IdKind> parse_id_kind(std::string_view text);

// The number of an identity document in its one right form. A right check digit proves that
// it was typed well, never whose it is.
class IdDocument {
 public:
  IdDocument() = default;  // Only to be filled from storage.
  // `today` is the place's civil date: nobody is born after it. Faults are bad_input:
  //   id.full_width      digits of the wide form were typed
  //   id.fifteen_digits  the form before 1999; the 18-digit number is on the card
  //   id.length, id.characters, id.area, id.birth_date, id.birth_in_future, id.check_digit
  static Result<IdDocument> parse(IdKind kind, std::string_view text, Date today);

  IdKind kind() const { return kind_; }
  std::string_view number() const { return number_; }
  // Where the number holds it.
  std::optional<Date> birth_date() const;
  friend bool operator==(const IdDocument&, const IdDocument&) = default;

 private:
  IdDocument(IdKind kind, std::string number) : kind_{kind}, number_{std::move(number)} {}
  IdKind kind_ = IdKind::resident_id;
  std::string number_;
};

// "110**************X": enough to tell one's own document, useless as proof.
std::string masked(const IdDocument& document);

// Whole years of age on `today`.
int age_on(Date birth, Date today);

// True when `typed` is the number on record, in time that does not depend on where they
// differ. X may be typed as x, × or *, letters in either case, blanks are ignored, and the
// 15-digit form of a resident number equals its 18-digit form (domain cases 8 and 13).
bool id_number_matches(std::string_view on_record, std::string_view typed);
// The same for the last six characters, as asked on the telephone.
bool id_last_six_match(std::string_view on_record, std::string_view typed);

// The check character of the first 17 digits by GB 11643 (ISO 7064 MOD 11-2).
char gb11643_check(std::string_view first_17_digits);

}  // namespace signoff
