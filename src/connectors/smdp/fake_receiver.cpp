// SPDX-License-Identifier: Apache-2.0
#include "connectors/smdp/fake_receiver.h"

#include "connectors/smdp/host_name.h"

namespace signoff {

Result<ReceiverAnswer> FakeReceiver::hand_over(const std::string& address,
                                               ByteView notification) {
  const auto host = parse_smdp_host(address);
  if (!host) return pass_on(host.error());
  if (const auto failure = failures.find(*host); failure != failures.end())
    return pass_on(failure->second);
  kept.push_back({*host, {notification.begin(), notification.end()}});
  const auto status = statuses.find(*host);
  return ReceiverAnswer{status == statuses.end() ? 204 : status->second, "", now};
}

}  // namespace signoff
