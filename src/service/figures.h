// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/list_store.h"
#include "service/service.h"

#include <memory>

namespace signoff {

struct CaseCount {
  CaseState state = CaseState::draft;
  Channel channel = Channel::web;
  std::int64_t count = 0;
};

// How long the cases that are in a state now have been in it.
struct TimeInState {
  CaseState state = CaseState::draft;
  std::int64_t median_seconds = 0;
  std::int64_t p95_seconds = 0;
  std::int64_t count = 0;
};

// Of the cases opened on the days shown: reviews that ended by their deadline or after it.
// Of all cases: those in review now, and those of them whose deadline is over.
struct ReviewCounts {
  std::int64_t in_time = 0;
  std::int64_t late = 0;
  std::int64_t open = 0;
  std::int64_t open_late = 0;
};

struct DayCounts {
  Date day;
  std::int64_t opened = 0;
  std::int64_t closed = 0;
  std::int64_t withdrawn = 0;
  std::int64_t ended = 0;  // In all, however: those two, refused, lapsed, restored.
};

struct FigureSheet {
  Instant at;
  std::vector<CaseCount> cases;  // By state and channel, without empty ones.
  std::vector<TimeInState> time_in_state;
  ReviewCounts reviews;
  std::vector<RefundSum> refunds;
  std::vector<DayCounts> days;  // The operator's civil days, oldest first.
};

// The live figures of the manager's page. Everybody who asks within some seconds is shown
// the same sheet, so that any number of pages may poll.
class Figures {
 public:
  Figures(const ServiceParts& parts, ListStore& lists) : parts_{parts}, lists_{lists} {}

  // Any thread may call. The sheet is shared with others who asked at the same time.
  Result<std::shared_ptr<const FigureSheet>> show(const Caller& caller);

 private:
  Result<FigureSheet> count(Instant now) const;

  const ServiceParts& parts_;
  ListStore& lists_;
  std::mutex mutex_;  // Guards below, and makes all others wait for one who counts.
  std::shared_ptr<const FigureSheet> sheet_;
  Instant counted_at_;  // By people's time.
};

}  // namespace signoff
