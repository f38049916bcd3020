// SPDX-License-Identifier: Apache-2.0
#include "connectors/mail/fake_mail.h"

#include "connectors/mail/mime.h"

namespace signoff {

Result<void> FakeMail::send(const Mail& mail) {
  static const auto from = MailAddress::parse("noreply@signoff.test");
  if (const auto mime = to_mime(mail, *from, Instant{}); !mime)
    return pass_on(mime.error());
  const auto weather = trouble ? trouble("send") : Trouble::none;
  if (weather == Trouble::refuse_before)
    return fail(Fault::unavailable, "mail.unreachable");
  const std::scoped_lock lock{mutex_};
  if (refused_.contains(mail.to)) return fail(Fault::bad_input, "mail.refused");
  delivered_.push_back(mail);
  if (weather == Trouble::lose_answer_after)
    return fail(Fault::unknown, "mail.answer_lost");
  return {};
}

void FakeMail::refuse(const std::string& address) {
  const std::scoped_lock lock{mutex_};
  refused_.insert(address);
}

std::vector<Mail> FakeMail::delivered() const {
  const std::scoped_lock lock{mutex_};
  return delivered_;
}

}  // namespace signoff
