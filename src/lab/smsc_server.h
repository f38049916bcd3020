// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "connectors/smsc/smpp.h"
#include "domain/identifiers.h"
#include "lab/message_log.h"

#include <functional>
#include <memory>
#include <string>

namespace signoff::lab {

struct SmscServerSettings {
  std::uint16_t port = 0;  // On loopback; 0 takes a free one.
  std::string system_id = "signoff";
  std::string password = "secret";
  // PEM files; empty for plain TCP.
  std::string certificate_file;
  std::string key_file;
};

// A short message centre on loopback. In transaction mode it answers at once whether the
// phone can be reached; stored messages are accepted, looked at once, logged with their
// outcome and followed by a receipt.
class SmscServer {
 public:
  // Asked from the server's thread.
  using CanDeliver = std::function<bool(const Msisdn&)>;

  // Borrows `clock` and `log` for its life. Fault::unavailable "lab.smsc" when the port is
  // taken or the certificate unreadable.
  static Result<std::unique_ptr<SmscServer>> start(SmscServerSettings settings,
                                                   const Clock& clock, MessageLog& log,
                                                   CanDeliver can_deliver);
  ~SmscServer();
  std::uint16_t port() const;

  // A phone writes to whoever is bound; returns once that side has acknowledged every part.
  // Fault::unavailable: nobody is bound or no acknowledgement within five seconds.
  Result<void> from_phone(const Msisdn& from, const std::string& text);

  // Trouble to order. Refuses the next `count` submits with `status`.
  void refuse_submits(std::uint32_t status, int count);
  // Takes the next submit, then drops the connection instead of answering.
  void hang_up_on_submit();
  // Takes the next submit and never answers it.
  void ignore_submit();
  // Stops answering enquire_link.
  void play_dead();

 private:
  class Impl;
  explicit SmscServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace signoff::lab
