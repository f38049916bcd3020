// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace signoff {

// Why a reviewer may refuse or send back, and what the owner can do. A refusal without a
// remedy does not exist (C7).
struct ReviewReason {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
  std::string_view remedy_en;
  std::string_view remedy_zh;
};

// What is wrong with a paper. The owner reads the sentence, which says what to do.
struct DefectText {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};

std::span<const ReviewReason> review_reasons();
std::span<const DefectText> defect_texts();

const ReviewReason* find_reason(std::string_view code);
// A defect that a reviewer picks or the check of a photo names.
std::optional<Bilingual> defect_text(std::string_view code);

// What the check of an identity image found, in words for the owner; also every defect
// above. The code itself where it is none of ours.
Bilingual finding_text(std::string_view code);

}  // namespace signoff
