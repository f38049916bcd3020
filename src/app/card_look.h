// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/card_desk.h"

namespace signoff {

// signoff card list: the readers, and what is in them. Answers the exit code, as all below.
int list_cards(const CardDesk& desk);
// signoff card info: what a card tells without its PIN.
int show_card(const CardDesk& desk, CardChannel& card);

// "USIM and eUICC", "bank card: left alone".
std::string card_kind_text(const CardIdentity& card, Language language);
// What somebody does with such a card, in a sentence.
std::string foreign_advice(ForeignCard card, Language language);

}  // namespace signoff
