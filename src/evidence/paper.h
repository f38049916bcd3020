// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "domain/voucher.h"

#include <string_view>

namespace signoff {

// One A4 page (PDF 1.5, not signed yet) in the owner's language, with `jws` in a QR code.
// The same voucher and JWS make the same octets. Calls from several threads wait for each
// other. `kid` names the key on the page.
Result<Bytes> draw_paper(const Voucher& voucher, std::string_view jws,
                         std::string_view kid);

}  // namespace signoff
