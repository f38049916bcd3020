// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/voucher.h"

#include <string>
#include <string_view>

namespace signoff {

// The voucher as JSON, the payload of its JWS. Names are short and absent facts left out,
// because the whole token has to fit a QR code on paper. Times are UTC with "Z".
std::string to_json(const Voucher& voucher);

// Reads what to_json writes and nothing else: unknown members, wrong types, texts above
// 200 octets, control characters and more than 64 probes are refused.
Result<Voucher> parse_voucher(std::string_view json);

}  // namespace signoff
