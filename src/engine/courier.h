// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/work_observer.h"
#include "policy/pack.h"
#include "ports/billing.h"
#include "ports/home_register.h"
#include "ports/messages.h"
#include "ports/notary.h"
#include "ports/relying_parties.h"
#include "ports/store.h"

namespace signoff {

// What the courier works with. References live as long as the courier.
struct CourierParts {
  Store& store;
  SmsGateway& sms;
  MailGateway& mail;
  RelyingParties& parties;
  Notary& notary;
  const Clock& clock;
  const Pack& pack;
  HomeRegister& home;
  Billing* billing = nullptr;  // Where lines can be paused.
};

struct CourierSettings {
  // How long others leave a batch alone: longer than any one delivery may take.
  Duration lease = std::chrono::minutes{2};
  std::size_t batch = 64;
  Duration first_wait = std::chrono::seconds{10};  // Doubled from failure to failure.
  Duration longest_wait = std::chrono::hours{1};
  // Where letters are printed and posted: a mail address. Empty: no letters.
  std::string letter_desk;
  WorkObserver* observer = nullptr;  // Told of each notice; outlives the courier.
};

// Empties the outbox: looks addresses up, writes the texts, hands them over, and records
// what became of each. A notice is sent at least once; the far sides fold doubles by its
// id. Safe to run from many threads and processes on one store.
class Courier {
 public:
  explicit Courier(CourierParts parts, CourierSettings settings = {})
      : parts_{parts}, settings_{std::move(settings)} {}

  // Claims one batch and delivers it. Answers how many notices it looked at.
  Result<std::size_t> run_batch();

 private:
  Result<void> deliver(const Notice& notice);
  // What a notice without a case is about: the line as it stands, in its owner's language.
  Result<Dossier> subject_of(const Notice& notice);
  Result<void> send_text(const Notice& notice, const Dossier& dossier);
  Result<void> send_news(const Notice& notice, const Dossier& dossier);
  Result<void> send_mail(const Notice& notice, const Dossier& dossier, const Owner& owner,
                         std::string text);
  Result<void> send_letter(const Notice& notice, const Dossier& dossier, const Owner& owner,
                           std::string text);
  Result<void> attach_voucher(const Dossier& dossier, Mail& mail);
  void record(Notice& notice, const Result<void>& delivered) const;

  CourierParts parts_;
  CourierSettings settings_;
};

// The text of a notice as it is sent, with the operator's name. Faults, all bad_input:
// "notice.message_unknown", "notice.param_missing".
Result<std::string> notice_text(const Notice& notice, const Pack& pack, Language language);

// The token id of a notice: the same for the same notice, in the form of a UUID.
std::string token_id(std::string_view notice_id);

}  // namespace signoff
