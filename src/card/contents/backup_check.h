// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/book/card_book.h"

namespace signoff {

// Nothing would be lost with `card` that is not in `backup`, whose card it is. The card may
// hold less: a wipe that broke off leaves contacts without their parts and messages without
// some of their records.
bool holds_all(const CardBook& backup, const CardBook& card);

}  // namespace signoff
