// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/params.h"
#include "ports/relying_parties.h"
#include "ports/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace signoff {

// One decision about a case on its way into the store: moves of the case, its line, number
// and card, the history that tells of them, and the messages they send. The dossier is
// changed in place; nothing is durable before the change is committed. Illegal moves break
// an invariant: callers ask the tables first.
class Entry {
 public:
  Entry(Dossier& dossier, const Pack& pack, Instant now, Actor actor)
      : dossier_{dossier}, pack_{pack}, now_{now}, actor_{std::move(actor)} {}

  Dossier& dossier() { return dossier_; }
  const Dossier& dossier() const { return dossier_; }
  Instant now() const { return now_; }
  const Actor& actor() const { return actor_; }
  const Pack& pack() const { return pack_; }

  // Moves the case by the table and queues the message the table names.
  void move(CaseEvent on, std::string detail = {});
  // Writes history without moving the case.
  void note(std::string_view name, std::string detail = {});
  // These belong to the next move or note.
  void move_line(LineEvent on);
  void move_number(NumberEvent on);
  // False when the card's table has no such move, and nothing is changed.
  bool move_card(CardEvent on);
  void touch_line() { line_changed_ = true; }
  void touch_file() { file_changed_ = true; }

  // Queues a message to every contact of the case. The line itself is left out, and the
  // reason recorded, when it can receive nothing or must not be told.
  void tell(std::string_view message, const Params& extra = {});
  // Queues news for one relying party; the token is made when it is sent, so that the
  // outbox holds no number.
  void tell_party(const std::string& party, NewsKind kind,
                  std::optional<Date> quarantine_until, Instant give_up_at);

  void add(Refund refund) { change_.refunds.push_back(std::move(refund)); }
  void add(VoucherRecord voucher) { change_.vouchers.push_back(std::move(voucher)); }
  void add(CodeRecord code) { change_.codes.push_back(std::move(code)); }
  void add(DocumentRecord document) { change_.documents.push_back(std::move(document)); }
  void add(AccessRecord access) { change_.accesses.push_back(std::move(access)); }
  // Where the case came from; an empty value is no mark.
  void add(CaseMark mark) {
    if (!mark.value.empty()) change_.marks.push_back(std::move(mark));
  }
  void destroy(std::string document) { change_.destroyed.push_back(std::move(document)); }
  void remember(IdempotencyRecord record) { change_.idempotency = std::move(record); }

  void due(std::optional<Instant> at) { dossier_.head.due_at = at; }

  // The finished change. Call once.
  Change take();
  // Counts the versions up after a successful commit, so that the dossier can be used on.
  void committed();

 private:
  void append(std::string_view name, std::string from, std::string detail);
  void queue(std::string to, std::string_view message, const Params& params,
             std::string_view why);

  Dossier& dossier_;
  const Pack& pack_;
  Instant now_;
  Actor actor_;
  Change change_;
  std::optional<LineEvent> line_event_;
  std::optional<NumberEvent> number_event_;
  bool line_changed_ = false;
  bool number_changed_ = false;
  bool file_changed_ = false;
};

}  // namespace signoff
