// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/idcheck/check_process.h"

#include <condition_variable>
#include <mutex>

namespace signoff {

struct IdCheckSettings {
  std::filesystem::path program;  // signoff-idcheck.
  std::size_t processes_max = 2;
  std::size_t waiting_max = 8;  // Who comes when so many wait is told to come later.
  std::chrono::milliseconds patience{10'000};
};

// Pictures are looked at by confined processes: what a crafted picture breaks there has no
// files, no network and no other picture, for each sees but one. The first are started when
// they are needed, the others ahead.
class ProcessIdCheck final : public IdImageCheck {
 public:
  explicit ProcessIdCheck(IdCheckSettings settings);

  Result<IdImageFinding> check(const IdImage& image) override;
  Result<Bytes> bare(const IdImage& image) override;

  // Of the idle processes, for tests.
  std::vector<int> pids() const;

 private:
  Result<std::unique_ptr<CheckProcess>> borrow(CheckProcess::Deadline until);
  void give_back(std::unique_ptr<CheckProcess> process);
  Result<IdImageFinding> check_with(std::unique_ptr<CheckProcess>& process,
                                    const IdImage& image, CheckProcess::Deadline until);

  IdCheckSettings settings_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<CheckProcess>> idle_;
  std::size_t busy_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace signoff
