// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace signoff {

// The number on a voucher: "V-7K3QM-9XWT4-HB2PC". 14 random characters (69 bits, so that
// nobody can walk through the numbers) and a check character that catches every single
// wrong character and every swap of two. 0, O, 1, I and L do not occur.
class VoucherNumber {
 public:
  static VoucherNumber draw(Random& random);
  // Lenient as to case, blanks and hyphens, because people type it from paper.
  static Result<VoucherNumber> parse(std::string_view text);

  const std::string& text() const { return text_; }
  friend auto operator<=>(const VoucherNumber&, const VoucherNumber&) = default;

 private:
  explicit VoucherNumber(std::string_view symbols);
  std::string text_;
};

}  // namespace signoff
