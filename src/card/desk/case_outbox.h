// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"

#include <filesystem>
#include <vector>

namespace signoff {

// How much one entry may hold, as servers take it at once.
inline constexpr std::size_t kOutboxNotificationsMax = 100;

// What a desk has of a card for the case of its line, until the server has it.
struct OutboxEntry {
  std::string server;  // Whom it is for: "https://host"; nobody else is sent it.
  Instant at{};        // When the card was retired.
  std::string iccid;   // Digits; empty: the card has none that is one.
  std::string eid;     // Digits; empty: it is no eUICC.
  std::string wipe;    // The signed report of the wipe, a compact JWS; empty: none.
  std::vector<Bytes> notifications;  // As the chip signed them.
  friend bool operator==(const OutboxEntry&, const OutboxEntry&) = default;
};

std::string to_json(const OutboxEntry& entry);
// Fault::bad_input "outbox.json", and "outbox.member" with its name.
Result<OutboxEntry> parse_outbox_entry(std::string_view json);

// A directory of such entries, one file each. An entry is on the disk before it is sent,
// and leaves it once the server has answered.
class CaseOutbox {
 public:
  explicit CaseOutbox(std::filesystem::path directory) : directory_{std::move(directory)} {}

  // Answers the file. The same entry has the same. Fault::unavailable "file.write".
  Result<std::filesystem::path> keep(const OutboxEntry& entry) const;
  // Oldest first. Fault::unavailable "outbox.directory".
  Result<std::vector<std::filesystem::path>> files() const;
  // As read_bounded and parse_outbox_entry.
  Result<OutboxEntry> read(const std::filesystem::path& file) const;
  Result<void> replace(const std::filesystem::path& file, const OutboxEntry& entry) const;
  // The server has it.
  void drop(const std::filesystem::path& file) const;
  // The server will never take it: it stays as NAME.refused, and is not sent again.
  void put_aside(const std::filesystem::path& file) const;

 private:
  std::filesystem::path directory_;
};

}  // namespace signoff
