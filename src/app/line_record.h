// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/billing/opening.h"
#include "domain/records.h"

namespace signoff {

inline constexpr std::size_t kLineRecordMax = 16 * 1024;

// A line as a company's other systems hand it over: one JSON object, one line of a file.
// docs/operate.md says what it holds.
struct LineRecord {
  Owner owner;
  Line line;  // Without an id where the record names none.
  std::optional<Msisdn> main_msisdn;
  LineOpening opening;
};

// One thing that is wrong with a record. Never holds what stood there: it may be personal.
struct RecordDefect {
  std::string field;  // "owner.birth"; empty for the record as a whole.
  std::string code;   // "field.missing", "iccid.check_digit", …
  friend bool operator==(const RecordDefect&, const RecordDefect&) = default;
};

// Either a record, or everything that is wrong with it.
struct ReadRecord {
  std::optional<LineRecord> record;
  std::vector<RecordDefect> defects;
};

// Every member is checked by its type; unknown members are defects. `today` bounds dates of
// birth.
ReadRecord read_line_record(std::string_view text, Date today);

}  // namespace signoff
