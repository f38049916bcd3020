// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "card/book/book_csv.h"
#include "card/book/book_json.h"
#include "card/book/book_page.h"
#include "card/book/vcard.h"

// A backup somebody hands in for a restore: what is read is written and reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto book = parse_book(as_text({data, size}));
  if (!book) return 0;
  ensure(parse_book(to_json(*book)) == *book, "fuzz.book");
  to_vcard(book->contacts, VcardVersion::v3);
  to_vcard(book->contacts, VcardVersion::v4);
  contacts_csv(*book);
  messages_csv(*book);
  ensure(to_page(*book, Language::en).find("<script") == std::string::npos, "fuzz.page");
  return 0;
}
