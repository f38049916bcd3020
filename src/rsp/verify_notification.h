// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/identifiers.h"
#include "rsp/certificates.h"
#include "rsp/notification.h"

#include <map>
#include <mutex>

namespace signoff::rsp {

// A notification that the eUICC with this EID did send.
struct VerifiedNotification {
  NotificationMetadata metadata;
  Eid eid;
  // Of the whole bytes: the same notification sent again has the same.
  Sha256 digest{};
};

// Checks notifications against the roots it was made with. Remembers the makers and chips
// whose certificates it has checked, so that all but the first of one chip cost a single
// verification. Calls may come from any thread. Revocation lists are not looked at.
class NotificationVerifier {
 public:
  // DER; at least one. Fault::bad_input "certificate.…".
  static Result<std::unique_ptr<NotificationVerifier>> make(
      const std::vector<Bytes>& roots);

  // All faults are bad_input:
  //   "notification.garbled", "tlv.…"  not a notification
  //   "notification.no_chain"          a profileInstallationResult, which brings none
  //   "certificate.…"                  a certificate that is none, or not for this use
  //   "notification.issuer_unknown"    no root of ours signed the maker's certificate
  //   "notification.chain"             the maker did not sign the chip's
  //   "notification.not_valid_then"    one of them is not valid at this time
  //   "notification.eid"               the chip's certificate names no EID
  //   "notification.eid_range"         an EID that this maker may not certify
  //   "notification.signature"         not signed by that chip, or altered since
  Result<VerifiedNotification> verify(ByteView bytes, Instant at);

 private:
  // What a chip's certificate has proved, whatever the time.
  struct Maker {
    Certificate certificate;
    std::size_t root = 0;
  };
  // Shared with callers that still use an entry when it is forgotten.
  using MakerPtr = std::shared_ptr<const Maker>;
  struct Chip {
    Certificate certificate;
    MakerPtr maker;
    Eid eid;
  };
  using ChipPtr = std::shared_ptr<const Chip>;

  explicit NotificationVerifier(std::vector<Certificate> roots)
      : roots_{std::move(roots)} {}

  Result<ChipPtr> chip_of(ByteView euicc, ByteView eum);
  Result<MakerPtr> maker_of(ByteView eum);

  const std::vector<Certificate> roots_;
  std::mutex mutex_;
  std::map<Sha256, ChipPtr> chips_;
  std::map<Sha256, MakerPtr> makers_;
};

// One check without anything remembered.
Result<VerifiedNotification> verify_notification(ByteView bytes,
                                                 const std::vector<Bytes>& roots,
                                                 Instant at);

}  // namespace signoff::rsp
