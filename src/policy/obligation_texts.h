// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/text.h"

#include "base/language.h"

#include <cstdint>
#include <optional>

namespace signoff {

// What an open obligation does to a case (domain 5).
enum class ObligationClass : std::uint8_t {
  blocker,  // Law, fraud or physics: the case cannot go on.
  settle,   // Settled inside the case, by one of its options.
  warning,  // Goes on when the owner acknowledges it.
  info,
};
std::string_view to_string(ObligationClass kind);

struct OptionText {
  std::string_view id;  // "pay_now": stable, as in the REST contract.
  std::string_view en;
  std::string_view zh;
};

struct ObligationText {
  std::string_view id;  // "OB-14".
  ObligationClass kind;
  std::string_view en;
  std::string_view zh;
  std::span<const OptionText> options;
};

// Every obligation known here, by rising id.
std::span<const ObligationText> obligation_texts();
// nullptr for an id that is not known.
const ObligationText* find_obligation(std::string_view id);
const OptionText* find_option(const ObligationText& obligation, std::string_view option);

// The text in both languages. The parameters each text uses are those names_in() tells;
// values that differ by language are given in `en` and `zh` apart.
Bilingual render_obligation(const ObligationText& obligation, std::span<const Param> en,
                            std::span<const Param> zh);
Bilingual render_option(const OptionText& option, std::span<const Param> en,
                        std::span<const Param> zh);

}  // namespace signoff
