// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "ports/notification_receiver.h"
#include "rsp/verify_notification.h"

#include <filesystem>

namespace signoff {

// One notification as a desk keeps it: the card's own bytes, which hold the chip's and its
// maker's certificates, and what became of them.
struct DeliveryEntry {
  Bytes notification;
  Instant taken_at{};  // From the card.
  // The last answer of the profile server; none as long as nobody answered.
  std::optional<ReceiverAnswer> answer;
  // Somebody said that it is not to be delivered.
  std::optional<Instant> discarded_at;

  bool is_delivered() const { return answer && answer->status == 204; }
  friend bool operator==(const DeliveryEntry&, const DeliveryEntry&) = default;
};

std::string to_json(const DeliveryEntry& entry);
// Fault::bad_input "delivery.json", and "delivery.member" with its name.
Result<DeliveryEntry> parse_delivery(std::string_view json);

// What the bytes of an entry prove by themselves under these roots (DER), at the time they
// were taken from the card. Faults of rsp::verify_notification.
Result<rsp::VerifiedNotification> verify_delivery(const DeliveryEntry& entry,
                                                  const std::vector<Bytes>& roots);

// A directory of such entries, one file each, named by the notification's digest. An entry
// is on the disk before its notification leaves the card.
class DeliveryJournal {
 public:
  // Makes the directory, for its owner alone. Fault::unavailable "delivery.directory".
  static Result<DeliveryJournal> open(std::filesystem::path directory);

  std::filesystem::path file_of(ByteView notification) const;
  // Nothing where it was never seen.
  Result<std::optional<DeliveryEntry>> find(ByteView notification) const;
  Result<void> keep(const DeliveryEntry& entry) const;

 private:
  explicit DeliveryJournal(std::filesystem::path directory)
      : directory_{std::move(directory)} {}
  std::filesystem::path directory_;
};

}  // namespace signoff
