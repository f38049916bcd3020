// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/entry.h"
#include "ports/card_store.h"

namespace signoff {

// How long after the end of its line a device that has said nothing counts as offline.
inline constexpr std::chrono::days kProfileOfflineAfter{1};

// Which report says how the profile stands: the highest number of the chip that was heard
// of last. Chips count what they report, so that a report that was held up on its way
// changes nothing. Null where there is none.
const CardReport* last_report(const std::vector<CardReport>& reports);

// Moves the card as far as its table goes (domain 4.4): a deletion says that the profile
// was disabled before, and while the line may come back nobody is asked to delete.
// False where nothing moves.
bool apply_report(Entry& entry, ProfileChange change);

// Ends the record of a profile that is proved deleted, when its line cannot come back to
// its owner any more: its number rests no longer (domain 4.7) or went to another operator.
// False where nothing moves.
bool retire_profile(Entry& entry);

// Writes a report into the case's history: what, by whom (masked), number and digest.
void note_report(Entry& entry, const CardReport& report);
bool is_told(const std::vector<HistoryEvent>& history, const std::string& digest);

// The case of the line whose history has a report of this digest, open or over; empty where
// none has.
Result<std::string> case_that_tells(Store& store, const std::string& line_id,
                                    const std::string& digest);

// The case whose history tells of the line's profile: the open one, else the one that ended
// the line. nullopt for a line that nobody ended.
Result<std::optional<Dossier>> case_of_profile(Store& store, const std::string& line_id);

// "8904****0036".
std::string masked_eid(std::string_view eid);

// Looks after profiles that are still on a device when their line is gone. Under SGP.22 v2
// only the device can delete one; nothing waits for it. The owner is told once how to;
// after `retries.profile_delete_days` the profile counts as orphaned. A report that comes
// later still counts.
class ProfileTimer {
 public:
  ProfileTimer(Store& store, CardStore& cards, const Pack& pack)
      : store_{store}, cards_{cards}, pack_{pack} {}

  // Moves up to `limit` of each kind that are due. Answers how many moved.
  Result<std::size_t> run(Instant now, std::size_t limit);

 private:
  Result<std::size_t> move_all(CardState from, Instant until, Instant now,
                               std::size_t limit);
  Result<Change> look_at(Line line, Instant now);
  Result<bool> was_deleted(Entry& entry);
  Result<bool> went_offline_before(const std::string& case_id);

  Store& store_;
  CardStore& cards_;
  const Pack& pack_;
};

}  // namespace signoff
