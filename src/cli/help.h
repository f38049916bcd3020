// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <CLI/App.hpp>
#include <CLI/FormatterFwd.hpp>
#include <string>

namespace signoff::cli {

// Help that fits a screen of 80 by 24: what it does, how it is called, what it takes, and
// the two examples that stand in the command's footer.
class ShortHelp final : public CLI::FormatterBase {
 public:
  explicit ShortHelp(Language language) : language_{language} {}
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;

 private:
  Language language_;
};

// "signoff line show": the command's names from the root on.
std::string full_name(const CLI::App& app);

}  // namespace signoff::cli
