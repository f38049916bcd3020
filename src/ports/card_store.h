// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "domain/records.h"

#include <string>
#include <vector>

namespace signoff {

// What a chip did to a profile (GSMA SGP.22 v2, NotificationEvent).
enum class ProfileChange { installed, enabled, disabled, deleted };
template <>
inline constexpr std::array kNames<ProfileChange> =
    std::to_array<std::string_view>({"installed", "enabled", "disabled", "deleted"});

// A notification that a chip signed about the profile of a line. Its bytes are kept beside
// it as they came.
struct CardReport {
  std::string line_id;
  std::string digest;   // Hex SHA-256 of the bytes: the same report has the same.
  std::string case_id;  // Whose history tells of it; empty: none does.
  ProfileChange change = ProfileChange::installed;
  std::int64_t sequence = 0;  // Counted by the chip, over all that it reports.
  // Digits of the chip that signed; empty where the key of the line's owner was destroyed.
  std::string eid;
  std::string address;  // The host name that it is for.
  Instant at;           // When it came first.
  int times = 1;        // How often it came.
  friend bool operator==(const CardReport&, const CardReport&) = default;
};

// A report of a wipe that a desk signed about the card of a line. Its text is kept beside
// it as it came.
struct WipeRecord {
  std::string line_id;
  std::string digest;      // Hex SHA-256 of the text: the same report has the same.
  std::string case_id;     // Whose history tells of it; empty: none does.
  std::string key_id;      // Of the desk's key: its thumbprint (RFC 7638).
  bool is_proved = false;  // Everything was read back and is empty.
  Instant wiped_at;        // As the desk says.
  Instant at;              // When it came first.
  friend bool operator==(const WipeRecord&, const WipeRecord&) = default;
};

// Where the reports of chips and desks are kept. Any thread may call; faults as those of
// Store.
class CardStore {
 public:
  virtual ~CardStore() = default;

  // Lines whose card or profile has this number, newest first.
  virtual Result<std::vector<Line>> lines_with(const Iccid& iccid) = 0;

  // Keeps a report with its bytes, durably. One that the line has already stays as it is
  // but for `times`, which counts up. Answers what is kept now. not_found "seal.erased"
  // where the key of the line's owner was destroyed: nothing of him is kept any more.
  virtual Result<CardReport> keep(const CardReport& report, ByteView bytes) = 0;
  // The history of this case tells of the report now. The first case stays.
  virtual Result<void> set_told(const std::string& line_id, const std::string& digest,
                                const std::string& case_id) = 0;
  // In the order they came; of one moment, in the order that the chip counts.
  virtual Result<std::vector<CardReport>> card_reports(const std::string& line_id) = 0;
  // As the chip signed them; not_found "card_report.unknown", or "seal.erased".
  virtual Result<Bytes> card_report_bytes(const std::string& line_id,
                                          const std::string& digest) = 0;

  // Keeps a desk's report with its text, durably; one that the line has already stays as it
  // is. Answers what is kept now. not_found "seal.erased" as above.
  virtual Result<WipeRecord> keep_wipe(const WipeRecord& wipe, std::string_view text) = 0;
  // The history of this case tells of it now. The first case stays.
  virtual Result<void> set_wipe_told(const std::string& line_id, const std::string& digest,
                                     const std::string& case_id) = 0;
  // In the order they came.
  virtual Result<std::vector<WipeRecord>> card_wipes(const std::string& line_id) = 0;
  // As the desk signed it; not_found "card_wipe.unknown", or "seal.erased".
  virtual Result<std::string> card_wipe_text(const std::string& line_id,
                                             const std::string& digest) = 0;

  // Up to `limit` lines that were terminated at `until` or before and whose profile is in
  // this state: one of those in which the device still has something to do.
  virtual Result<std::vector<Line>> lines_left(CardState card, Instant until,
                                               std::size_t limit) = 0;
};

}  // namespace signoff
