// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "evidence/outside_tool.h"
#include "rsp/test_authority.h"

namespace signoff {

// When the cards of the desk's tests were made, and when they are handed in.
inline const Instant kCardMade =
    std::chrono::sys_days{std::chrono::year{2026} / std::chrono::November / 1};
inline const Instant kHandedIn =
    std::chrono::sys_days{std::chrono::year{2026} / std::chrono::November / 22};

// Folders of tests lie in memory as long as this lives: thousands of cards leave proofs,
// and a disk takes its time over each.
class FoldersInMemory {
 public:
  FoldersInMemory() {
    if (std::filesystem::is_directory("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 1);
  }
  ~FoldersInMemory() { ::unsetenv("TMPDIR"); }
  FoldersInMemory(const FoldersInMemory&) = delete;
  FoldersInMemory& operator=(const FoldersInMemory&) = delete;
};

// Who vouches for their chips.
inline const rsp::TestAuthority& desk_authority() {
  static const auto one = rsp::TestAuthority::make(kCardMade, "89049032");
  return one;
}

}  // namespace signoff
