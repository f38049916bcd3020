// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/contents/backup.h"
#include "card/contents/restore.h"
#include "card/contents/test_usim.h"
#include "card/identify.h"
#include "card/pin.h"

#include <gtest/gtest.h>

namespace signoff {

inline const Instant kNow = *parse_instant("2026-11-21T12:00:00Z");

// Opens the card with its PIN.
inline void open(CardSession& session) {
  const auto application = open_sim(session);
  ASSERT_TRUE(application) << application.error().detail;
  const auto verified = verify_pin(session, *application, PinName::pin1, "1234");
  ASSERT_TRUE(verified) << verified.error().code;
}

inline CardBook book_of(TestCard& card) {
  CardSession session{card};
  open(session);
  const auto backup = back_up(session, kNow);
  EXPECT_TRUE(backup) << backup.error().code << backup.error().detail;
  return backup ? backup->book : CardBook{};
}

inline RestoreReport put_on(TestCard& card, const CardBook& book) {
  CardSession session{card};
  open(session);
  return restore(session, book);
}

inline CardBook full_book() {
  CardBook book;
  book.contacts = test_contacts(250);
  book.messages = test_messages(50);
  return book;
}

}  // namespace signoff
