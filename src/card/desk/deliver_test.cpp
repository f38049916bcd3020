// SPDX-License-Identifier: Apache-2.0
#include "card/desk/deliver.h"

#include "card/desk/profile_changes.h"
#include "card/desk/test_desk.h"
#include "card/desk/wipe_proof.h"
#include "card/virtual/virtual_card.h"
#include "connectors/smdp/fake_receiver.h"
#include "evidence/outside_tool.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace signoff {
namespace {

std::string iccid(int number) { return fmt::format("8986001234567{:06}", number); }

// An eUICC whose profiles were all deleted, so that each left a notification.
std::unique_ptr<uicc::VirtualCard> card_with(int notifications,
                                             const std::string& address) {
  uicc::EuiccImage euicc;
  euicc.eid = "89049032123451234512345678901235";
  for (int i = 0; i < notifications; ++i) {
    uicc::ProfileImage profile;
    profile.info.iccid = profile.sim.iccid = iccid(i);
    profile.info.aid = Bytes(15, 1);
    profile.info.aid.push_back(static_cast<std::uint8_t>(i));
    profile.info.state = rsp::ProfileState::disabled;
    profile.info.targets = {{rsp::event::kDelete, address}};
    profile.sim.contacts_max = profile.sim.messages_max = 1;
    euicc.profiles.push_back(std::move(profile));
  }
  EXPECT_TRUE(certify(euicc, desk_authority(), kCardMade));
  auto card = *uicc::VirtualCard::make({euicc, std::nullopt});
  auto changes = ProfileChanges::open(*card);
  EXPECT_TRUE(changes);
  for (int i = 0; i < notifications; ++i) EXPECT_TRUE(changes->erase(iccid(i)));
  EXPECT_TRUE(changes->close());
  return card;
}

struct World {
  explicit World(int notifications, const std::string& address = "smdp.example")
      : card{card_with(notifications, address)}, session{*EuiccSession::open(*card)} {}
  Result<DeliveryReport> run(DeliveryWishes wishes = {}) {
    return deliver(session, receiver, journal, clock, wishes);
  }
  std::size_t on_card() const { return card->image().euicc->notifications.size(); }

  TestDirectory directory;
  DeliveryJournal journal = *DeliveryJournal::open(directory / "journal");
  FakeReceiver receiver;
  ManualClock clock{kHandedIn};
  std::unique_ptr<uicc::VirtualCard> card;
  EuiccSession session;
};

TEST(Deliver, what_the_server_has_leaves_the_card_and_stays_in_the_journal) {
  World world{2};
  const auto report = world.run();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->is_done());
  EXPECT_EQ(world.on_card(), 0u);
  ASSERT_EQ(world.receiver.kept.size(), 2u);
  const auto entry = world.journal.find(world.receiver.kept[0].notification);
  ASSERT_TRUE(entry && *entry);
  EXPECT_EQ((*entry)->answer->status, 204);
  const auto verified = verify_delivery(**entry, {desk_authority().root()});
  ASSERT_TRUE(verified) << verified.error().code;
  EXPECT_EQ(verified->metadata.iccid, iccid(0));
}

TEST(Deliver, ninety_nine_go_in_one_run) {
  World world{99};
  const auto report = world.run();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->is_done());
  EXPECT_EQ(world.receiver.kept.size(), 99u);
}

TEST(Deliver, an_answer_other_than_204_leaves_it_on_the_card) {
  for (const int status : {200, 400, 404, 500, 503}) {
    World world{1};
    world.receiver.statuses["smdp.example"] = status;
    const auto report = world.run({.rounds = 2});
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->is_done());
    EXPECT_EQ(report->items[0].why_not->code, "notification.refused");
    EXPECT_EQ(world.on_card(), 1u);
    EXPECT_EQ(world.receiver.kept.size(), status >= 500 ? 2u : 1u)
        << status << ": what the server refuses for good is not sent twice in a run";
  }
}

TEST(Deliver, what_was_delivered_before_is_only_removed) {
  World world{1};
  const auto waiting = *world.session.notification(1);
  ASSERT_TRUE(
      world.journal.keep({waiting, kHandedIn, ReceiverAnswer{204, "", kHandedIn}, {}}));
  const auto report = world.run();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->is_done());
  EXPECT_TRUE(world.receiver.kept.empty());
}

TEST(Deliver, an_address_that_is_none_is_sent_nowhere) {
  World world{1, "10.0.0.1"};
  const auto report = world.run();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->items[0].why_not->code, "smdp.address");
  EXPECT_EQ(world.on_card(), 1u);
}

TEST(Deliver, what_may_pass_is_tried_again_and_what_cannot_is_not) {
  for (const auto& [code, pauses] :
       {std::pair{"smdp.unreachable", 2}, std::pair{"smdp.no_answer", 2},
        std::pair{"smdp.not_trusted", 0}}) {
    World world{1};
    world.receiver.failures["smdp.example"] = {Fault::unavailable, code, ""};
    int waited = 0;
    DeliveryWishes wishes;
    wishes.pause = [&](int) { ++waited; };
    EXPECT_FALSE(world.run(wishes)->is_done());
    EXPECT_EQ(waited, pauses) << code;
  }
}

