// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/records.h"

namespace signoff {

// How one try of a step went.
enum class StepOutcome { done, retried, stuck };
template <>
inline constexpr std::array kNames<StepOutcome> =
    std::to_array<std::string_view>({"done", "retried", "stuck"});

// Told what becomes of the work, for metrics. Calls come from several threads at once and
// must be quick.
class WorkObserver {
 public:
  virtual ~WorkObserver() = default;
  // StepId::none stands for the judging before the first step.
  virtual void step_tried(StepId step, StepOutcome outcome) = 0;
  // A try to deliver is recorded; still queued means that it is tried again.
  virtual void notice_settled(NoticeState state) = 0;
};

}  // namespace signoff
