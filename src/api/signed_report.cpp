// SPDX-License-Identifier: Apache-2.0
#include "api/signed_report.h"

#include "rsp/es10.h"
#include "rsp/verify_notification.h"

namespace signoff {
namespace {

// A notification tells of exactly one event.
std::optional<ProfileChange> change_of(std::uint8_t events) {
  switch (events) {
    case rsp::event::kInstall: return ProfileChange::installed;
    case rsp::event::kEnable: return ProfileChange::enabled;
    case rsp::event::kDisable: return ProfileChange::disabled;
    case rsp::event::kDelete: return ProfileChange::deleted;
    default: return std::nullopt;
  }
}

}  // namespace

Result<SignedReport> signed_report(const RestParts& parts, Bytes bytes) {
  auto* verifier = parts.settings.notifications;
  if (verifier == nullptr) return fail(Fault::unavailable, "card.not_served");
  // Certificates are valid by people's time.
  auto verified = verifier->verify(bytes, parts.service.parts().wall.now());
  if (!verified) return pass_on(verified.error());
  const auto change = change_of(verified->metadata.events);
  if (!change) return fail(Fault::bad_input, "notification.event");
  SignedReport report;
  report.iccid = std::move(verified->metadata.iccid);
  report.eid = std::move(verified->eid);
  report.change = *change;
  report.sequence = verified->metadata.sequence;
  report.address = std::move(verified->metadata.address);
  report.bytes = std::move(bytes);
  return report;
}

}  // namespace signoff
