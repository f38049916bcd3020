// SPDX-License-Identifier: Apache-2.0
#include "sim/world.h"

#include "base/bytes.h"
#include "base/ensure.h"
#include "evidence/key_ring.h"
#include "ports/list_store.h"
#include "sim/charging.h"
#include "steps/judge.h"
#include "steps/make_steps.h"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <filesystem>

namespace signoff::sim {
namespace {

// More rounds of waiting and helping than any case needs.
constexpr int kRoundsMax = 160;
const Instant kBegin = parse_instant("2026-11-21T02:00:00Z").value();

const Pack& the_pack() {
  static const Pack pack = load_pack(SIGNOFF_POLICIES "/cn.toml").value();
  return pack;
}

// One key ring for all lives of a process; signatures are not what the seeds decide.
const KeyRing& the_ring() {
  static const ManualClock clock{kBegin};
  static const auto ring = [] {
    const auto directory =
        std::filesystem::temp_directory_path() / fmt::format("signoff-sim-{}", ::getpid());
    auto opened = KeyRing::open(directory, "Simulation", clock);
    std::filesystem::remove_all(directory);
    return std::move(opened.value());
  }();
  return *ring;
}

}  // namespace

World::World(std::uint64_t seed, Roughness roughness, Ground ground)
    : roughness_{roughness},
      dice_{seed},
      random_{seed ^ 0x5151515151515151},
      chip_dice_{seed ^ 0xe51c},
      clock_{kBegin},
      pack_{the_pack()},
      stores_{make_stores(ground, [this](CommitPoint point) { at_commit(point); })},
      store_{stores_->store()},
      ledger_{stores_->ledger()},
      billing_{ledger_, clock_},
      charging_{std::make_unique<Charging>(billing_, [this] { return weather(); })},
      centre_{*this},
      parties_{{{"bank-a", "https://bank-a.test", "https://bank-a.test/events"}},
               [this](std::string_view) { return weather(); }},
      notary_{the_ring(), random_, [this] { return weather(); }},
      outside_{home_,
               *charging_,
               centre_,
               parties_,
               notary_,
               store_,
               random_,
               pack_,
               "https://operator.test/v",
               dynamic_cast<CardStore*>(&store_)},
      service_{{outside_, mail_, clock_, clock_, {}, Duration{0}}} {
  home_.set_weather([this](std::string_view, const Imsi&) { return weather(); });
  mail_.trouble = [this](std::string_view) { return weather(); };
  for (auto& node : nodes_) node = make_node();
  populate();
}

World::Node World::make_node() {
  Node node;
  EngineSettings settings;
  settings.batch = 4;
  node.engine = std::make_unique<Engine>(
      store_, clock_, random_, pack_, make_steps(outside_), make_judge(outside_), settings);
  node.courier = std::make_unique<Courier>(CourierParts{
      store_, centre_, mail_, parties_, notary_, clock_, pack_, home_, charging_.get()});
  node.caretaker = std::make_unique<Caretaker>(store_, *charging_, clock_, clock_, pack_,
                                               CaretakerSettings{}, outside_.cards);
  return node;
}

bool World::chance(int per_thousand) {
  return dice_.below(1000) < static_cast<std::uint64_t>(per_thousand);
}

Trouble World::weather() {
  if (!rough_) return Trouble::none;
  if (dying_) throw ProcessDied{CommitPoint::before};
  if (chance(roughness_.stall)) stall();
  if (chance(roughness_.crash)) {
    // Half of the deaths come after the effect: it happens, and nobody notes it.
    if (dice_.below(2) == 0) throw ProcessDied{CommitPoint::before};
    dying_ = true;
    return Trouble::lose_answer_after;
  }
  if (chance(roughness_.refuse)) return Trouble::refuse_before;
  if (chance(roughness_.lose_answer)) return Trouble::lose_answer_after;
  return Trouble::none;
}

void World::at_commit(CommitPoint point) {
  if (!rough_) return;
  if (dying_ || chance(roughness_.crash)) throw ProcessDied{point};
}

// The node that is running sleeps through its lease; the other takes its cases over.
void World::stall() {
  if (depth_ > 1) return;
  ++stalls_;
  clock_.advance(std::chrono::seconds{70});
  run_node(dice_.below(2));
}

template <class Work>
void World::survive(const Work& work) {
  ++depth_;
  try {
    work();
  } catch (const ProcessDied&) {
    ++crashes_;
  }
  dying_ = false;
  --depth_;
}

void World::run_node(std::size_t which) {
  auto& node = nodes_[which];
  survive([&] { (void)node.engine->run_batch(); });
  survive([&] { (void)node.courier->run_batch(); });
  const auto paused = paused_lines();
  survive([&] { (void)node.caretaker->run_batch(); });
  look_who_came_back(paused);
}

std::vector<std::string> World::paused_lines() {
  std::vector<std::string> paused;
  for (const auto& line : lines_)
    if (store_.line(line.id)->state == LineState::susp_user) paused.push_back(line.id);
  return paused;
}

// Nobody but the timer ran since.
void World::look_who_came_back(const std::vector<std::string>& paused) {
  for (const auto& id : paused)
    if (store_.line(id)->state == LineState::active)
      came_back_.push_back({id, clock_.now(), store_.pause(id)->announced_at});
}

void World::live(int actions) {
  rough_ = true;
  for (int i = 0; i < actions; ++i) {
    survive([&] { act(); });
    survive([&] { chip_acts(); });
    run_node(dice_.below(2));
    clock_.advance(std::chrono::seconds{dice_.below(40)});
    if (chance(roughness_.jump)) {
      const bool back = dice_.below(8) == 0;
      clock_.advance(back ? -std::chrono::seconds{dice_.below(5)}
                          : std::chrono::hours{dice_.below(24 * 4)});
    }
    if (chance(roughness_.stranger)) change_hands();
  }
  rough_ = false;
}

// A card gets another owner behind our back.
void World::change_hands() {
  auto& line = lines_[dice_.below(lines_.size())];
  rough_ = false;
  if (!line.given_away && home_.find(line.imsi)) {
    line.given_away = true;
    home_.give_to_stranger(line.imsi,
                           Msisdn::parse("8610099999" + dice_.digits(3)).value());
  }
  rough_ = true;
}

std::vector<std::string> World::case_ids() {
  std::vector<std::string> ids;
  CaseFilter filter;
  filter.limit = 500;
  for (;;) {
    const auto page = store_.cases(filter).value();
    for (const auto& dossier : page) ids.push_back(dossier.head.id);
    if (page.size() < filter.limit) return ids;
    filter.after = ids.back();
  }
}

void World::drain() {
  for (int round = 0; round < 400; ++round) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) run_node(i);
    const auto due = store_.next_due();
    ensure(due.has_value(), "sim.next_due");
    if (!*due || **due > clock_.now()) return;
  }
}

