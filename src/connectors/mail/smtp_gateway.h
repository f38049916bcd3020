// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "connectors/mail/mail_address.h"
#include "ports/messages.h"

#include <memory>
#include <string>

namespace signoff {

struct SmtpSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 587;
  std::string from;     // The sender's address, of envelope and header.
  std::string ca_file;  // PEM; empty for the system's roots.
  // No TLS. Allowed only where `host` is a loopback address.
  bool plain = false;
  std::string user;  // Empty for no AUTH.
  std::string password;
  std::string helo = "localhost";  // How we name ourselves.
  Duration call_deadline{20'000};
};

// Mail by SMTP submission (RFC 6409), one connection a message, STARTTLS always and the
// server's certificate checked. Any number of threads may call.
class SmtpGateway final : public MailGateway {
 public:
  // Borrows `clock`. Fault::bad_input "mail.settings" or "mail.address".
  static Result<std::unique_ptr<SmtpGateway>> make(SmtpSettings settings,
                                                   const Clock& clock);

  // "mail.refused" is the server's last word on this mail, "mail.later" its plea to wait,
  // "mail.unreachable", "mail.tls" and "mail.login_refused" say that it was never offered,
  // "mail.answer_lost" that the connection broke after the text had gone.
  Result<void> send(const Mail& mail) override;

 private:
  SmtpGateway(SmtpSettings settings, MailAddress from, const Clock& clock)
      : settings_{std::move(settings)}, from_{std::move(from)}, clock_{clock} {}

  SmtpSettings settings_;
  MailAddress from_;
  const Clock& clock_;
};

}  // namespace signoff
