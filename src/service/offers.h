// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace signoff {

// What an owner may do instead of ending the line, and how the hotline says it: each at the
// most once, as a fact with its price or its limit, and with the way on in the same breath.
struct OfferText {
  std::string_view id;  // "suspend": stable, as in the REST contract.
  bool needs_service;   // Only for a line that is in service.
  std::string_view en;
  std::string_view zh;
  std::string_view script_en;
  std::string_view script_zh;
};

std::span<const OfferText> offers();
// Null for an id that is not known.
const OfferText* find_offer(std::string_view id);

}  // namespace signoff
