// SPDX-License-Identifier: Apache-2.0
#include "storage/memory/memory_store.h"

#include <algorithm>

namespace signoff {

Result<WipeRecord> MemoryStore::keep_wipe(const WipeRecord& wipe, std::string_view text) {
  announce(CommitPoint::before);
  WipeRecord kept;
  {
    const std::lock_guard lock{mutex_};
    const auto [place, is_new] =
        card_wipes_.try_emplace({wipe.line_id, wipe.digest}, StoredWipe{});
    if (is_new) place->second = {wipe, std::string{text}};
    kept = place->second.wipe;
  }
  announce(CommitPoint::after);
  return kept;
}

Result<void> MemoryStore::set_wipe_told(const std::string& line_id,
                                        const std::string& digest,
                                        const std::string& case_id) {
  announce(CommitPoint::before);
  {
    const std::lock_guard lock{mutex_};
    const auto found = card_wipes_.find({line_id, digest});
    if (found != card_wipes_.end() && found->second.wipe.case_id.empty())
      found->second.wipe.case_id = case_id;
  }
  announce(CommitPoint::after);
  return {};
}

Result<std::vector<WipeRecord>> MemoryStore::card_wipes(const std::string& line_id) {
  const std::lock_guard lock{mutex_};
  std::vector<WipeRecord> found;
  for (auto at = card_wipes_.lower_bound({line_id, ""});
       at != card_wipes_.end() && at->first.first == line_id; ++at)
    found.push_back(at->second.wipe);
  std::ranges::stable_sort(found, {}, &WipeRecord::at);
  return found;
}

Result<std::string> MemoryStore::card_wipe_text(const std::string& line_id,
                                                const std::string& digest) {
  const std::lock_guard lock{mutex_};
  const auto found = card_wipes_.find({line_id, digest});
  if (found == card_wipes_.end()) return fail(Fault::not_found, "card_wipe.unknown");
  return found->second.text;
}

}  // namespace signoff
