// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "card/virtual/virtual_card.h"

// Files of cards: what is read can be written and reads the same again, and a card is made
// of it or refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto image = uicc::read_card_image(as_text({data, size}));
  if (!image) return 0;
  const auto again = uicc::read_card_image(uicc::write_card_image(*image));
  ensure(again.has_value() && *again == *image, "fuzz.card_image");
  if (const auto card = uicc::VirtualCard::make(*image)) (*card)->answer({data, size});
  return 0;
}
