// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace signoff {

// From its making on, SIGTERM and SIGINT end the process in order instead of at once, and
// writing to a closed connection is an error instead of a signal. One per process; children
// inherit nothing of it.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // Returns when one of them has come.
  void wait() const;
  bool has_come() const;
};

}  // namespace signoff
