// SPDX-License-Identifier: Apache-2.0
// What desks bring of cards that they retired, and what becomes of it in the case.
#include "card/desk/desk_keys.h"
#include "card/desk/wipe_proof.h"
#include "rest_world.h"
#include "rsp/es10.h"
#include "rsp/notification.h"
#include "rsp/test_authority.h"
#include "rsp/verify_notification.h"

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::string_view kChipEid = "89049032123451234512345678901235";
constexpr std::string_view kOtherChipEid = "89049032000000000000000000000066";
constexpr std::string_view kRetired = "/api/v1/card-retirements";
const Instant kCertified = parse_instant("2026-11-01T00:00:00Z").value();

class RestRetirement : public testing::Test {
 protected:
  RestRetirement() : RestRetirement(true) {}
  explicit RestRetirement(bool is_set_up) : world_{settings(is_set_up)} {
    auto line = world_.store().line(person_.line_id).value();
    line.eid = Eid::parse(kChipEid).value();
    line.card = CardState::enabled;
    EXPECT_TRUE(world_.store().commit({.line_id = line.id, .line = line}));
  }

  FrontSettings settings(bool is_set_up) {
    FrontSettings chosen;
    if (!is_set_up) return chosen;
    chosen.notifications = verifier_.get();
    chosen.wipes = &desks_;
    return chosen;
  }

  std::string open_case() {
    return RestWorld::text(
        world_.post("/api/v1/cases", R"({"line_id":")" + person_.line_id + R"("})",
                    world_.sign_in(person_)),
        "id");
  }
  std::string wipe_text(std::string_view iccid, bool is_proved = true,
                        const SigningKey* key = nullptr, int n = 0) const {
    WipeProof proof;
    proof.iccid = iccid;
    proof.at = kCertified + std::chrono::minutes{n};
    proof.is_proved = is_proved;
    proof.files = {{"ADN", {0x7f10, 0x6f3a}, 3, 3, ""}};
    return sign_jws(key ? *key : desk_, kWipeTyp, to_json(proof));
  }
  Bytes notification(std::string_view iccid, std::string_view eid = kChipEid) const {
    const auto chip = *authority_.certify(*Eid::parse(eid), kCertified);
    const auto metadata = rsp::encode(rsp::NotificationMetadata{
        7, rsp::event::kDelete, "smdp.example", std::string{iccid}});
    return rsp::encode_notification(metadata, chip.key.sign(metadata), chip.certificate,
                                    authority_.eum());
  }
  std::string iccid() const { return std::string{person_.iccid.digits()}; }

