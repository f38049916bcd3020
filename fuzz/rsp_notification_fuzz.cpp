// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "rsp/verify_notification.h"

// Pending notifications from anywhere: what is read lies within the bytes given, and no
// certificate in it may bring the process down.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const ByteView bytes{data, size};
  const auto notification = rsp::read_notification(bytes);
  if (!notification) return 0;
  for (const auto part : {notification->signed_part, notification->euicc_certificate}) {
    ensure(
        part.empty() || (part.data() >= data && part.data() + part.size() <= data + size),
        "fuzz.notification");
  }
  for (const auto role : {rsp::Role::ci, rsp::Role::eum, rsp::Role::euicc}) {
    const auto chip = rsp::Certificate::parse(notification->euicc_certificate, role);
    const auto maker = rsp::Certificate::parse(notification->eum_certificate, role);
    if (chip) chip->verifies(notification->signed_part, notification->signature);
    if (chip && maker) chip->is_issued_by(*maker);
  }
  return 0;
}
