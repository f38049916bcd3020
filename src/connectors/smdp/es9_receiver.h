// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/notification_receiver.h"

#include <filesystem>

namespace signoff {

struct Es9Settings {
  std::filesystem::path ca_file;  // Roots besides the system's; empty: those alone.
  // "host:port" that is spoken to whatever the card's address is, whose name the
  // certificate must bear all the same: a tunnel, or a test. Empty: the address itself.
  std::string via;
  Duration deadline{20'000};  // For one notification.
};

// ES9+.HandleNotification (GSMA SGP.22 clauses 5.6.4 and 6.5.2.4): https with the server's
// certificate and name checked, and no redirects.
class Es9Receiver final : public NotificationReceiver {
 public:
  // Fault::bad_input "smdp.via", not_found "smdp.ca_file".
  static Result<std::unique_ptr<Es9Receiver>> make(Es9Settings settings,
                                                   const Clock& clock);
  ~Es9Receiver() override;
  Result<ReceiverAnswer> hand_over(const std::string& address,
                                   ByteView notification) override;

 private:
  struct Connection;
  Es9Receiver(Es9Settings settings, const Clock& clock);

  const Es9Settings settings_;
  const Clock& clock_;
  std::string roots_;                       // PEM of all roots, where some were added.
  std::unique_ptr<Connection> connection_;  // Kept open between notifications.
};

// {"pendingNotification":"<base64>"}.
std::string handle_notification_body(ByteView notification);

}  // namespace signoff
