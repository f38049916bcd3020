// SPDX-License-Identifier: Apache-2.0
#include "engine/courier.h"

#include "connectors/hlr/fake_hlr.h"
#include "connectors/mail/fake_mail.h"
#include "connectors/parties/fake_parties.h"
#include "connectors/smsc/fake_smsc.h"
#include "engine/entry.h"
#include "engine/new_case.h"
#include "evidence/notary.h"
#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>
#include <filesystem>

namespace signoff {
namespace {

constexpr Instant kCourierStart{std::chrono::milliseconds{1'796'000'000'000}};

Pack cn_pack() { return *load_pack(std::filesystem::path{SIGNOFF_POLICIES} / "cn.toml"); }

// One line with its owner, an open case, and everybody the courier talks to.
class CourierTest : public testing::Test {
 protected:
  CourierTest() {
    folder_ = std::filesystem::temp_directory_path() /
              fmt::format("signoff-courier-{}-{}", ::getpid(), ++count_);
    keys_ = *KeyRing::open(folder_, "Xinglian", clock_);
    notary_ = std::make_unique<OperatorNotary>(*keys_, random_);
    owner_.id = "owner-1";
    owner_.name = "李娜";
    owner_.email = "li.na@example.com";
    owner_.other_msisdn = *Msisdn::parse("8610100000001");
    owner_.language = Language::en;
    line_.id = "line-1";
    line_.owner_id = owner_.id;
    line_.msisdn = *Msisdn::parse("8610000000001");
    line_.imsi = *Imsi::parse("999700000000001");
    number_.msisdn = line_.msisdn;
    number_.line_id = line_.id;
  }
  ~CourierTest() override { std::filesystem::remove_all(folder_); }

  // Stores owner, line and a submitted case with its messages.
  Dossier open_case() {
    Change base;
    base.line_id = line_.id;
    base.line = line_;
    base.number = number_;
    base.owner = owner_;
    EXPECT_TRUE(store_.commit(base));
    auto line = *store_.line(line_.id);
    auto dossier = new_case(line, *store_.number(line.msisdn), owner_, pack_,
                            CaseType::standard, clock_.now(), random_);
    Entry entry{dossier, pack_, clock_.now(), {Role::subscriber, owner_.id}};
    entry.note("opened");
    entry.move(CaseEvent::submitted);
    EXPECT_TRUE(store_.commit(entry.take()));
    return *store_.dossier(dossier.head.id);
  }
  Courier courier(CourierSettings settings = {}) {
    return Courier{{store_, sms_, mail_, parties_, *notary_, clock_, pack_, hlr_},
                   std::move(settings)};
  }
  std::map<std::string, Notice> notices(const Dossier& dossier) {
    std::map<std::string, Notice> by_contact;
    const auto all = store_.notices(dossier.head.id);
    for (const auto& notice : *all) by_contact[notice.to] = notice;
    return by_contact;
  }

