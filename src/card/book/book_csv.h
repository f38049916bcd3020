// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/book/card_book.h"

#include <string>

// Tables for a spreadsheet (RFC 4180), in UTF-8 with its mark, without which the most used
// one reads Chinese as noise. A cell that a spreadsheet would take for a formula begins
// with an apostrophe; so does a number with a plus, which would lose it.
namespace signoff {

// name, second_name, number_1, label_1, …, email_1, …, groups.
std::string contacts_csv(const CardBook& book);
// kind, status, peer, time, text, octets, missing.
std::string messages_csv(const CardBook& book);
// list, name, number: own, dialled, fixed and service numbers.
std::string numbers_csv(const CardBook& book);

}  // namespace signoff
