// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"
#include "domain/voucher.h"

#include <string>
#include <vector>

namespace signoff {

// One stop on the drawn line from asked to gone.
struct PaperStop {
  std::string label;
  std::string day;  // Empty while it is not known.
  std::string time;
  bool is_reached = false;
};

struct PaperRow {
  std::string label;
  std::string value;
};

struct PaperProbe {
  std::string what;
  std::string answer;
  std::string count;
  bool dead = false;
};

// Every word of the page, in the owner's language.
struct PaperText {
  Language language = Language::zh;
  VoucherKind kind = VoucherKind::receipt;
  std::string operator_name;
  std::string number_label;  // "Voucher V-…"
  std::string title;
  std::string status;
  std::string masked_number;
  std::string proves;
  std::string void_note;         // Empty on the final voucher.
  std::vector<PaperStop> stops;  // Asked, stopped, no way back, gone.
  std::string no_return;
  std::string money_title;
  std::vector<PaperRow> money;
  std::string facts_title;
  std::vector<PaperRow> facts;
  std::string probes_title;
  std::vector<PaperProbe> probes;
  std::string check_title;
  std::vector<std::string> checks;
  std::string footer;
};

// Fault::bad_input when the voucher names a zone or language that is not known.
Result<PaperText> paper_text(const Voucher& voucher, std::string_view kid);

}  // namespace signoff
