// SPDX-License-Identifier: Apache-2.0
#include "cli/watching.h"

#include "cli/views.h"

#include <algorithm>
#include <thread>

namespace signoff::cli {
namespace {

constexpr std::chrono::milliseconds kPause{500};
constexpr int kLooksPerSecond = 2;
// A scheduled case is about to go on, or waits for its day: told apart by its patience.
constexpr int kQuietLooks = 6;

std::int64_t sequence_of(const boost::json::object& event) {
  const auto* value = event.if_contains("seq");
  return value != nullptr && value->is_int64() ? value->get_int64() : -1;
}

void tell_new_events(const Console& console, const boost::json::object& document,
                     std::int64_t& last) {
  for (const auto* event : objects_at(document, "timeline")) {
    if (sequence_of(*event) <= last) continue;
    last = sequence_of(*event);
    console.end_progress();
    console.note(event_view(*event, console.style()));
  }
  const auto state = text_at(document, "state");
  console.progress(fmt::format("{}  {}", way_text(state, console.style()),
                               state_text(state, console.style().language)));
}

}  // namespace

bool is_ended(std::string_view state) {
  constexpr std::string_view kEnds[] = {"CLOSED",  "REJECTED",   "WITHDRAWN",
                                        "EXPIRED", "SUPERSEDED", "REVERSED"};
  return std::ranges::find(kEnds, state) != std::end(kEnds);
}

bool is_resting(std::string_view state) {
  constexpr std::string_view kMoving[] = {"SUBMITTED", "PRECHECK", "SCHEDULED", "EXECUTING",
                                          "FINALISING"};
  return std::ranges::find(kMoving, state) == std::end(kMoving);
}

Done<Resource> follow(Session& session, const std::string& id, const Watch& watch) {
  std::int64_t last = -1;
  std::string etag;
  int quiet = 0;
  for (int looks = 0;; ++looks) {
    auto seen = session.get(case_path(id));
    if (!seen) return seen;
    const auto state = text_at(seen->document, "state");
    tell_new_events(session.console(), seen->document, last);
    quiet = seen->etag == etag ? quiet + 1 : 0;
    etag = seen->etag;

    const bool is_there =
        watch.until.empty()
            ? is_resting(state) || (state == "SCHEDULED" && quiet >= kQuietLooks)
            : state == watch.until;
    if (is_there || is_ended(state)) session.console().end_progress();
    if (is_there) return seen;
    if (is_ended(state)) return failed(Fault::conflict, "watch.other_end", state);
    if (watch.timeout_s > 0 && looks >= watch.timeout_s * kLooksPerSecond)
      return failed(Fault::unavailable, "watch.timeout", state);
    // The contract has nothing that tells when a case changes, so it is asked.
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace signoff::cli
