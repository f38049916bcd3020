// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/id_check.h"

#include <chrono>
#include <filesystem>
#include <memory>

namespace signoff {

// One running signoff-idcheck, and the pipe to it. Not thread-safe. Ends with this object.
class CheckProcess {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  // Fault::unavailable "id_check.program" when it cannot be started.
  static Result<std::unique_ptr<CheckProcess>> start(const std::filesystem::path& program);
  ~CheckProcess();
  CheckProcess(const CheckProcess&) = delete;
  CheckProcess& operator=(const CheckProcess&) = delete;

  // As IdImageCheck::check(). After Fault::unavailable "id_check.ended" or "id_check.slow"
  // the process is of no more use.
  Result<IdImageFinding> check(const IdImage& image, Deadline until);

  int pid() const { return pid_; }

 private:
  CheckProcess(int pid, int pipe) : pid_{pid}, pipe_{pipe} {}
  Result<void> wait_for(short what, Deadline until) const;
  Result<void> send(ByteView bytes, Deadline until) const;
  Result<void> receive(std::span<std::uint8_t> bytes, Deadline until) const;

  int pid_;
  int pipe_;
};

}  // namespace signoff
