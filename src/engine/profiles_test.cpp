// SPDX-License-Identifier: Apache-2.0
#include "engine/profiles.h"

#include "engine/new_case.h"
#include "storage/memory/memory_store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <filesystem>

namespace signoff {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Instant kLineEnd{std::chrono::milliseconds{1'796'000'000'000}};
const Actor kOpener{Role::system, "engine"};
constexpr std::string_view kEid = "89049032123451234512345678901235";

CardReport report(ProfileChange change, std::int64_t sequence, Instant at = kLineEnd) {
  CardReport one;
  one.line_id = "line-1";
  one.digest = to_hex(sha256(as_bytes(fmt::format("{} {}", to_string(change), sequence))));
  one.change = change;
  one.sequence = sequence;
  one.eid = kEid;
  one.at = at;
  return one;
}

// A line that is gone, whose profile is in this state, with the case that ended it.
class ProfilesTest : public testing::Test {
 protected:
  void open(CardState card, bool has_contact = true) {
    Change base;
    base.line_id = "line-1";
    Owner owner;
    owner.id = "owner-1";
    if (has_contact) owner.email = "li.na@example.com";
    base.owner = owner;
    Line line;
    line.id = base.line_id;
    line.owner_id = owner.id;
    line.msisdn = *Msisdn::parse("8610000000001");
    line.eid = *Eid::parse(kEid);
    line.card = card;
    line.state = LineState::terminated;
    line.terminated_at = kLineEnd;
    base.line = line;
    Number number;
    number.msisdn = line.msisdn;
    number.line_id = line.id;
    base.number = number;
    ASSERT_TRUE(store_.commit(base));
    auto dossier = new_case(*store_.line(line.id), *store_.number(line.msisdn), owner,
                            pack_, CaseType::standard, kLineEnd, random_);
    dossier.head.state = CaseState::closed;
    Entry entry{dossier, pack_, kLineEnd, kOpener};
    entry.note("opened");
    ASSERT_TRUE(store_.commit(entry.take()));
    case_id_ = dossier.head.id;
  }
  CardState after(Duration time) {
    EXPECT_TRUE(timer_.run(kLineEnd + time, 10));
    return store_.line("line-1")->card;
  }
  std::string last_event() { return store_.history(case_id_)->back().name; }
  std::size_t messages() { return store_.notices(case_id_)->size(); }
  // What a report makes of a profile in this state while the line is (not) gone.
  CardState moved(CardState from, ProfileChange change, bool is_gone = true) {
    auto dossier = *store_.dossier(case_id_);
    dossier.line.card = from;
    if (!is_gone) dossier.line.terminated_at.reset();
    Entry entry{dossier, pack_, kLineEnd, kOpener};
    const bool has_moved = apply_report(entry, change);
    EXPECT_EQ(has_moved, dossier.line.card != from);
    return dossier.line.card;
  }

