// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace signoff::bench {

// The server in a process of its own, so that what it uses is told apart from what the
// client uses. Ends with the value.
class Child {
 public:
  static Result<std::unique_ptr<Child>> start(const std::filesystem::path& folder);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int pid() const { return pid_; }
  std::uint16_t port() const { return port_; }
  const std::string& ca_file() const { return ca_file_; }

 private:
  Child(int pid, int its_input) : pid_{pid}, its_input_{its_input} {}
  int pid_;
  int its_input_;
  std::uint16_t port_ = 0;
  std::string ca_file_;
};

}  // namespace signoff::bench
