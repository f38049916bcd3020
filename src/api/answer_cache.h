// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/records.h"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace signoff {

// The answer to a caller who was allowed to see a case. Only its line is known after the
// first time: an answer is kept from the second time on.
struct KeptAnswer {
  std::string line_id;
  std::optional<std::uint64_t> stamp;  // Store::stamp() from before the reads.
  std::string body;
  std::string tag;

  bool is_true_at(std::optional<std::uint64_t> now) const { return now && stamp == now; }
};

// Keeps answers by case and caller within a bound: when the half for young ones is full it
// becomes the old one, and what nobody asks for again goes with that. Any thread may call.
class AnswerCache {
 public:
  // The kept bytes and their keys together, about.
  explicit AnswerCache(std::size_t bytes_max) : half_max_{bytes_max / 2} {}

  // `case_id` has 36 characters. Rights hang on role, actor and owner, so that no caller
  // finds the answer of another.
  static std::string key(std::string_view case_id, const Actor& actor,
                         std::string_view owner_id);

  // Null where there is none. Whether it is true still is the caller's to ask.
  std::shared_ptr<const KeptAnswer> find(const std::string& key);
  void keep(const std::string& key, KeptAnswer answer);
  std::size_t bytes() const;

 private:
  using Half = std::unordered_map<std::string, std::shared_ptr<const KeptAnswer>>;

  void put(const std::string& key, std::shared_ptr<const KeptAnswer> answer);

  std::size_t half_max_;
  mutable std::mutex mutex_;  // Guards below.
  Half young_;
  Half old_;
  std::size_t young_bytes_ = 0;
  std::size_t old_bytes_ = 0;  // At the most: what became young again is still counted.
};

}  // namespace signoff