  SeededRandom random_{1};
  Pack pack_ = *load_pack(std::filesystem::path{SIGNOFF_POLICIES} / "cn.toml");
  MemoryStore store_;
  ProfileTimer timer_{store_, store_, pack_};
  std::string case_id_;
};

TEST_F(ProfilesTest, a_device_that_says_nothing_is_offline_after_a_day_and_its_owner_told) {
  open(CardState::disable_req);
  EXPECT_EQ(after(hours{23}), CardState::disable_req);
  EXPECT_EQ(after(hours{24}), CardState::delete_pending_offline);
  EXPECT_EQ(last_event(), "card.went_offline");
  EXPECT_GT(messages(), 0u);
}

TEST_F(ProfilesTest, nobody_gets_a_letter_about_a_profile_that_does_nothing) {
  open(CardState::disable_req, false);
  EXPECT_EQ(after(days{1}), CardState::delete_pending_offline);
  EXPECT_EQ(messages(), 0u);
}

TEST_F(ProfilesTest, a_profile_is_orphaned_after_thirty_days_and_then_left_alone) {
  open(CardState::disabled);
  EXPECT_EQ(after(days{1}), CardState::delete_pending_offline);
  EXPECT_EQ(after(days{29}), CardState::delete_pending_offline);
  EXPECT_EQ(after(days{30}), CardState::orphaned);
  EXPECT_EQ(last_event(), "card.gave_up");
  const auto events = store_.history(case_id_)->size();
  EXPECT_EQ(after(days{300}), CardState::orphaned);
  EXPECT_EQ(store_.history(case_id_)->size(), events);
}

TEST_F(ProfilesTest, a_deletion_that_was_kept_and_never_told_is_told_by_the_timer) {
  open(CardState::disable_req);
  ASSERT_TRUE(store_.keep(report(ProfileChange::deleted, 7), as_bytes("signed")));
  EXPECT_EQ(after(days{1}), CardState::delete_notified);
  EXPECT_EQ(last_event(), "card.deleted");
  EXPECT_EQ(messages(), 0u);
}

TEST_F(ProfilesTest, the_case_that_told_of_a_report_is_found_when_another_is_open) {
  open(CardState::disabled);
  const auto told = report(ProfileChange::disabled, 3);
  auto first = *store_.dossier(case_id_);
  Entry entry{first, pack_, kLineEnd, kOpener};
  note_report(entry, told);
  ASSERT_TRUE(store_.commit(entry.take()));
  const auto line = *store_.line("line-1");
  auto second = new_case(line, *store_.number(line.msisdn), *store_.owner("owner-1"), pack_,
                         CaseType::standard, kLineEnd, random_);
  Entry next{second, pack_, kLineEnd, kOpener};
  next.note("opened");
  ASSERT_TRUE(store_.commit(next.take()));

  EXPECT_NE((*case_of_profile(store_, "line-1"))->head.id, case_id_);
  EXPECT_EQ(case_that_tells(store_, told.line_id, told.digest).value(), case_id_);
  const auto other = report(ProfileChange::deleted, 4);
  EXPECT_EQ(case_that_tells(store_, other.line_id, other.digest).value(), "");
}

TEST_F(ProfilesTest, a_deletion_counts_from_every_state_that_waits_for_one) {
  open(CardState::disable_req);
  for (const auto from :
       {CardState::disable_req, CardState::disabled, CardState::delete_req,
        CardState::deleted_local, CardState::delete_pending_offline, CardState::orphaned})
    EXPECT_EQ(moved(from, ProfileChange::deleted), CardState::delete_notified)
        << to_string(from);
  for (const auto from : {CardState::enabled, CardState::delete_waived, CardState::retired,
                          CardState::delete_notified, CardState::in_use})
    EXPECT_EQ(moved(from, ProfileChange::deleted), from) << to_string(from);
}

TEST_F(ProfilesTest, a_deletion_that_comes_when_the_line_is_gone_for_good_ends_the_record) {
  open(CardState::orphaned);
  const auto moved_with = [&](auto set) {
    auto dossier = *store_.dossier(case_id_);
    set(dossier);
    Entry entry{dossier, pack_, kLineEnd, kOpener};
    EXPECT_TRUE(apply_report(entry, ProfileChange::deleted));
    return dossier.line.card;
  };
  const auto with_number = [&](NumberState state) {
    return moved_with([&](Dossier& dossier) { dossier.number.state = state; });
  };
  for (const auto state :
       {NumberState::quarantine, NumberState::scrub, NumberState::withheld})
    EXPECT_EQ(with_number(state), CardState::delete_notified) << to_string(state);
  for (const auto state :
       {NumberState::available, NumberState::assigned, NumberState::return_to_donor})
    EXPECT_EQ(with_number(state), CardState::retired) << to_string(state);
  EXPECT_EQ(moved_with([](Dossier& dossier) { dossier.number.line_id = "line-2"; }),
            CardState::retired)
      << "the number serves another line";
  EXPECT_EQ(
      moved_with([](Dossier& dossier) { dossier.line.state = LineState::ported_out; }),
      CardState::retired)
      << "it went elsewhere";
}

TEST_F(ProfilesTest, nobody_is_asked_to_delete_while_the_line_may_come_back) {
  open(CardState::disable_req);
  EXPECT_EQ(moved(CardState::disable_req, ProfileChange::disabled, false),
            CardState::disabled);
  EXPECT_EQ(moved(CardState::disable_req, ProfileChange::disabled), CardState::delete_req);
  EXPECT_EQ(moved(CardState::disable_req, ProfileChange::enabled), CardState::disable_req);
}

TEST_F(ProfilesTest, what_is_enabled_or_installed_again_is_neither_disabled_nor_deleted) {
  open(CardState::disable_req);
  for (const auto change : {ProfileChange::enabled, ProfileChange::installed}) {
    for (const auto from :
         {CardState::disabled, CardState::delete_req, CardState::delete_notified})
      EXPECT_EQ(moved(from, change), CardState::disable_req) << to_string(from);
    // These say no more than that no deletion was reported.
    for (const auto from : {CardState::enabled, CardState::disable_req, CardState::orphaned,
                            CardState::delete_pending_offline, CardState::delete_waived,
                            CardState::in_use, CardState::retired})
      EXPECT_EQ(moved(from, change), from) << to_string(from);
  }
}

TEST_F(ProfilesTest, an_owner_is_told_once_of_a_profile_however_often_it_is_used_again) {
  open(CardState::disable_req);
  EXPECT_EQ(after(days{1}), CardState::delete_pending_offline);
  const auto told = messages();
  ASSERT_GT(told, 0u);
  for (const auto change : {ProfileChange::deleted, ProfileChange::installed}) {
    auto dossier = *store_.dossier(case_id_);
    Entry entry{dossier, pack_, kLineEnd + days{1}, kOpener};
    ASSERT_TRUE(apply_report(entry, change));
    entry.note("card.reported");
    ASSERT_TRUE(store_.commit(entry.take()));
  }
  EXPECT_EQ(after(days{2}), CardState::delete_pending_offline);
  EXPECT_EQ(last_event(), "card.went_offline");
  EXPECT_EQ(messages(), told);
}

TEST(LastReport, is_the_highest_number_of_the_chip_that_was_heard_of_last) {
  EXPECT_EQ(last_report({}), nullptr);
  const std::vector<CardReport> late{
      report(ProfileChange::deleted, 9),
      report(ProfileChange::disabled, 8, kLineEnd + hours{1})};
  EXPECT_EQ(last_report(late)->change, ProfileChange::deleted);
  auto other = report(ProfileChange::installed, 1, kLineEnd + hours{2});
  other.eid = "89049032000000000000000000000036";
  auto two_chips = late;
  two_chips.push_back(other);
  EXPECT_EQ(last_report(two_chips)->change, ProfileChange::installed);
}

TEST(MaskedEid, shows_both_ends) { EXPECT_EQ(masked_eid(kEid), "8904****1235"); }

}  // namespace
}  // namespace signoff
