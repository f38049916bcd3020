// SPDX-License-Identifier: Apache-2.0
#include "engine/params.h"

#include "base/ensure.h"

namespace signoff {
namespace {

// What is left to do, as one clause: each item is a sentence of its own elsewhere, and the
// message that carries them has its own full stop.
std::string joined_items(const CaseFile& file) {
  const bool zh = file.language == Language::zh;
  const std::string_view stop = zh ? "。" : ".";
  std::string text;
  for (const auto& item : file.open_items) {
    if (!text.empty()) text += zh ? "；" : "; ";
    std::string_view words = zh ? item.zh : item.en;
    if (words.ends_with(stop)) words.remove_suffix(stop.size());
    text += words;
  }
  return text;
}

std::optional<Instant> until_of(const Dossier& dossier, const Pack& pack) {
  const auto& file = dossier.file;
  if (dossier.head.state == CaseState::awaiting_subscriber)
    return file.waiting_since.value_or(dossier.head.changed_at) +
           std::chrono::days{pack.times.awaiting_days};
  if (dossier.head.state == CaseState::scheduled) return file.execute_at;
  return file.restore_until;
}

std::optional<Instant> date_of(const Dossier& dossier) {
  const auto& file = dossier.file;
  return file.stopped_at ? file.stopped_at : file.execute_at;
}

}  // namespace

Params message_params(const Dossier& dossier, const Pack& pack) {
  const auto& file = dossier.file;
  const auto language = file.language;
  const auto zone = zone_of(pack);
  const auto when = [&](const std::optional<Instant>& at) {
    return at ? short_deadline_text(*at, zone, language) : std::string{"-"};
  };
  const bool held = dossier.head.state == CaseState::fraud_hold;
  const bool zh = language == Language::zh;
  return {
      {"number", masked(dossier.line.msisdn, pack.place.calling_code)},
      {"case", dossier.head.number},
      {"hotline", pack.place.hotline},
      {"until", when(until_of(dossier, pack))},
      {"by", when(held ? file.hold_due : file.review_due)},
      {"date", when(date_of(dossier))},
      {"items", joined_items(file)},
      {"reason", zh ? file.reason_zh : file.reason_en},
      {"remedy", zh ? file.remedy_zh : file.remedy_en},
      {"bindings",
       zh ? "请自查银行、支付、社交账号" : "please check bank, payment and mail"},
      // Without a voucher the case number finds the same.
      {"voucher", file.voucher.empty() ? dossier.head.number : file.voucher},
      {"samples", std::to_string(pack.probes.samples)},
      {"amount", with_sign(file.final_bill)},
      {"refund", with_sign(file.refund)},
      {"next", ""},
  };
}

Instant next_look_while_awaiting(const CaseFile& file, const Pack& pack) {
  const auto began = file.waiting_since.value_or(Instant{});
  const auto& days = pack.times.awaiting_reminders;
  const auto sent = static_cast<std::size_t>(file.reminders);
  const int next = sent < days.size() ? days[sent] : pack.times.awaiting_days;
  return began + std::chrono::days{next};
}

}  // namespace signoff
