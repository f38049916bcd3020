// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/language.h"

#include <optional>
#include <string>
#include <vector>

namespace signoff {

struct FormRow {
  std::string label;
  std::string value;
};

// A request as a paper to read and to sign. Names no person; the number is masked. Every
// word but the fixed ones of the paper is given, in the language of the case.
struct RequestForm {
  Language language = Language::zh;
  std::string operator_name;
  std::string case_number;
  std::string masked_number;
  std::string state;             // What happens next, in a sentence.
  std::vector<FormRow> choices;  // What was chosen.
  std::vector<FormRow> quote;    // The last rows are the sums.
  std::vector<FormRow> dates;    // Until when it can be undone, and what happens when.
  std::string hotline;
  Instant made_at;
  Bytes signature;        // PNG; empty: a place to sign.
  std::string signed_on;  // Day of the signature, in words.
};

}  // namespace signoff
