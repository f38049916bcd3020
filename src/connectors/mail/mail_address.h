// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <compare>
#include <string>
#include <string_view>

namespace signoff {

// One mail address: a dot-atom, "@", a domain of letters, digits and hyphens (RFC 5321
// clause 4.1.2). Quoted local parts, address literals and comments are refused: nobody
// registers with them, and header injection hides in them.
class MailAddress {
 public:
  static Result<MailAddress> parse(std::string_view text);
  std::string_view text() const { return text_; }
  std::string_view domain() const {
    return std::string_view{text_}.substr(text_.find('@') + 1);
  }
  friend auto operator<=>(const MailAddress&, const MailAddress&) = default;

 private:
  explicit MailAddress(std::string text) : text_{std::move(text)} {}
  std::string text_;
};

// RFC 5322 clause 3.2.3: runs of atom characters with single dots in between.
bool is_dot_atom(std::string_view text);

}  // namespace signoff
