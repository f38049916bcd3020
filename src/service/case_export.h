// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/list_store.h"
#include "service/service.h"

namespace signoff {

// Which cases an export holds: opened on these civil days, both included; and what for.
struct ExportWish {
  std::optional<Date> from;
  std::optional<Date> to;
  std::string reason;
};

// No export has more rows: a longer span is asked for in parts.
inline constexpr std::size_t kExportRowsMax = 100'000;

// Cases as a table for the auditor's spreadsheet, masked as everywhere.
class CaseExport {
 public:
  CaseExport(const ServiceParts& parts, ListStore& lists) : parts_{parts}, lists_{lists} {}

  // CSV as of RFC 4180 with a head line; UTF-8. Read in pages, so that nothing but the text
  // grows with the number of cases. Written to the access log before it is answered: who,
  // why, which days, how many rows. Fault::bad_input "export.days" when the days are the
  // wrong way round, "export.too_many" with more rows than one file may have,
  // "reason.length".
  Result<std::string> csv(const Caller& caller, const ExportWish& wish);

 private:
  struct Table {
    std::string csv;
    std::size_t rows = 0;
  };
  Result<Table> table(const ExportWish& wish);
  Result<void> log(const Caller& caller, const ExportWish& wish, std::size_t rows);

  const ServiceParts& parts_;
  ListStore& lists_;
};

// One cell: quoted where it must be. A cell that a spreadsheet would calculate gets an
// apostrophe in front, which it shows as text.
std::string csv_cell(std::string_view text);

}  // namespace signoff