TEST(Deliver, a_record_of_another_notification_is_not_believed) {
  World world{2};
  const auto first = *world.session.notification(1);
  const auto second = *world.session.notification(2);
  ASSERT_TRUE(
      world.journal.keep({second, kHandedIn, ReceiverAnswer{204, "", kHandedIn}, {}}));
  std::filesystem::rename(world.journal.file_of(second), world.journal.file_of(first));
  EXPECT_EQ(world.journal.find(first).error(),
            (Error{Fault::conflict, "delivery.member", "notification"}));
  const auto report = world.run();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->items[0].why_not->code, "delivery.member");
  EXPECT_TRUE(report->items[1].is_removed);
  EXPECT_TRUE(world.card->image().euicc->notifications.contains(1)) << "nobody has it yet";
}

TEST(Deliver, one_alone_is_found_by_its_number) {
  World world{3};
  EXPECT_TRUE(world.run({.only = 2})->is_done());
  EXPECT_EQ(world.on_card(), 2u);
  EXPECT_EQ(world.run({.only = 2}).error().code, "notification.not_found");
}

TEST(Deliver, what_is_discarded_stays_in_the_journal) {
  World world{1};
  const auto bytes = *world.session.notification(1);
  const auto file = discard(world.session, world.journal, 1, world.clock);
  ASSERT_TRUE(file);
  EXPECT_TRUE(std::filesystem::exists(*file));
  EXPECT_EQ(world.on_card(), 0u);
  EXPECT_EQ((**world.journal.find(bytes)).discarded_at, kHandedIn);
  EXPECT_EQ(discard(world.session, world.journal, 1, world.clock).error().code,
            "notification.not_found");
}

TEST(DeliveryEntry, it_reads_as_it_was_written) {
  DeliveryEntry entry{
      {1, 2, 3}, kHandedIn, ReceiverAnswer{500, "sorry", kHandedIn}, kHandedIn};
  EXPECT_TRUE(parse_delivery(to_json(entry)) == entry);
  entry.answer.reset();
  entry.discarded_at.reset();
  EXPECT_TRUE(parse_delivery(to_json(entry)) == entry);
}

TEST(DeliveryEntry, what_is_wrong_is_named) {
  const auto refusal = [](std::string_view text) {
    const auto entry = parse_delivery(text);
    return entry ? "" : entry.error().code + ":" + entry.error().detail;
  };
  EXPECT_EQ(refusal("{"), "delivery.json:");
  EXPECT_EQ(refusal("[]"), "delivery.json:");
  EXPECT_EQ(refusal("{}"), "delivery.member:version");
  EXPECT_EQ(refusal(R"({"version":1,"x":1})"), "delivery.member:x");
  EXPECT_EQ(refusal(R"({"version":1,"notification":""})"), "delivery.member:notification");
  EXPECT_EQ(refusal(R"({"version":1,"notification":"AQ"})"), "delivery.member:taken_at");
  EXPECT_EQ(refusal(R"({"version":1,"notification":"AQ",
                        "taken_at":"2026-11-22T00:00:00Z","answer":{"status":7}})"),
            "delivery.member:answer.status");
}

TEST(WipeProof, it_holds_under_its_key_alone) {
  WipeReport report;
  report.iccid = "89860012345678901234";
  report.files = {{"ADN", {0x7fff, 0x6f3a}, 3, 3, ""}, {"FDN", {0x6f3b}, 1, 0, "card.x"}};
  const auto key = SigningKey::generate();
  const auto proof = make_proof(report, "{}", kHandedIn);
  EXPECT_FALSE(proof.is_proved);
  const auto jws = sign_jws(key, kWipeTyp, to_json(proof));
  const auto read = verify_wipe_proof(jws, Jwks{std::vector{key.public_key()}});
  ASSERT_TRUE(read) << read.error().code;
  EXPECT_EQ(to_json(*read), to_json(proof));
  EXPECT_EQ(read->files[0].path, report.files[0].path);
  EXPECT_FALSE(
      verify_wipe_proof(jws, Jwks{std::vector{SigningKey::generate().public_key()}}));
  EXPECT_EQ(verify_wipe_proof(sign_jws(key, "voucher+jwt", to_json(proof)),
                              Jwks{std::vector{key.public_key()}})
                .error()
                .code,
            "wipe.typ");
}

TEST(WipeProof, a_path_has_one_spelling) {
  const auto wrong_with = [](std::string_view path) {
    const auto proof = parse_wipe_proof(
        R"({"version":1,"iccid":"","at":"2026-11-22T00:00:00Z","proved":true,)"
        R"("backup_sha256":"","stopped":"","files":[{"name":"ADN","path":")" +
        std::string{path} + R"(","records":1,"wiped":1,"refused":""}]})");
    return proof ? "" : proof.error().detail;
  };
  EXPECT_EQ(wrong_with(""), "");
  EXPECT_EQ(wrong_with("7fff/6f3a"), "");
  for (const auto* path :
       {"7fff6f3a", "7fff/", "/7fff", "7fff//6f3a", "7FFF", "7ff", "7fff/6f", "7fff.6f3a"})
    EXPECT_EQ(wrong_with(path), "files.path") << path;
}

}  // namespace
}  // namespace signoff
