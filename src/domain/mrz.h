// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signoff {

enum class MrzFormat : std::uint8_t { td1, td2, td3 };

// One field as read. `is_proved` says that a check digit covers it and holds; a field that
// is not proved (names are never) needs a person or a second source. `was_repaired` says
// that a character was read as another that looks like it.
struct MrzField {
  std::string text;  // Without fillers.
  bool is_proved = false;
  bool was_repaired = false;
  friend bool operator==(const MrzField&, const MrzField&) = default;
};

// The machine readable zone of a passport or card (ICAO 9303 parts 4 to 6).
struct Mrz {
  MrzFormat format = MrzFormat::td3;
  MrzField document_code;  // "P", "I", "ID".
  MrzField issuer;
  MrzField surname;
  MrzField given_names;  // Parts with one blank between.
  MrzField number;
  MrzField nationality;
  MrzField birth;  // YYMMDD; unknown parts are '<'.
  MrzField sex;    // "M", "F" or empty.
  MrzField expiry;
  MrzField optional;
  std::optional<Date> birth_date;  // Where all of it is known; never after `today`.
  std::optional<Date> expires_on;
};

// Reads the lines of a zone, divided by line ends or simply one after the other. Small
// letters and blanks around lines are forgiven; letters in number fields and digits in name
// fields are repaired (O/0, I/1, Z/2, S/5, B/8, G/6), and in the document number a
// look-alike where exactly one reading satisfies every check digit. `today` decides the
// century of birth. Faults are bad_input: mrz.size, mrz.characters, mrz.date, and
// mrz.check_digit.{number,birth,expiry,optional,composite}.
Result<Mrz> parse_mrz(std::string_view text, Date today);

// The check digit of ICAO 9303 part 3 clause 4.9 (weights 7, 3, 1); text of A-Z, 0-9, '<'.
char mrz_check_digit(std::string_view text);

}  // namespace signoff
