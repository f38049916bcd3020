// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <optional>
#include <vector>

// What a card says of a file it has selected.
namespace signoff {

enum class FileKind : std::uint8_t { folder, transparent, linear, cyclic, other };

// One PIN as the card's answer names it (ETSI TS 102 221 clauses 9.5 and 11.1.1.4.10).
struct PinInfo {
  std::uint8_t reference = 1;  // 0x01 is PIN1 of the first application, 0x81 its PIN2.
  bool is_enabled = true;
  std::optional<int> tries_left;  // 2G cards say it here.
  friend bool operator==(const PinInfo&, const PinInfo&) = default;
};

struct FileInfo {
  FileKind kind = FileKind::other;
  std::uint16_t id = 0;
  std::size_t size = 0;         // Octets of a transparent file.
  std::size_t record_size = 0;  // Of a linear or cyclic file.
  std::size_t record_count = 0;
  std::optional<std::uint8_t> short_id;
  std::vector<PinInfo> pins;               // Of a folder.
  std::optional<std::size_t> free_memory;  // Of a folder, where the card tells it.
  bool is_usable = true;                   // Not deactivated or terminated.
  friend bool operator==(const FileInfo&, const FileInfo&) = default;
};

// The file control parameters of a UICC (TS 102 221 clause 11.1.1.3). Fault::bad_input
// "card.garbled" for anything that is none.
Result<FileInfo> decode_fcp(ByteView answer);

// The answer to SELECT of a 2G SIM (3GPP TS 51.011 clause 9.2.1). The same fault.
Result<FileInfo> decode_2g_answer(ByteView answer);

}  // namespace signoff