  Response send(const json::object& body) {
    if (clerk_.empty()) clerk_ = world_.sign_in(Role::clerk);
    return world_.post(std::string{kRetired}, json::serialize(body), clerk_);
  }
  // What became of the wipe in this body.
  json::object wipe_of(const json::object& body) {
    const auto answer = send(body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return RestWorld::parse(answer).at("wipe").as_object();
  }
  json::object first_of(const json::object& body) {
    const auto answer = send(body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return RestWorld::parse(answer).at("notifications").as_array().at(0).as_object();
  }
  static std::string word(const json::object& thing, std::string_view name) {
    const auto* value = thing.if_contains(name);
    return value ? std::string{value->as_string()} : std::string{};
  }
  std::string code_of_wipe(std::string_view jws) {
    const auto thing = wipe_of({{"iccid", iccid()}, {"wipe", jws}});
    EXPECT_EQ(word(thing, "outcome"), "refused");
    EXPECT_FALSE(thing.contains("case_id"));
    EXPECT_TRUE(world_.store().card_wipes(person_.line_id)->empty());
    return word(thing, "code") + (thing.at("is_final").as_bool() ? " final" : "");
  }
  std::vector<HistoryEvent> events(const std::string& case_id, std::string_view name) {
    auto found = world_.store().history(case_id).value();
    std::erase_if(found, [&](const HistoryEvent& event) { return event.name != name; });
    return found;
  }

  SigningKey desk_ = SigningKey::generate();
  DeskKeys desks_{Jwks{{desk_.public_key()}}};
  rsp::TestAuthority authority_ = rsp::TestAuthority::make(kCertified, "89049032");
  std::unique_ptr<rsp::NotificationVerifier> verifier_ =
      *rsp::NotificationVerifier::make({authority_.root()});
  RestWorld world_;
  RestWorld::Person person_ = world_.add_person(1);
  std::string clerk_;
};

TEST_F(RestRetirement, a_wipe_and_a_deletion_are_put_to_the_case_of_their_line) {
  const auto id = open_case();
  const auto number = world_.store().dossier(id)->head.number;
  const auto wiped = wipe_text(iccid());
  const auto deleted = notification(iccid());

  const auto answer = send({{"iccid", iccid()},
                            {"eid", kChipEid},
                            {"wipe", wiped},
                            {"notifications", {to_base64url(deleted)}}});

  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto body = RestWorld::parse(answer);
  for (const auto* thing : {&body.at("wipe"), &body.at("notifications").at(0)}) {
    EXPECT_EQ(thing->at("outcome").as_string(), "attached");
    EXPECT_EQ(thing->at("case_id").as_string(), id);
    EXPECT_EQ(thing->at("case_number").as_string(), number);
  }
  const auto digest = to_hex(sha256(as_bytes(wiped)));
  EXPECT_EQ(body.at("wipe").at("digest").as_string(), digest);
  EXPECT_EQ(world_.store().card_wipe_text(person_.line_id, digest).value(), wiped);
  EXPECT_EQ(world_.store().card_reports(person_.line_id)->size(), 1u);
  EXPECT_EQ(events(id, "card.deleted").size(), 1u);
  const auto told = events(id, "card.wiped");
  ASSERT_EQ(told.size(), 1u);
  const auto detail = json::parse(told.front().detail).as_object();
  EXPECT_EQ(word(detail, "iccid"), masked(person_.iccid));
  EXPECT_EQ(word(detail, "digest"), digest);
  EXPECT_EQ(word(detail, "desk_key"), desk_.public_key().thumbprint());
  EXPECT_EQ(word(detail, "proved"), "yes");
  EXPECT_EQ(told.front().actor.role, Role::clerk);
  const auto history = world_.store().history(id).value();
  for (const auto& event : history) {
    EXPECT_EQ(event.detail.find(iccid()), std::string::npos);
    EXPECT_EQ(event.detail.find(kChipEid), std::string::npos);
  }
}

TEST_F(RestRetirement, staff_see_the_wipe_with_the_card_of_the_case) {
  const auto id = open_case();
  (void)send({{"iccid", iccid()}, {"wipe", wipe_text(iccid(), false)}});

  const auto answer = world_.get("/api/v1/cases/" + id + "/card", clerk_);

  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto wipes = RestWorld::parse(answer).at("wipes").as_array();
  ASSERT_EQ(wipes.size(), 1u);
  EXPECT_FALSE(wipes.at(0).at("is_proved").as_bool());
  EXPECT_TRUE(wipes.at(0).at("is_in_history").as_bool());
  EXPECT_EQ(wipes.at(0).at("desk_key").as_string(), desk_.public_key().thumbprint());
  EXPECT_EQ(wipes.at(0).at("wiped_at").as_string(), "2026-11-01T00:00:00Z");
  EXPECT_EQ(answer.body.find(iccid()), std::string::npos);
  EXPECT_EQ(events(id, "card.wiped_partly").size(), 1u);
}

TEST_F(RestRetirement, the_same_again_changes_nothing) {
  const auto id = open_case();
  const json::object body{{"iccid", iccid()},
                          {"wipe", wipe_text(iccid())},
                          {"notifications", {to_base64url(notification(iccid()))}}};
  (void)send(body);
  const auto length = world_.store().history(id)->size();

  for (int i = 0; i < 2; ++i) {
    const auto answer = RestWorld::parse(send(body));
    for (const auto* thing : {&answer.at("wipe"), &answer.at("notifications").at(0)}) {
      EXPECT_EQ(thing->at("outcome").as_string(), "repeated");
      EXPECT_EQ(thing->at("case_id").as_string(), id);
    }
  }
  EXPECT_EQ(world_.store().history(id)->size(), length);
  EXPECT_EQ(world_.store().card_wipes(person_.line_id)->size(), 1u);
  EXPECT_EQ(world_.store().card_reports(person_.line_id)->size(), 1u);
}

TEST_F(RestRetirement, a_wipe_whose_telling_a_crash_cut_short_is_told_once) {
  const auto id = open_case();
  const auto wiped = wipe_text(iccid());
  auto dossier = world_.store().dossier(id).value();
  Entry entry{dossier, world_.pack(), world_.clock().now(), {Role::clerk, "li"}};
  entry.note("card.wiped", R"({"digest":")" + to_hex(sha256(as_bytes(wiped))) + R"("})");
  ASSERT_TRUE(world_.store().commit(entry.take()));

  EXPECT_EQ(word(wipe_of({{"iccid", iccid()}, {"wipe", wiped}}), "case_id"), id);
  EXPECT_EQ(events(id, "card.wiped").size(), 1u);
  EXPECT_EQ(world_.store().card_wipes(person_.line_id)->front().case_id, id);
}

TEST_F(RestRetirement, a_card_of_nobody_and_one_without_a_case_are_answered_alike) {
  const auto stranger = world_.add_person(2).iccid;
  const std::string nobody = "89860000000000007774";
  const auto without_digest = [](json::object thing) {
    thing.erase("digest");
    return json::serialize(thing);
  };
  for (int i = 0; i < 2; ++i) {
    std::set<std::string> answers;
    for (const auto& card : {std::string{stranger.digits()}, nobody}) {
      const auto thing = wipe_of({{"iccid", card}, {"wipe", wipe_text(card)}});
      answers.insert(without_digest(thing));
      const auto other = first_of(
          {{"eid", kChipEid}, {"notifications", {to_base64url(notification(card))}}});
      answers.insert(without_digest(other));
    }
    EXPECT_EQ(answers, std::set<std::string>{R"({"outcome":"no_case"})"});
  }
}

TEST_F(RestRetirement, a_wipe_that_came_before_the_case_is_shown_with_it_and_told_later) {
  const json::object body{{"iccid", iccid()}, {"wipe", wipe_text(iccid())}};
  EXPECT_EQ(word(wipe_of(body), "outcome"), "no_case");
  const auto id = open_case();
  const auto shown =
      RestWorld::parse(world_.get("/api/v1/cases/" + id + "/card", clerk_)).at("wipes");
  ASSERT_EQ(shown.as_array().size(), 1u);
  EXPECT_FALSE(shown.at(0).at("is_in_history").as_bool());

  EXPECT_EQ(word(wipe_of(body), "outcome"), "attached");
  EXPECT_EQ(events(id, "card.wiped").size(), 1u);
}

TEST_F(RestRetirement, a_wipe_under_another_key_or_altered_is_refused) {
  const auto id = open_case();
  const auto stranger = SigningKey::generate();
  EXPECT_EQ(code_of_wipe(wipe_text(iccid(), true, &stranger)), "jws.key_unknown");
  auto altered = wipe_text(iccid());
  auto& letter = altered[altered.rfind('.') + 5];
  letter = letter == 'A' ? 'B' : 'A';
  EXPECT_EQ(code_of_wipe(altered), "jws.signature final");
  EXPECT_EQ(code_of_wipe(wipe_text("89860000000000007774")), "wipe.other_card final");
  EXPECT_EQ(code_of_wipe(sign_jws(desk_, "voucher+jwt", "{}")), "wipe.typ final");
  EXPECT_EQ(code_of_wipe(sign_jws(desk_, kWipeTyp, "{}")), "wipe.member final");
  for (const auto* garbage : {"a", "a.b.c", "..", "e30.e30.c2ln"})
    EXPECT_TRUE(code_of_wipe(garbage).ends_with(" final")) << garbage;
  EXPECT_TRUE(events(id, "card.wiped").empty());
}

TEST_F(RestRetirement, a_notification_of_another_chip_or_altered_is_refused) {
  const auto id = open_case();
  const auto refused = [&](const Bytes& bytes) {
    const auto thing =
        first_of({{"eid", kChipEid}, {"notifications", {to_base64url(bytes)}}});
    EXPECT_EQ(word(thing, "outcome"), "refused");
    return word(thing, "code");
  };
  EXPECT_EQ(refused(notification(iccid(), kOtherChipEid)), "card.other_chip");
  auto altered = notification(iccid());
  altered.back() ^= 1;
  EXPECT_NE(refused(altered), "");
  EXPECT_NE(refused({0x30, 0}), "");
  EXPECT_TRUE(world_.store().card_reports(person_.line_id)->empty());
  EXPECT_TRUE(events(id, "card.deleted").empty());
}

TEST_F(RestRetirement, one_that_is_refused_stops_none_of_the_others) {
  const auto id = open_case();
  const auto body = RestWorld::parse(
      send({{"iccid", iccid()},
            {"wipe", "a.b.c"},
            {"notifications", {"MAA", to_base64url(notification(iccid()))}}}));
  EXPECT_EQ(body.at("wipe").at("outcome").as_string(), "refused");
  EXPECT_EQ(body.at("notifications").at(0).at("outcome").as_string(), "refused");
  EXPECT_EQ(body.at("notifications").at(1).at("outcome").as_string(), "attached");
  EXPECT_EQ(events(id, "card.deleted").size(), 1u);
}

TEST_F(RestRetirement, a_line_keeps_no_more_wipes_than_anybody_reads) {
  const auto id = open_case();
  for (int n = 0; n < 64; ++n)
    EXPECT_EQ(
        word(wipe_of({{"iccid", iccid()}, {"wipe", wipe_text(iccid(), true, nullptr, n)}}),
             "outcome"),
        "attached");
  const auto more =
      wipe_of({{"iccid", iccid()}, {"wipe", wipe_text(iccid(), true, nullptr, 64)}});
  EXPECT_EQ(word(more, "outcome"), "dropped");
  EXPECT_EQ(word(more, "case_id"), id);
  EXPECT_EQ(world_.store().card_wipes(person_.line_id)->size(), 64u);
}

TEST_F(RestRetirement, what_is_wrong_in_the_body_is_named) {
  const auto pointer = [&](const json::object& body) {
    const auto answer = send(body);
    EXPECT_EQ(answer.status, 422) << answer.body;
    return RestWorld::text(answer, "code") + " " + RestWorld::text(answer, "pointer");
  };
  const auto good = iccid();
  EXPECT_EQ(pointer({{"wipe", "a.b.c"}}), "field.missing /iccid");
  EXPECT_EQ(pointer({{"eid", kChipEid}, {"wipe", "a.b.c"}}), "field.missing /iccid");
  EXPECT_EQ(pointer({{"notifications", {"MAA"}}}), "field.missing /iccid");
  EXPECT_EQ(pointer({{"iccid", good}}), "field.missing /notifications");
  EXPECT_EQ(pointer({{"iccid", good}, {"notifications", json::array{}}}),
            "field.missing /notifications");
  EXPECT_EQ(pointer({{"iccid", "8986000000000000001"}, {"wipe", "a"}}).substr(0, 5),
            "iccid");
  EXPECT_EQ(pointer({{"iccid", good}, {"eid", "8904"}, {"wipe", "a"}}), "eid.length /eid");
  EXPECT_EQ(pointer({{"iccid", good}, {"wipe", 7}}), "field.type /wipe");
  EXPECT_EQ(pointer({{"iccid", good}, {"wipe", ""}}), "field.too_short /wipe");
  EXPECT_EQ(pointer({{"iccid", good}, {"wipe", std::string(65'537, 'a')}}),
            "field.too_long /wipe");
  for (const auto* odd : {"=", "MA==", "M+A", "M", "MA\n"})
    EXPECT_EQ(pointer({{"iccid", good}, {"notifications", {odd}}}),
              "field.characters /notifications")
        << odd;
  EXPECT_EQ(pointer({{"iccid", good}, {"notifications", {to_base64url(Bytes(16'385))}}}),
            "field.too_long /notifications");
  EXPECT_EQ(pointer({{"iccid", good}, {"notifications", json::array(101, "MAA")}}),
            "field.too_long /notifications");
  EXPECT_EQ(pointer({{"iccid", good}, {"wipe", "a"}, {"note", "b"}}),
            "field.unknown /note");
}

TEST_F(RestRetirement, as_much_as_a_card_can_hold_is_taken_at_once) {
  const std::string longest = to_base64url(Bytes(16'384));
  const auto answer = send({{"iccid", iccid()},
                            {"wipe", std::string(65'536, 'a')},
                            {"notifications", json::array(100, json::string{longest})}});
  EXPECT_EQ(answer.status, 200) << answer.body.substr(0, 300);
  EXPECT_EQ(RestWorld::parse(answer).at("notifications").as_array().size(), 100u);
}

class NotSetUp : public RestRetirement {
 protected:
  NotSetUp() : RestRetirement(false) {}
};

TEST_F(NotSetUp, a_server_without_desk_keys_and_roots_says_what_to_configure) {
  const auto id = open_case();
  const auto body =
      RestWorld::parse(send({{"iccid", iccid()},
                             {"wipe", wipe_text(iccid())},
                             {"notifications", {to_base64url(notification(iccid()))}}}));
  const auto& wipe = body.at("wipe").as_object();
  EXPECT_EQ(word(wipe, "code"), "wipe.no_desk_keys");
  EXPECT_FALSE(wipe.at("is_final").as_bool());
  EXPECT_NE(std::string_view{wipe.at("text").at("en").as_string()}.find("desk_keys"),
            std::string_view::npos);
  EXPECT_NE(std::string_view{wipe.at("text").at("zh").as_string()}.find("desk_keys"),
            std::string_view::npos);
  const auto& chip = body.at("notifications").at(0).as_object();
  EXPECT_EQ(word(chip, "code"), "card.not_served");
  EXPECT_FALSE(chip.at("is_final").as_bool());
  EXPECT_TRUE(world_.store().card_wipes(person_.line_id)->empty());
}

}  // namespace
}  // namespace signoff
