// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/refusal.h"
#include "cli/console.h"
#include "cli/table.h"

#include <fmt/format.h>

#include <filesystem>

namespace signoff {

// What a check of a proof found, in the language of the terminal.
class Findings {
 public:
  // Reason: the code of what is wrong with the proof; empty when it holds.
  explicit Findings(const std::filesystem::path& file, std::string_view reason = "")
      : style_{terminal_language(), false},
        text_{reason.empty()
                  ? fmt::format("{}{}\n", file.string(), style_.say(": valid", "：有效"))
                  : fmt::format("{}{}{}\n", file.string(),
                                style_.say(": NOT VALID, ", "：无效，"), reason)} {}

  const cli::Style& style() const { return style_; }
  std::string say(std::string_view en, std::string_view zh) const {
    return std::string{style_.say(en, zh)};
  }
  void row(std::string_view en, std::string_view zh, std::string value) {
    table_.row({"", say(en, zh), std::move(value)});
  }
  void print() const { fmt::print("{}{}", text_, table_.text(kColumns)); }

 private:
  // A digest is copied in one piece.
  static constexpr std::size_t kColumns = 120;

  cli::Style style_;
  std::string text_;
  cli::Table table_{{{""}, {""}, {""}}};
};

}  // namespace signoff
