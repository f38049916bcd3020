// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rsp/tlv.h"

namespace signoff::rsp {

inline constexpr Tag kMetadataTag = 0xbf2f;
inline constexpr Tag kInstallationTag = 0xbf37;
inline constexpr Tag kSignatureTag = 0x5f37;
// A notification has two certificates of at most some kilobytes; longer is an attack.
inline constexpr std::size_t kNotificationMax = 16 * 1024;

// NotificationMetadata (SGP.22 v2 clause 2.5.3.2 and rsp.asn): what happened to which
// profile.
struct NotificationMetadata {
  std::int64_t sequence = 0;
  std::uint8_t events = 0;  // Of namespace event; one in all that cards send.
  std::string address;      // The host name it is for.
  std::string iccid;        // As iccid_text() gives it; empty where the card left it out.
  friend bool operator==(const NotificationMetadata&,
                         const NotificationMetadata&) = default;
};

// The complete data object BF2F, which is what the card signs.
Bytes encode(const NotificationMetadata& metadata);
// Of such an object: Fault::bad_input "notification.garbled" or "tlv.…".
Result<NotificationMetadata> read_metadata(ByteView whole);

// What a download ended in.
struct Installation {
  bool is_installed = false;
  Bytes transaction_id;
  std::int64_t error_reason = 0;  // ErrorReason of rsp.asn where it is not installed.
  friend bool operator==(const Installation&, const Installation&) = default;
};

// A PendingNotification. Views are into the bytes it was read from.
struct Notification {
  NotificationMetadata metadata;
  std::optional<Installation> installation;  // Present in a profileInstallationResult.
  ByteView signed_part;                      // Over which `signature` goes.
  ByteView signature;                        // r and s, 64 octets.
  ByteView euicc_certificate;                // DER; empty in a profileInstallationResult.
  ByteView eum_certificate;                  // The same.
};

Result<Notification> read_notification(ByteView bytes);

// An otherSignedNotification (clause 5.7.10).
Bytes encode_notification(ByteView metadata, ByteView signature, ByteView euicc_certificate,
                          ByteView eum_certificate);

}  // namespace signoff::rsp
