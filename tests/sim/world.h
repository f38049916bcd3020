// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/billing/ledger.h"
#include "connectors/hlr/fake_hlr.h"
#include "connectors/mail/fake_mail.h"
#include "connectors/parties/fake_parties.h"
#include "connectors/smsc/fake_smsc.h"
#include "engine/caretaker.h"
#include "engine/courier.h"
#include "engine/engine.h"
#include "service/card_reports.h"
#include "service/pauses.h"
#include "service/service.h"
#include "service/uploads.h"
#include "sim/quick_notary.h"
#include "sim/stores.h"

#include <array>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace signoff::sim {

// How rough a life is. Probabilities are in thousandths.
struct Roughness {
  int refuse = 60;       // A far side refuses before acting.
  int lose_answer = 60;  // A far side acts, and its answer is lost.
  int crash = 25;        // The process dies before or after an effect or a commit.
  int stall = 10;        // A node sleeps through its lease while the other goes on.
  int jump = 30;         // The clock jumps, mostly forward.
  int stranger = 2;      // A card changes hands between two actions.
};

// One seeded life of a small operator in one thread: the real engine, steps and service on
// two nodes with one store, far sides that fail and lie, people who press buttons, and a
// clock that jumps. The same seed is the same life.
class World {
 public:
  World(std::uint64_t seed, Roughness roughness, Ground ground = Ground::memory);

  // The rough part: `actions` random things happen.
  void live(int actions);
  // Faults stop, people do their part, time passes: everything must come to rest.
  void settle();

  struct LineFacts {
    std::string id;
    std::string owner_id;
    std::string id_number;
    Imsi imsi;
    Msisdn msisdn;
    Iccid iccid;
    bool was_in_service = true;
    bool given_away = false;  // Card or number went to a stranger.
    Money paid_in;
  };
  // A usage record that a partner network delivered, perhaps more than once.
  struct UsageFacts {
    std::string line_id;
    std::string key;
    Instant used_at;
    Money amount;
  };

  // A paused line that no person took back into service.
  struct CameBack {
    std::string line_id;
    Instant at;
    std::optional<Instant> announced_at;
  };

  // An eUICC with the profile of a line, in a device that we cannot reach.
  struct ChipFacts {
    std::string line_id;
    Iccid iccid;
    Eid eid;
    bool is_silent = false;  // Nothing of it ever arrives.
    bool is_deleted = false;
    std::int64_t sequence = 0;
    std::vector<SignedReport> waiting;
    std::set<std::string> acknowledged;  // Digests.
  };

  Store& store() { return store_; }
  CardStore& cards() { return *outside_.cards; }
  FakeHlr& home() { return home_; }
  LedgerBilling& billing() { return billing_; }
  LedgerStore& ledger() { return ledger_; }
  const std::vector<LineFacts>& lines() const { return lines_; }
  const std::vector<UsageFacts>& usage() const { return usage_; }
  const std::vector<ChipFacts>& chips() const { return chips_; }
  const std::vector<CameBack>& came_back() const { return came_back_; }
  const Pack& pack() const { return pack_; }
  Instant now() const { return clock_.now(); }
  // Ids of all cases there ever were.
  std::vector<std::string> case_ids();
  // Everything that was written down, in one hash: equal lives have equal ones.
  std::string fingerprint();
  std::vector<std::string> store_faults() { return stores_->faults(); }
  int crashes() const { return crashes_; }
  int stalls() const { return stalls_; }

 private:
  // The message centre knows who is served, as a real one does.
  class Centre final : public SmsGateway {
   public:
    explicit Centre(World& world) : world_{world} {}
    Result<std::string> send(const Sms& sms) override;
    Result<bool> probe(const Msisdn& to) override;
    std::string last_code(const Msisdn& to) const;

   private:
    World& world_;
    std::map<std::string, std::string> last_text_;
  };
  // The ledger behind a far side that fails and lies.
  class Charging;

  struct Node {
    std::unique_ptr<Engine> engine;
    std::unique_ptr<Courier> courier;
    std::unique_ptr<Caretaker> caretaker;
  };

  void populate();
  void add_line(int index, const std::string& main_line_id);
  Owner make_owner(const LineFacts& facts, int index);
  Line make_line(const LineFacts& facts, const std::string& main_line_id);
  LineOpening make_opening(const LineFacts& facts, const Line& line);
  void put_on_air(const LineFacts& facts);
  Node make_node();
  bool chance(int per_thousand);
  Trouble weather();
  void at_commit(CommitPoint point);
  void stall();
  void change_hands();
  // Runs `work`; the death of the process is survived, as a restart would.
  template <class Work>
  void survive(const Work& work);
  void run_node(std::size_t which);
  std::vector<std::string> paused_lines();
  void look_who_came_back(const std::vector<std::string>& paused);
  void drain();
  bool waits_for_people();

  void put_chip(Line& line, int index);
  void chip_acts();
  void deliver(ChipFacts& chip);
  void settle_chips();

  void act();
  void happen();
  void usage_arrives(const LineFacts& line);
  void port(const LineFacts& line);
  void order_of_a_court(const LineFacts& line, bool is_lifted);
  void rest(const LineFacts& line);
  void clear_the_way();
  void open_and_submit(const LineFacts& line);
  void press_a_button(const Dossier& dossier);
  void help_along(const Dossier& dossier);
  void upload(const Caller& caller, const Dossier& dossier);
  // The owner at home, or the clerk who acts for him in a shop.
  Caller one_of_two_channels(const LineFacts& line);
  Caller owner_of(const LineFacts& line) const;
  Caller staff(Role role, std::string name) const;
  const LineFacts* facts_of(const std::string& line_id) const;
  std::vector<GivenProof> proofs_for(const Caller& caller, const LineFacts& line,
                                     const Dossier& dossier, Act act);

  Roughness roughness_;
  bool rough_ = false;
  int depth_ = 0;  // Of nodes running inside each other's calls.
  bool dying_ = false;
  int crashes_ = 0;
  int stalls_ = 0;
  SeededRandom dice_;
  SeededRandom random_;
  SeededRandom chip_dice_;
  ManualClock clock_;
  const Pack& pack_;
  std::unique_ptr<Stores> stores_;
  Store& store_;
  LedgerStore& ledger_;
  FakeHlr home_;
  LedgerBilling billing_;
  std::unique_ptr<Billing> charging_;
  Centre centre_;
  FakeMail mail_;
  FakeParties parties_;
  QuickNotary notary_;
  Outside outside_;
  Service service_;
  Pauses pauses_{service_.parts()};
  CardReports card_reports_{service_.parts()};
  Uploads uploads_{service_.parts(), nullptr};  // Nobody sends pictures.
  std::array<Node, 2> nodes_;
  std::vector<LineFacts> lines_;
  std::vector<UsageFacts> usage_;
  std::vector<CameBack> came_back_;
  std::vector<ChipFacts> chips_;
};

}  // namespace signoff::sim
