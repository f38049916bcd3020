// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "card/text/number.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

// Records with a name and a number: abbreviated, fixed, service and last numbers dialled,
// and the card's own (3GPP TS 31.102 clause 4.4.2.3, TS 51.011 clause 10.5.1).
namespace signoff {

inline constexpr std::size_t kDialTail = 14;       // What stands behind the name.
inline constexpr std::size_t kExtensionSize = 13;  // A record of EF.EXT1 to EF.EXT5.
inline constexpr std::size_t kDigitsInRecord = 20;
inline constexpr std::size_t kDigitsInExtension = 20;
inline constexpr std::uint8_t kNoRecord = 0xff;

struct DialRecord {
  std::string name;
  std::uint8_t type = kUnknownNumber;
  std::string digits;  // The first twenty; the rest lies in extension records.
  std::uint8_t capability = kNoRecord;
  std::uint8_t extension = kNoRecord;

  friend bool operator==(const DialRecord&, const DialRecord&) = default;
};

// Nothing where the record is free (all 0xff, or neither name nor number). Fault::bad_input
// "card.garbled" for a record too short to be one.
Result<std::optional<DialRecord>> decode_dial(ByteView record);

struct WrittenDial {
  Bytes bytes;
  std::string name_cut;  // What of the name did not fit.
};
// The digits must be at most twenty and have codes (`encode_digits`).
WrittenDial encode_dial(const DialRecord& record, std::size_t size);

// A record of an extension file: more digits, or a subaddress, which is left alone.
struct ExtensionRecord {
  enum class Kind : std::uint8_t { free, digits, other };
  Kind kind = Kind::free;
  std::string digits;
  std::uint8_t next = kNoRecord;
  friend bool operator==(const ExtensionRecord&, const ExtensionRecord&) = default;
};
Result<ExtensionRecord> decode_extension(ByteView record);
Bytes encode_extension(std::string_view digits, std::uint8_t next, std::size_t size);

// Follows a chain of extension records from `first` and gives all digits it adds. `read`
// gives a record by its number. Ends at what is free, no digits, or was seen before; a
// failure of `read` ends it too and is handed on.
Result<std::string> chained_digits(
    std::uint8_t first,
    const std::function<Result<ExtensionRecord>(std::uint8_t number)>& read);

}  // namespace signoff
