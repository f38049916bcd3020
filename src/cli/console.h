// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "cli/answer.h"

#include <string>
#include <string_view>

namespace signoff::cli {

// How a text is dressed: in which language, and whether colour helps or is in the way.
struct Style {
  Language language = Language::en;
  bool has_colour = false;

  std::string_view say(std::string_view en, std::string_view zh) const {
    return language == Language::zh ? zh : en;
  }
};

// Results go to stdout; questions, progress and errors to stderr and the terminal.
class Console {
 public:
  Console(Language language, bool as_json);

  const Style& style() const { return style_; }
  bool as_json() const { return as_json_; }
  bool shows_progress() const { return err_is_terminal_; }
  std::string_view say(std::string_view en, std::string_view zh) const {
    return style_.say(en, zh);
  }

  void print(std::string_view text) const;
  void note(std::string_view text) const;
  // Writes over the last such line; silent where nobody looks.
  void progress(std::string_view line) const;
  void end_progress() const;

  // Asks at the terminal itself, also when stdin is a pipe. Fault::bad_input
  // "terminal.needed" where there is none.
  Done<std::string> ask(std::string_view question) const;
  // The same without showing what is typed.
  Done<std::string> ask_secret(std::string_view question) const;

 private:
  Style style_;
  bool as_json_;
  bool err_is_terminal_;
};

// The sentence for a person, with the code at its end, and what is needed or in the way.
std::string failure_text(const Failure& failure, const Style& style);

// "code by SMS" for "otp"; the kind itself where it is new.
std::string proof_text(std::string_view kind, Language language);

}  // namespace signoff::cli
