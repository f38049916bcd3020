// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "domain/mrz.h"

#include <optional>
#include <string>
#include <string_view>

namespace signoff {

// An 18-digit number as a machine read it.
struct ReadNumber {
  std::string number;  // Right by form and check digit.
  bool was_repaired = false;
};

// Finds the number in a line of digits. A single digit that looks like another is mended
// only where exactly one reading has a possible date and the right check digit. Nothing
// when no reading is right.
std::optional<ReadNumber> number_in(std::string_view line, Date today);

// How many of a line's letters are digits: what tells the number's line from anything else.
std::size_t digits_in(std::string_view line);

struct ReadValidity {
  std::optional<Date> from;
  std::optional<Date> until;
  bool is_for_ever = false;  // 长期
};
// "2015.03.01-2035.03.01", "2015.03.01-长期", with points and dashes lost or doubled.
std::optional<ReadValidity> validity_in(std::string_view line);

// Whether the number of a permit stands in the text, letter for letter and by itself. Of a
// home return permit two more digits may follow, which count its issues.
bool shows_number(std::string_view text, std::string_view number);

// The two lines of a passport with the faults that reading adds to its fillers taken out.
std::string mended_zone(std::string_view lines);

// Whether two names are one, letter for letter, blanks and points apart; nothing when they
// share so much that the reading rather than the name may be wrong.
std::optional<bool> same_name(std::string_view on_record, std::string_view read);

// "王**": the first letter alone; "WANG, X***" for Latin names.
std::string masked_reading(std::string_view name);
// "999**************X", "E*******8": as masked() of domain/identity_document.h.
std::string masked_number(std::string_view number);

}  // namespace signoff
