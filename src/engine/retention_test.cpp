// SPDX-License-Identifier: Apache-2.0
#include "engine/retention.h"

#include "engine/engine.h"
#include "engine/new_case.h"
#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>
#include <filesystem>

namespace signoff {
namespace {

using namespace std::chrono_literals;

constexpr Instant kRetentionStart{std::chrono::milliseconds{1'796'000'000'000}};

class IdleStep final : public Step {
 public:
  Outcome run(Entry&) override { return Done{}; }
};

class SilentJudge final : public Judge {
 public:
  Outcome judge(Entry&) override { return Done{}; }
};

// A case with a photo and a recording, awaiting its owner for the last time.
class RetentionTest : public testing::Test {
 protected:
  RetentionTest() {
    Change base;
    base.line_id = "line-1";
    base.owner = Owner{.id = "owner-1"};
    Line line;
    line.id = base.line_id;
    line.owner_id = "owner-1";
    line.msisdn = *Msisdn::parse("8610000000001");
    base.line = line;
    Number number;
    number.msisdn = line.msisdn;
    number.line_id = line.id;
    base.number = number;
    EXPECT_TRUE(store_.commit(base));
    auto dossier = new_case(*store_.line(line.id), *store_.number(line.msisdn), *base.owner,
                            pack_, CaseType::standard, kRetentionStart, random_);
    id_ = dossier.head.id;
    Entry entry{dossier, pack_, kRetentionStart, {Role::subscriber, "owner-1"}};
    for (const auto* name : {"photo", "recording"}) {
      dossier.file.documents.push_back(
          {name, "id card.jpg", "image/jpeg", 3, "", kRetentionStart});
      entry.add(DocumentRecord{name, id_, line.id, "image/jpeg", Bytes{1, 2, 3},
                               kRetentionStart});
    }
    entry.note("opened");
    entry.due(kRetentionStart + 24h * pack_.times.draft_days);
    EXPECT_TRUE(store_.commit(entry.take()));
  }
  Engine make_engine() {
    Steps steps;
    for (auto id = StepId::e1_snapshot; id != StepId::done; id = following(id))
      steps[static_cast<std::size_t>(id)] = std::make_unique<IdleStep>();
    return Engine{store_, clock_,           random_,
                  pack_,  std::move(steps), std::make_unique<SilentJudge>()};
  }
  Dossier now() { return *store_.dossier(id_); }
  // Lets the draft lapse; answers when its images are to go.
  Instant lapse() {
    clock_.set(*now().head.due_at);
    EXPECT_TRUE(engine_.run_batch());
    EXPECT_EQ(now().head.state, CaseState::expired);
    return now().head.due_at.value_or(kRetentionStart);
  }
  void order(std::string reference) {
    Change change;
    change.line_id = "line-1";
    change.line = *store_.line("line-1");
    change.line->legal_hold = std::move(reference);
    ASSERT_TRUE(store_.commit(change));
  }

  ManualClock clock_{kRetentionStart};
  SeededRandom random_{1};
  Pack pack_ = *load_pack(std::filesystem::path{SIGNOFF_POLICIES} / "cn.toml");
  MemoryStore store_;
  Engine engine_ = make_engine();
  std::string id_;
};

TEST_F(RetentionTest, images_go_the_packs_days_after_the_end_and_the_history_says_so) {
  const auto end = lapse();
  const auto zone = zone_of(pack_);
  EXPECT_EQ(end, zone.start_of(add_days(zone.date_of(clock_.now()),
                                        pack_.retention.r1_images.value())));
  clock_.set(end - 1ms);
  EXPECT_EQ(engine_.run_batch().value(), 0u);
  ASSERT_TRUE(store_.document("photo"));

  clock_.set(end);
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_EQ(store_.document("photo").error().fault, Fault::not_found);
  EXPECT_EQ(store_.document("recording").error().fault, Fault::not_found);
  EXPECT_TRUE(now().file.documents.empty()) << "their names are personal too";
  EXPECT_FALSE(now().head.due_at);
  const auto history = *store_.history(id_);
  EXPECT_EQ(history.back().name, "images_destroyed");
  EXPECT_EQ(history.back().detail, R"({"class":"R1","count":"2"})");
  EXPECT_EQ(history.back().prev, history[history.size() - 2].hash);
}

TEST_F(RetentionTest, what_is_written_later_does_not_put_the_day_off) {
  const auto end = lapse();
  clock_.set(end - 24h);
  auto dossier = now();
  Entry entry{dossier, pack_, clock_.now(), {Role::subscriber, "objector"}};
  entry.note("objected");
  entry.due(std::nullopt);
  ASSERT_TRUE(store_.commit(entry.take()));
  EXPECT_EQ(now().head.due_at, end);
}

TEST_F(RetentionTest, an_order_of_a_court_keeps_the_images_until_it_is_lifted) {
  clock_.set(lapse());
  order("order-1");
  for (int day = 0; day < 3; ++day) {
    ASSERT_TRUE(engine_.run_batch());
    ASSERT_TRUE(store_.document("photo"));
    ASSERT_EQ(now().head.due_at, clock_.now() + 24h);
    clock_.set(*now().head.due_at);
  }
  order("");
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_EQ(store_.document("photo").error().fault, Fault::not_found);
}

TEST_F(RetentionTest, a_pack_that_keeps_images_for_ever_dates_nothing) {
  pack_.retention.r1_images.reset();
  lapse();
  EXPECT_FALSE(now().head.due_at);
}

}  // namespace
}  // namespace signoff
