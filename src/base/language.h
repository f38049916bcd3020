// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace signoff {

// The languages the product speaks.
enum class Language { en, zh };

// One text written in each language.
struct Bilingual {
  std::string en;
  std::string zh;

  const std::string& in(Language language) const {
    return language == Language::zh ? zh : en;
  }
  friend bool operator==(const Bilingual&, const Bilingual&) = default;
};

}  // namespace signoff
