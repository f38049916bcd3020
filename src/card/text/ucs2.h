// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <string>

namespace signoff {

// Big-endian UCS2 as UTF-8. Surrogate pairs are joined, as phones write them; a lone half
// and an odd octet at the end become U+FFFD.
std::string decode_ucs2(ByteView octets);

// Surrogate pairs for what is past U+FFFF.
void append_ucs2(Bytes& octets, char32_t character);

}  // namespace signoff
