// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace signoff::cli {

struct CardSentence {
  // A whole code, or with a dot at its end the beginning of many.
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};

// What a desk has to say about cards, readers and profile servers; whole codes first.
std::span<const CardSentence> card_sentences();
// Null where there is none.
const CardSentence* card_sentence(std::string_view code);
// The detail of such a failure is what a card, a reader or a network calls it, in English:
// it stands behind the code. Other details, such as a file's name, belong to the sentence.
bool is_for_support(std::string_view code);

}  // namespace signoff::cli
