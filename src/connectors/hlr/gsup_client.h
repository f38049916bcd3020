// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/hlr/gsup.h"
#include "connectors/hlr/ipa.h"
#include "connectors/hlr/tcp_link.h"

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace signoff {

// One persistent GSUP connection under a name of its own, by which the register routes
// messages to it. Opens itself when needed; used by one thread at a time.
class GsupClient {
 public:
  // Sees each message that arrives; answers when the exchange is over. Messages put into
  // `reply` are sent at once.
  using OnMessage =
      std::function<bool(const GsupMessage& got, std::optional<GsupMessage>& reply)>;

  GsupClient(std::string host, std::uint16_t port, std::string name)
      : host_{std::move(host)}, port_{port}, name_{std::move(name)} {}

  const std::string& name() const { return name_; }

  // Sends all messages in one write, then reads until `on_message` is satisfied.
  // Fault::unavailable: nothing was sent. Fault::unknown: the answer was lost.
  Result<void> exchange(std::span<const GsupMessage> messages, const OnMessage& on_message,
                        IoDeadline deadline);

 private:
  Result<void> open(IoDeadline deadline);
  Result<IpaFrame> next_frame(IoDeadline deadline);
  Result<void> answer(const IpaFrame& frame, IoDeadline deadline);
  Result<void> run(std::span<const GsupMessage> messages, const OnMessage& on_message,
                   IoDeadline deadline);

  std::string host_;
  std::uint16_t port_;
  std::string name_;
  std::optional<TcpLink> link_;
  IpaReader reader_;
};

}  // namespace signoff