  static inline int count_ = 0;
  std::filesystem::path folder_;
  ManualClock clock_{kCourierStart};
  SeededRandom random_{1};
  Pack pack_ = cn_pack();
  MemoryStore store_;
  FakeSmsc sms_;
  FakeMail mail_;
  FakeHlr hlr_;
  FakeParties parties_{{{"bank-a", "https://bank.example", "https://bank.example/set"}}};
  std::unique_ptr<KeyRing> keys_;
  std::unique_ptr<OperatorNotary> notary_;
  Owner owner_;
  Line line_;
  Number number_;
};

TEST_F(CourierTest, every_contact_hears_in_the_owners_language_and_once) {
  const auto dossier = open_case();
  EXPECT_EQ(courier().run_batch().value(), 3u);
  EXPECT_EQ(courier().run_batch().value(), 0u);
  for (const auto& [to, notice] : notices(dossier))
    EXPECT_EQ(notice.state, NoticeState::sent) << to;
  const auto delivered = sms_.delivered();
  ASSERT_EQ(delivered.size(), 2u);
  EXPECT_TRUE(delivered[0].text.starts_with("Xinglian: We got a request"));
  EXPECT_NE(delivered[0].text.find(dossier.head.number), std::string::npos);
  ASSERT_EQ(mail_.delivered().size(), 1u);
  EXPECT_EQ(mail_.delivered()[0].to, owner_.email);
}

TEST_F(CourierTest, what_is_refused_for_good_has_failed_and_the_others_still_hear) {
  mail_.refuse(owner_.email);
  const auto dossier = open_case();
  ASSERT_TRUE(courier().run_batch());
  auto all = notices(dossier);
  EXPECT_EQ(all["email"].state, NoticeState::failed);
  EXPECT_EQ(all["email"].why, "mail.refused");
  EXPECT_EQ(all["line"].state, NoticeState::sent);
}

TEST_F(CourierTest, a_far_side_that_is_down_is_asked_again_and_given_up_in_time) {
  sms_.trouble = [](std::string_view) { return Trouble::refuse_before; };
  const auto dossier = open_case();
  ASSERT_TRUE(courier().run_batch());
  auto all = notices(dossier);
  EXPECT_EQ(all["line"].state, NoticeState::queued);
  EXPECT_EQ(all["line"].due_at, kCourierStart + std::chrono::seconds{10});
  EXPECT_EQ(courier().run_batch().value(), 0u);
  int rounds = 0;
  for (; rounds < 1000; ++rounds) {
    const auto next = *store_.next_due();
    if (!next) break;
    clock_.set(*next);
    ASSERT_TRUE(courier().run_batch());
  }
  all = notices(dossier);
  EXPECT_EQ(all["line"].state, NoticeState::failed);
  EXPECT_EQ(all["line"].why, "gave_up");
  EXPECT_LE(clock_.now(), all["line"].give_up_at);
  EXPECT_GT(all["line"].attempts, 100);
}

TEST_F(CourierTest, a_number_that_has_left_its_line_hears_nothing) {
  const auto dossier = open_case();
  auto line = *store_.line(line_.id);
  line.terminated_at = kCourierStart;
  Change change;
  change.line_id = line.id;
  change.line = line;
  ASSERT_TRUE(store_.commit(change));
  ASSERT_TRUE(courier().run_batch());
  EXPECT_EQ(notices(dossier)["line"].why, "line.terminated");
  ASSERT_EQ(sms_.delivered().size(), 1u);
  EXPECT_EQ(sms_.delivered()[0].to, *owner_.other_msisdn);
}

TEST_F(CourierTest, relying_parties_get_one_token_however_often_it_is_pushed) {
  auto dossier = open_case();
  Entry entry{dossier, pack_, clock_.now(), {Role::system, "engine"}};
  entry.tell_party("bank-a", NewsKind::stopped, std::nullopt,
                   kCourierStart + std::chrono::hours{1});
  entry.note("step.E7");
  ASSERT_TRUE(store_.commit(entry.take()));
  ASSERT_TRUE(courier().run_batch());
  const auto taken = parties_.taken_by("bank-a");
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_TRUE(is_uuid(taken.begin()->first));
  EXPECT_EQ(taken.begin()->second.msisdn, line_.msisdn);
  EXPECT_EQ(taken.begin()->second.txn, dossier.head.id);
  const auto id = notices(dossier)["party:bank-a"].id;
  EXPECT_EQ(token_id(id), token_id(id));
  EXPECT_NE(token_id(id), token_id(id + "x"));
}

TEST_F(CourierTest, who_has_no_other_contact_gets_a_letter_where_there_is_a_desk) {
  owner_.email.clear();
  owner_.other_msisdn.reset();
  owner_.postal_address = "测试路1号";
  line_.state = LineState::barred_lost;
  const auto dossier = open_case();
  CourierSettings settings;
  settings.letter_desk = "letters@example.com";
  ASSERT_TRUE(courier(settings).run_batch());
  EXPECT_EQ(notices(dossier)["post"].state, NoticeState::sent);
  ASSERT_EQ(mail_.delivered().size(), 1u);
  EXPECT_EQ(mail_.delivered()[0].to, "letters@example.com");
  EXPECT_NE(mail_.delivered()[0].text.find("测试路1号"), std::string::npos);
}

TEST(TokenId, is_a_uuid_of_version_8) {
  const auto id = token_id("0193-3-stopped-bank-a");
  EXPECT_TRUE(is_uuid(id));
  EXPECT_EQ(id[14], '8');
}

}  // namespace
}  // namespace signoff
