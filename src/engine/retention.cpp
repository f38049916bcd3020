// SPDX-License-Identifier: Apache-2.0
#include "engine/retention.h"

#include <fmt/format.h>

namespace signoff {
namespace {

constexpr std::string_view kSuspectedFraud = "suspected_fraud";  // A reason of refusal.

}  // namespace

void date_images(Entry& entry) {
  auto& [head, file, line, number] = entry.dossier();
  const auto& days = entry.pack().retention.r1_images;
  if (!is_ended(head.state) || file.documents.empty() || !days) return;
  if (!file.images_until) {
    const auto zone = zone_of(entry.pack());
    file.images_until = zone.start_of(add_days(zone.date_of(entry.now()), *days));
    entry.touch_file();
  }
  if (!head.due_at || *head.due_at > *file.images_until) entry.due(file.images_until);
}

bool destroy_images(Entry& entry) {
  auto& [head, file, line, number] = entry.dossier();
  if (!file.images_until || entry.now() < *file.images_until) return false;
  entry.due(std::nullopt);
  entry.touch_file();
  if (!line.legal_hold.empty() || line.fraud_flag) {
    file.images_until = entry.now() + std::chrono::days{1};
    return true;
  }
  for (const auto& document : file.documents) entry.destroy(document.id);
  entry.note("images_destroyed",
             fmt::format(R"({{"class":"R1","count":"{}"}})", file.documents.size()));
  file.documents.clear();
  file.images_until.reset();
  return true;
}

std::optional<Instant> marks_until(const Dossier& dossier, const Pack& pack, Instant now) {
  const auto& days = pack.retention.r1_images;
  const auto& line = dossier.line;
  const bool is_evidence = !line.legal_hold.empty() || line.fraud_flag ||
                           dossier.file.reason_code == kSuspectedFraud;
  if (!is_ended(dossier.head.state) || !days || is_evidence) return std::nullopt;
  const auto zone = zone_of(pack);
  return zone.start_of(add_days(zone.date_of(now), *days));
}

}  // namespace signoff
