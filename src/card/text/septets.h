// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

namespace signoff {

// Septets packed without gaps, lowest bit first, after `skip_bits` of filling (3GPP
// TS 23.038 clause 6.1.2.1, TS 23.040 clause 9.2.3.24).
Bytes pack_septets(ByteView septets, int skip_bits = 0);
// At most `count` of them; fewer where the octets end before.
Bytes unpack_septets(ByteView octets, std::size_t count, int skip_bits = 0);

}  // namespace signoff
