// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "lab/mail_text.h"
#include "lab/message_log.h"

#include <memory>
#include <string>
#include <vector>

namespace signoff::lab {

struct MailSinkSettings {
  std::uint16_t port = 0;  // On loopback; 0 takes a free one.
  // PEM files; empty for a sink that offers no STARTTLS.
  std::string certificate_file;
  std::string key_file;
  // With a user, mail is taken only after AUTH PLAIN, and that only over TLS.
  std::string user;
  std::string password;
  std::size_t mail_max = 25 << 20;
};

struct KeptMail {
  Instant at;
  std::string from;
  std::vector<std::string> to;
  ReadMail mail;
};

// A mail server on loopback (RFC 5321) that keeps what it is given, the newest thousand.
// With a certificate it takes mail only after STARTTLS.
class MailSink {
 public:
  // Borrows `clock` and `log` for its life. Fault::unavailable "lab.mail".
  static Result<std::unique_ptr<MailSink>> start(MailSinkSettings settings,
                                                 const Clock& clock, MessageLog& log);
  ~MailSink();
  std::uint16_t port() const;
  // Oldest first.
  std::vector<KeptMail> kept() const;

  // Trouble to order. Answers RCPT for this address with `code` (450, 550, …) from now on.
  void refuse(const std::string& address, int code);
  // Takes the next mail, then drops the connection instead of answering.
  void hang_up_after_data();

 private:
  class Impl;
  explicit MailSink(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace signoff::lab
