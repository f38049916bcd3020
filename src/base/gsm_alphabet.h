// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>

// The 7-bit alphabet of GSM and its national tables (3GPP TS 23.038), one septet per octet.
namespace signoff {

inline constexpr std::uint8_t kGsmEscape = 0x1b;

// National language identifiers, clause 6.2.1.2.4.
enum class GsmLanguage : std::uint8_t {
  standard,
  turkish,
  spanish,
  portuguese,
  bengali,
  gujarati,
  hindi,
  kannada,
  malayalam,
  oriya,
  punjabi,
  tamil,
  telugu,
  urdu,
};
inline constexpr int kGsmLanguages = 14;

// Which table septets are read from, and which one after an escape.
struct GsmTables {
  GsmLanguage locking = GsmLanguage::standard;
  GsmLanguage single = GsmLanguage::standard;
  friend bool operator==(const GsmTables&, const GsmTables&) = default;
};

// What a table has for a septet below 0x80; nothing where it leaves the place empty.
std::optional<char32_t> gsm_locking(GsmLanguage language, std::uint8_t septet);
std::optional<char32_t> gsm_single(GsmLanguage language, std::uint8_t septet);

// One or two septets that stand for the character, where the tables have it.
std::optional<Bytes> to_gsm(char32_t character, GsmTables tables = {});

// As UTF-8. After an escape, a septet that the single shift table leaves empty reads as in
// the locking table (clause 6.2.1.1); what neither has becomes U+FFFD.
std::string from_gsm(ByteView septets, GsmTables tables = {});

}  // namespace signoff
