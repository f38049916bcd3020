// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/card_desk.h"
#include "card/desk/case_outbox.h"
#include "card/desk/retire.h"
#include "cli/session.h"
#include "domain/names.h"

#include <set>

namespace signoff {

// What became of a retired card at its case.
//   attached   the case's history has it
//   no_case    no case there is about this card
//   refused    the server took it, or a part of it, not
//   not_sent   no server, no login, or a desk that cannot write
enum class CaseOutcome { attached, no_case, refused, not_sent };
template <>
inline constexpr std::array kNames<CaseOutcome> =
    std::to_array<std::string_view>({"attached", "no_case", "refused", "not_sent"});

struct AtCase {
  CaseOutcome outcome = CaseOutcome::no_case;
  std::set<std::string> numbers;        // Of the cases that have it.
  std::optional<cli::Failure> why_not;  // Where it was refused or not sent.
  bool is_waiting = false;              // Some of it is in the outbox for the next run.
};

boost::json::object case_json(const AtCase& at_case);
std::string case_text(const AtCase& at_case, const cli::Style& style);

// The cases of a server, for a desk that retires cards. What cannot be sent is kept in the
// desk's outbox and stops nothing.
class CardCases {
 public:
  // Null where no server is configured and none was asked for. Faults of cli::resolve.
  static Result<std::unique_ptr<CardCases>> open(const CardDesk& desk,
                                                 const cli::Given& given);

  // nullopt where nothing of the card is for any case. Where the server answers, it gets
  // what waits for it too.
  std::optional<AtCase> attach(const RetireReport& report, Instant now);
  // Sends what waits for this server and was not answered in this run; ends with the first
  // that cannot be sent. Says what it did.
  void send_left();

 private:
  CardCases(const CardDesk& desk, CaseOutbox outbox, cli::Settings settings);

  void send(const std::filesystem::path& file, const OutboxEntry& entry, AtCase& to);

  const CardDesk& desk_;
  CaseOutbox outbox_;
  cli::Session session_;
  std::set<std::filesystem::path> answered_;  // Or not for this server, or damaged.
};

}  // namespace signoff
