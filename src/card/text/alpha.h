// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <string>
#include <string_view>

// Names on a card: the alpha fields of ETSI TS 102 221 annex A.
namespace signoff {

// As UTF-8; what cannot be read becomes U+FFFD. A field full of 0xff is an empty name.
std::string decode_alpha(ByteView field);

enum class AlphaForm : std::uint8_t {
  gsm,       // One septet per octet.
  page,      // 81: GSM, or an offset into half a page of UCS2.
  base,      // 82: GSM, or an offset from any UCS2 character.
  any_ucs2,  // 80: two octets per character.
};

struct AlphaField {
  Bytes bytes;  // As long as the field, filled up with 0xff.
  AlphaForm form = AlphaForm::gsm;
  // What did not find room, or what no form can hold (emoji); "" where all was kept.
  std::string cut;
};

// Chooses the form that keeps most characters from the beginning of the name; of equal ones
// the shortest to read for old phones, in the order above. `name` must be UTF-8; anything
// else is cut whole.
AlphaField encode_alpha(std::string_view name, std::size_t size);

}  // namespace signoff
