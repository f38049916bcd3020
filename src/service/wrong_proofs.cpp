// SPDX-License-Identifier: Apache-2.0
#include "service/wrong_proofs.h"

#include "service/desk.h"

namespace signoff {
namespace {

// Kept like a code that is good until its time is over: the sweep lets it lie so long.
Result<CodeRecord> counter(const ServiceParts& parts, std::string key) {
  const auto now = parts.wall.now();
  CodeRecord fresh;
  fresh.key = std::move(key);
  fresh.first_sent_at = now;
  fresh.expires_at = now + parts.outside.pack.limits.failed_proofs.per;
  auto found = parts.outside.store.code(fresh.key);
  if (!found && found.error().fault == Fault::not_found) return fresh;
  if (!found || now < found->expires_at) return found;
  fresh.version = found->version;
  return fresh;
}

Result<CodeRecord> wrong_proofs(const ServiceParts& parts, const Caller& caller,
                                const std::string& line_id) {
  return counter(parts, (caller.is_staff() ? "desk_proofs:" : "proofs:") + line_id);
}

}  // namespace

Result<void> may_still_prove(const ServiceParts& parts, const Caller& caller,
                             const std::string& line_id) {
  const auto wrong = wrong_proofs(parts, caller, line_id);
  if (!wrong) return pass_on(wrong.error());
  if (!is_full(parts, *wrong)) return {};
  return fail(Fault::forbidden, "proof.locked");
}

Result<void> count_wrong_proofs(const ServiceParts& parts, const Caller& caller,
                                const std::string& line_id, int wrong) {
  for (int i = 0; i < kTries; ++i) {
    auto record = wrong_proofs(parts, caller, line_id);
    if (!record) return pass_on(record.error());
    record->tries += wrong;
    Change change;
    change.line_id = line_id;
    change.codes.push_back(*std::move(record));
    const auto stored = parts.outside.store.commit(change);
    if (stored || stored.error().fault != Fault::conflict) return stored;
  }
  return fail(Fault::conflict, "code.busy");
}

Result<CodeRecord> wrong_codes(const ServiceParts& parts, const std::string& key) {
  return counter(parts, "wrong:" + key);
}

bool is_full(const ServiceParts& parts, const CodeRecord& wrong) {
  return wrong.tries >= parts.outside.pack.limits.failed_proofs.count;
}

}  // namespace signoff