// Some case goes on only when somebody does something.
bool World::waits_for_people() {
  return std::ranges::any_of(case_ids(), [&](const std::string& id) {
    const auto head = store_.dossier(id).value().head;
    const auto* line = facts_of(head.line_id);
    return !is_ended(head.state) && line != nullptr && !line->given_away;
  });
}

void World::settle() {
  rough_ = false;
  clear_the_way();
  for (int round = 0; round < kRoundsMax; ++round) {
    drain();
    for (const auto& id : case_ids()) {
      const auto dossier = store_.dossier(id).value();
      if (!is_ended(dossier.head.state)) help_along(dossier);
    }
    drain();
    const auto next = store_.next_due().value();
    const bool waits = waits_for_people();
    if (!next && !waits) break;
    // Nothing happens between two due times when nobody is asked for anything.
    const auto soon = clock_.now() + std::chrono::hours{18};
    clock_.set(next && !waits ? std::max(soon, *next) : soon);
  }
  settle_chips();
}

std::string World::fingerprint() {
  std::string all;
  for (const auto& id : case_ids()) {
    all += store_.dossier(id).value().head.head;
    const auto notices = store_.notices(id).value();
    for (const auto& notice : notices)
      all += fmt::format("|{} {}", notice.id, to_string(notice.state));
  }
  const auto moment = [](std::optional<Instant> at) {
    return at ? at->time_since_epoch().count() : -1;
  };
  const auto listed = dynamic_cast<ListStore&>(store_).each_row([&](const CaseRow& row) {
    all += fmt::format("|{} {} {} {} {} {} {}", row.case_id, to_string(row.state),
                       to_string(row.hold), row.risk, moment(row.due_at), moment(row.since),
                       to_string(row.review));
  });
  ensure(listed.has_value(), "sim.rows");
  for (const auto& line : lines_) {
    const auto now = store_.line(line.id).value();
    all += fmt::format("|{} {}", to_string(now.state), to_string(now.card));
    const auto reports = cards().card_reports(line.id).value();
    for (const auto& report : reports)
      all += fmt::format(" {} {} {}", report.digest, report.case_id, report.times);
    if (const auto pause = store_.pause(line.id))
      all += fmt::format(" {} {} {} {}", moment(pause->since), moment(pause->due_at),
                         pause->reminders, pause->version);
    const auto entries = ledger_.entries(line.id).value();
    for (const auto& entry : entries) all += fmt::format("|{} {}", entry.key, entry.note);
  }
  return to_hex(sha256(as_bytes(all)));
}

}  // namespace signoff::sim
