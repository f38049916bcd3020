// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// One content line of a vCard (RFC 6350 clause 3.3). Names are in upper case.
struct VcardLine {
  std::string group;  // "item1", where the line has one.
  std::string name;
  std::multimap<std::string, std::string> parameters;  // A bare value counts as a TYPE.
  std::string_view value;                              // Of the line that was read.

  bool has(std::string_view parameter, std::string_view upper_case_value) const;
};

// Nothing for a line that is none.
std::optional<VcardLine> parse_vcard_line(std::string_view line);

// The lines of a text, unfolded (RFC 6350 clause 3.2); empty ones are passed over.
class VcardLines {
 public:
  explicit VcardLines(std::string_view text) : rest_{text} {}

  // False at the end. The line lives until the next call.
  bool next();
  std::string_view line() const { return line_; }
  std::size_t number() const { return number_; }  // Of its beginning, from 1.

 private:
  std::string_view take();

  std::string_view rest_;
  std::string line_;
  std::size_t number_ = 0;
  std::size_t taken_ = 0;
};

bool is_vcard_control(char c);  // These have no place in a vCard.

std::string upper_case(std::string_view text);  // Of ASCII's letters.

// The text that a value stands for (RFC 6350 clause 3.4): a line break becomes a blank, as
// cards hold one line; other controls, and blanks at either end, go.
std::string vcard_text(std::string_view value);

// The parts of a value between separators that are not escaped, still escaped.
std::vector<std::string_view> vcard_parts(std::string_view value, char separator);

}  // namespace signoff
