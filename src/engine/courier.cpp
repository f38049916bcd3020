// SPDX-License-Identifier: Apache-2.0
#include "engine/courier.h"

#include "base/bytes.h"
#include "engine/line_orders.h"
#include "policy/messages.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

constexpr std::string_view kParty = "party:";
constexpr std::string_view kNews = "set";
constexpr std::string_view kFinal = "M08.final";

std::string mail_id(const Notice& notice) {
  return to_hex(sha256(as_bytes(notice.id))).substr(0, 32);
}

}  // namespace

Result<std::string> notice_text(const Notice& notice, const Pack& pack, Language language) {
  const auto* message = find_message(notice.message);
  if (message == nullptr) return fail(Fault::bad_input, "notice.message_unknown");
  std::vector<Param> params;
  for (const auto& [name, value] : notice.params) params.push_back({name, value});
  const auto text = language == Language::zh ? message->zh : message->en;
  if (!fits(text, params)) return fail(Fault::bad_input, "notice.param_missing");
  return with_sender(pack, language, fill(text, params));
}

std::string token_id(std::string_view notice_id) {
  auto text = to_hex(sha256(as_bytes(notice_id))).substr(0, 32);
  text[12] = '8';  // RFC 9562 clause 5.8: a UUID of one's own making.
  text[16] = "89ab"[static_cast<unsigned char>(text[16]) % 4];
  for (const std::size_t at : {20u, 16u, 12u, 8u}) text.insert(at, 1, '-');
  return text;
}

Result<std::size_t> Courier::run_batch() {
  const auto start = parts_.clock.now();
  auto claimed =
      parts_.store.claim_notices(start, start + settings_.lease, settings_.batch);
  if (!claimed) return pass_on(claimed.error());
  if (claimed->empty()) return 0;
  for (auto& notice : *claimed) {
    // What the lease leaves no time for goes back into the queue untouched.
    if (parts_.clock.now() >= start + settings_.lease / 2) {
      notice.due_at = start;
      continue;
    }
    record(notice, deliver(notice));
  }
  if (const auto settled = parts_.store.settle(*claimed); !settled)
    return pass_on(settled.error());
  if (settings_.observer != nullptr)
    for (const auto& notice : *claimed) settings_.observer->notice_settled(notice.state);
  return claimed->size();
}

void Courier::record(Notice& notice, const Result<void>& delivered) const {
  ++notice.attempts;
  notice.due_at.reset();
  if (delivered) {
    notice.state = NoticeState::sent;
    return;
  }
  const auto& why = delivered.error();
  notice.why = why.code;
  if (why.fault == Fault::bad_input || why.fault == Fault::not_found) {
    notice.state = NoticeState::failed;
    return;
  }
  auto wait = settings_.first_wait;
  for (int i = 1; i < notice.attempts && wait < settings_.longest_wait; ++i) wait *= 2;
  const auto again = parts_.clock.now() + std::min(wait, settings_.longest_wait);
  if (again >= notice.give_up_at) {
    notice.state = NoticeState::failed;
    notice.why = "gave_up";
    return;
  }
  notice.due_at = again;
}

Result<void> Courier::deliver(const Notice& notice) {
  const auto dossier = subject_of(notice);
  if (!dossier) return pass_on(dossier.error());
  if (notice.to == kToRegister) return carry_out(parts_.home, parts_.store, dossier->line);
  if (notice.to == kToBilling)
    return parts_.billing == nullptr
               ? fail(Fault::bad_input, "order.no_billing")
               : carry_out_charging(*parts_.billing, parts_.store, dossier->line, notice);
  if (notice.message == kNews) return send_news(notice, *dossier);
  return send_text(notice, *dossier);
}

Result<Dossier> Courier::subject_of(const Notice& notice) {
  if (!notice.case_id.empty()) return parts_.store.dossier(notice.case_id);
  auto line = parts_.store.line(notice.line_id);
  if (!line) return pass_on(line.error());
  const auto owner = parts_.store.owner(line->owner_id);
  if (!owner) return pass_on(owner.error());
  Dossier dossier;
  dossier.file.language = owner->language;
  dossier.line = std::move(*line);
  return dossier;
}

