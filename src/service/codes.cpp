// SPDX-License-Identifier: Apache-2.0
#include "service/codes.h"

#include "engine/new_case.h"
#include "engine/params.h"
#include "service/wrong_proofs.h"

#include <fmt/format.h>

namespace signoff {
namespace {

std::string hash_of(const std::string& salt, std::string_view code) {
  return to_hex(sha256(as_bytes(salt + ":" + std::string{code})));
}

// Barred lines hear nothing; a line that is waiting to be ended still does.
bool can_receive(const Line& line) {
  const auto state = line.state == LineState::cancel_pending
                         ? line.state_before.value_or(LineState::active)
                         : line.state;
  return !is_out_of_service(state);
}

Result<void> deliver_elsewhere(const ServiceParts& parts, const Owner& owner,
                               const std::string& text, const std::string& subject,
                               Instant now) {
  Result<void> answer = fail(Fault::conflict, "code.no_contact");
  for (const auto& contact : trusted_contacts(owner, now)) {
    if (contact == "other") {
      auto sent = parts.outside.sms.send({*owner.other_msisdn, text});
      if (sent) answer = {};
    } else {
      Mail mail;
      mail.to = owner.email;
      mail.subject = subject;
      mail.text = text;
      mail.message_id = new_uuid(now, parts.outside.random);
      if (auto sent = parts.mail.send(mail)) answer = {};
    }
  }
  return answer;
}

enum class Receiver { line_first, elsewhere };

Result<void> send(const ServiceParts& parts, const std::string& key, const Line& line,
                  const Owner& owner, MessageId text, const std::string& case_number,
                  Receiver receiver) {
  const auto& pack = parts.outside.pack;
  const auto now = parts.wall.now();
  auto found = parts.outside.store.code(key);
  if (!found && found.error().fault != Fault::not_found) return pass_on(found.error());
  CodeRecord record = found ? *found : CodeRecord{};
  record.key = key;
  if (record.locked_until && now < *record.locked_until)
    return fail(Fault::forbidden, "code.locked");
  // Every code that is sent may be guessed at.
  const auto wrong = wrong_codes(parts, key);
  if (!wrong) return pass_on(wrong.error());
  if (is_full(parts, *wrong)) return fail(Fault::forbidden, "proof.locked");
  const auto& limit = pack.limits.codes_per_number;
  if (now >= record.first_sent_at + limit.per) {
    record.first_sent_at = now;
    record.sent = 0;
  }
  if (record.sent >= limit.count) return fail(Fault::forbidden, "code.too_many");

  const auto code =
      parts.outside.random.digits(static_cast<std::size_t>(pack.codes.digits));
  Bytes salt(16);
  parts.outside.random.fill(salt);
  record.salt = to_hex(salt);
  record.hash = hash_of(record.salt, code);
  record.expires_at =
      now + (text == MessageId::code_login ? pack.codes.login_life : pack.codes.life);
  // A fresh code forgives no wrong tries.
  record.locked_until.reset();
  ++record.sent;
  Change change;
  change.line_id = line.id;
  change.codes.push_back(record);
  if (auto stored = parts.outside.store.commit(change); !stored) return stored;

  const auto zone = zone_of(pack);
  const Param params[] = {
      {"code", code},
      {"number", masked(line.msisdn, pack.place.calling_code)},
      {"case", case_number},
      {"hotline", pack.place.hotline},
      {"until", short_deadline_text(record.expires_at, zone, owner.language)},
  };
  const auto message =
      with_sender(pack, owner.language, render(text, owner.language, params));
  if (receiver == Receiver::line_first && can_receive(line)) {
    const auto sent = parts.outside.sms.send({line.msisdn, message});
    return sent ? Result<void>{} : pass_on(sent.error());
  }
  return deliver_elsewhere(parts, owner, message,
                           pack.place.operator_name.in(owner.language), now);
}

enum class OnRight { spend, leave };

Result<void> try_code(const ServiceParts& parts, const std::string& key,
                      std::string_view code, OnRight on_right) {
  const auto& pack = parts.outside.pack;
  for (int i = 0; i < 4; ++i) {
    const auto now = parts.wall.now();
    auto record = parts.outside.store.code(key);
    if (!record && record.error().fault == Fault::not_found)
      return fail(Fault::forbidden, "code.wrong");
    if (!record) return pass_on(record.error());
    if (record->locked_until && now < *record->locked_until)
      return fail(Fault::forbidden, "code.locked");
    if (now >= record->expires_at) return fail(Fault::forbidden, "code.expired");

    const bool right = equal_constant_time(hash_of(record->salt, code), record->hash);
    if (right && on_right == OnRight::leave) return {};
    std::string_view refusal;
    std::string_view detail;
    Change change;
    if (right) {
      record->expires_at = now;
      record->tries = 0;
    } else {
      auto wrong = wrong_codes(parts, key);
      if (!wrong) return pass_on(wrong.error());
      ++wrong->tries;
      change.codes.push_back(*std::move(wrong));
      refusal = "code.wrong";
      if (++record->tries >= pack.codes.tries) {
        record->locked_until = now + pack.codes.lock;
        record->tries = 0;
        refusal = "code.locked";
        detail = kJustBurnt;
      }
    }
    // The version makes sure that of two racing tries with one code only one is taken.
    change.codes.push_back(*record);
    const auto stored = parts.outside.store.commit(change);
    if (!stored && stored.error().fault == Fault::conflict) continue;
    if (!stored) return stored;
    if (right) return {};
    return fail(Fault::forbidden, refusal, std::string{detail});
  }
  return fail(Fault::conflict, "code.busy");
}

}  // namespace

Result<void> send_code(const ServiceParts& parts, const std::string& key, const Line& line,
                       const Owner& owner, MessageId text, const std::string& case_number) {
  return send(parts, key, line, owner, text, case_number, Receiver::line_first);
}

Result<void> send_code_elsewhere(const ServiceParts& parts, const std::string& key,
                                 const Line& line, const Owner& owner, MessageId text) {
  return send(parts, key, line, owner, text, "", Receiver::elsewhere);
}

Result<void> spend_code(const ServiceParts& parts, const std::string& key,
                        std::string_view code) {
  return try_code(parts, key, code, OnRight::spend);
}

Result<void> look_at_code(const ServiceParts& parts, const std::string& key,
                          std::string_view code) {
  return try_code(parts, key, code, OnRight::leave);
}

}  // namespace signoff
