// SPDX-License-Identifier: Apache-2.0
#include "api/answer_cache.h"

#include "domain/names.h"

namespace signoff {
namespace {

// Nodes, counters and the allocator's own.
constexpr std::size_t kOverhead = 256;

std::size_t bytes_of(const std::string& key, const KeptAnswer& answer) {
  return kOverhead + key.size() + answer.line_id.size() + answer.body.size() +
         answer.tag.size();
}

}  // namespace

std::string AnswerCache::key(std::string_view case_id, const Actor& actor,
                             std::string_view owner_id) {
  return fmt::format("{}{}\n{}\n{}", case_id, to_string(actor.role), actor.id, owner_id);
}

std::shared_ptr<const KeptAnswer> AnswerCache::find(const std::string& key) {
  const std::lock_guard lock{mutex_};
  if (const auto young = young_.find(key); young != young_.end()) return young->second;
  const auto old = old_.find(key);
  if (old == old_.end()) return nullptr;
  auto answer = old->second;
  put(key, answer);
  return answer;
}

void AnswerCache::keep(const std::string& key, KeptAnswer answer) {
  auto kept = std::make_shared<const KeptAnswer>(std::move(answer));
  const std::lock_guard lock{mutex_};
  put(key, std::move(kept));
}

std::size_t AnswerCache::bytes() const {
  const std::lock_guard lock{mutex_};
  return young_bytes_ + old_bytes_;
}

void AnswerCache::put(const std::string& key, std::shared_ptr<const KeptAnswer> answer) {
  const auto size = bytes_of(key, *answer);
  // One that fills a half by itself would drive out all others.
  if (size > half_max_ / 4) return;
  auto& place = young_[key];
  if (place) young_bytes_ -= bytes_of(key, *place);
  place = std::move(answer);
  young_bytes_ += size;
  if (young_bytes_ <= half_max_) return;
  old_ = std::exchange(young_, {});
  old_bytes_ = std::exchange(young_bytes_, 0);
}

}  // namespace signoff