Result<void> Courier::send_news(const Notice& notice, const Dossier& dossier) {
  const auto& all = parts_.parties.all();
  const auto id = std::string_view{notice.to}.substr(
      notice.to.starts_with(kParty) ? kParty.size() : notice.to.size());
  const auto party = std::ranges::find(all, id, &RelyingParty::id);
  if (party == all.end()) return fail(Fault::bad_input, "notice.party_unknown");
  const auto kind_name = notice.params.find("kind");
  if (kind_name == notice.params.end()) return fail(Fault::bad_input, "notice.kind");
  const auto kind = parse_name<NewsKind>(kind_name->second);
  if (!kind) return pass_on(kind.error());

  LineNews news;
  news.kind = *kind;
  news.msisdn = dossier.line.msisdn;
  news.generation = dossier.line.generation;
  news.at = notice.created_at;
  if (const auto day = notice.params.find("quarantine_until"); day != notice.params.end()) {
    const auto until = parse_date(day->second);
    if (!until) return pass_on(until.error());
    news.quarantine_until = *until;
  }
  news.jti = token_id(notice.id);
  news.txn = notice.case_id;
  return parts_.parties.push(*party, news);
}

Result<void> Courier::send_text(const Notice& notice, const Dossier& dossier) {
  auto text = notice_text(notice, parts_.pack, dossier.file.language);
  if (!text) return pass_on(text.error());
  if (notice.to == "line") {
    // The number may be somebody else's by now.
    if (dossier.line.terminated_at) return fail(Fault::bad_input, "line.terminated");
    const auto sent = parts_.sms.send({dossier.line.msisdn, *std::move(text)});
    return sent ? Result<void>{} : pass_on(sent.error());
  }
  const auto owner = parts_.store.owner(dossier.line.owner_id);
  if (!owner) return pass_on(owner.error());
  if (notice.to == "other") {
    if (!owner->other_msisdn) return fail(Fault::bad_input, "contact.gone");
    const auto sent = parts_.sms.send({*owner->other_msisdn, *std::move(text)});
    return sent ? Result<void>{} : pass_on(sent.error());
  }
  if (notice.to == "email") return send_mail(notice, dossier, *owner, *std::move(text));
  if (notice.to == "post") return send_letter(notice, dossier, *owner, *std::move(text));
  return fail(Fault::bad_input, "notice.contact_unknown");
}

Result<void> Courier::send_mail(const Notice& notice, const Dossier& dossier,
                                const Owner& owner, std::string text) {
  if (owner.email.empty()) return fail(Fault::bad_input, "contact.gone");
  const auto language = dossier.file.language;
  Mail mail;
  mail.to = owner.email;
  const auto& sender = parts_.pack.place.operator_name.in(language);
  mail.subject = language == Language::zh
                     ? fmt::format("{}：编号{}", sender, dossier.head.number)
                     : fmt::format("{}: case {}", sender, dossier.head.number);
  mail.text = std::move(text);
  mail.message_id = mail_id(notice);
  if (notice.message == kFinal)
    if (const auto attached = attach_voucher(dossier, mail); !attached) return attached;
  return parts_.mail.send(mail);
}

Result<void> Courier::attach_voucher(const Dossier& dossier, Mail& mail) {
  const auto record = parts_.store.voucher(dossier.file.voucher);
  if (!record) return pass_on(record.error());
  const auto voucher = parts_.notary.read(record->jws);
  if (!voucher) return pass_on(voucher.error());
  const auto pdf = parts_.notary.print(*voucher, record->jws);
  if (!pdf) return pass_on(pdf.error());
  mail.attachments.push_back(
      {record->number + ".pdf", "application/pdf", std::string{as_text(*pdf)}});
  mail.attachments.push_back({record->number + ".jws", "application/jose", record->jws});
  return {};
}

Result<void> Courier::send_letter(const Notice& notice, const Dossier& dossier,
                                  const Owner& owner, std::string text) {
  if (settings_.letter_desk.empty() || owner.postal_address.empty())
    return fail(Fault::bad_input, "contact.no_post");
  Mail mail;
  mail.to = settings_.letter_desk;
  mail.subject = fmt::format("Letter for case {}", dossier.head.number);
  mail.text = fmt::format("{}\n{}\n\n{}", owner.name, owner.postal_address, text);
  mail.message_id = mail_id(notice);
  return parts_.mail.send(mail);
}

}  // namespace signoff
