// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

#include <set>

namespace signoff {
namespace {

// A number that is on its way to another operator, and the line it leaves behind.
class RestPort : public ::testing::Test {
 protected:
  Response port(std::string_view action, const std::string& token) {
    return world_.post("/api/v1/lines/" + owner_.line_id + "/port",
                       R"({"action":")" + std::string{action} + R"("})", token);
  }
  Response act(const std::string& body, const std::string& token) {
    return world_.post("/api/v1/lines/" + owner_.line_id + "/port", body, token);
  }
  // With what the pack asks of an owner on the web for it.
  std::string proofs(const std::string& id_number) const {
    return R"([{"kind":"otp","value":")" + world_.code_at(owner_.msisdn) +
           R"("},{"kind":"id_number","value":")" + id_number +
           R"("},{"kind":"iccid","value":")" + std::string{owner_.iccid.digits()} +
           R"("}])";
  }
  Response start() {
    (void)port("start", token_);
    return act(R"({"action":"start","proofs":)" + proofs(owner_.id_number) + "}", token_);
  }
  int heard(const Msisdn& by, std::string_view word) {
    int count = 0;
    for (const auto& sms : world_.smsc().delivered())
      count += sms.to == by && sms.text.find(word) != std::string::npos ? 1 : 0;
    return count;
  }
  Line line() { return world_.store().line(owner_.line_id).value(); }
  std::vector<Dossier> cases() {
    CaseFilter filter;
    filter.line_id = owner_.line_id;
    return world_.store().cases(filter).value();
  }
  void expect_nothing_left() {
    EXPECT_EQ(line().state, LineState::ported_out);
    EXPECT_FALSE(line().port_code_until);
    EXPECT_EQ(world_.home().find(owner_.imsi).error().fault, Fault::not_found);
    const auto account = world_.billing().account(owner_.line_id).value();
    EXPECT_TRUE(account.charging_stopped_at);
    EXPECT_TRUE(account.rating_closed);
    EXPECT_EQ(account.paid_credit.minor(), 0);
    const auto companion = cases().back();
    EXPECT_EQ(companion.head.type, CaseType::port_companion);
    EXPECT_EQ(companion.head.state, CaseState::closed);
    EXPECT_TRUE(companion.file.voucher.empty()) << "the number was not ended";
  }

  RestWorld world_;
  RestWorld::Person owner_ = world_.add_person(1);
  std::string token_ = world_.sign_in(owner_);
  std::string engineer_ = world_.sign_in(Role::engineer);
};

TEST_F(RestPort, what_the_number_leaves_behind_is_ended) {
  ASSERT_EQ(start().status, 200);
  EXPECT_EQ(port("complete", token_).status, 403);
  const auto moved_at = world_.clock().now();
  ASSERT_EQ(port("complete", engineer_).status, 200);
  world_.pass(std::chrono::hours{3});

  expect_nothing_left();
  ASSERT_EQ(cases().size(), 1u);
  const auto id = cases().front().head.id;
  EXPECT_EQ(world_.billing().account(owner_.line_id)->charging_stopped_at, moved_at);
  const auto history = world_.store().history(id).value();
  std::string steps;
  for (const auto& event : history)
    if (event.name.starts_with("step.")) steps += event.name.substr(5) + " ";
  EXPECT_EQ(steps, "E2 E4 E5 E9 E10 E11 E16 ");
  EXPECT_EQ(history[1].line_event, "port_done");
  EXPECT_EQ(world_.store().number(owner_.msisdn)->state, NumberState::in_service);
  const auto shown = RestWorld::parse(world_.get("/api/v1/cases/" + id, token_));
  EXPECT_EQ(shown.at("state").as_string(), "CLOSED");
}

TEST_F(RestPort, a_profile_that_is_proved_deleted_goes_with_the_number) {
  Change change;
  change.line_id = owner_.line_id;
  change.line = line();
  change.line->card = CardState::delete_notified;
  ASSERT_TRUE(world_.store().commit(change));
  ASSERT_EQ(start().status, 200);
  EXPECT_EQ(line().card, CardState::delete_notified);
  ASSERT_EQ(port("complete", engineer_).status, 200);
  EXPECT_EQ(line().card, CardState::retired);
}

TEST_F(RestPort, a_case_of_the_line_ends_and_its_choices_go_on) {
  const auto opened =
      world_.post("/api/v1/cases",
                  R"({"line_id":")" + owner_.line_id +
                      R"(","settlements":[{"obligation":"OB-31","option":"donate"}]})",
                  token_);
  ASSERT_EQ(opened.status, 201) << opened.body;
  ASSERT_EQ(start().status, 200);
  world_.pass(std::chrono::minutes{1});  // The cases are listed by the time they begin.
  ASSERT_EQ(port("complete", engineer_).status, 200);
  world_.pass(std::chrono::hours{3});

  expect_nothing_left();
  ASSERT_EQ(cases().size(), 2u);
  EXPECT_EQ(cases().front().head.state, CaseState::superseded);
  const auto companion = cases().back();
  EXPECT_EQ(companion.file.parent_case_id, cases().front().head.id);
  EXPECT_EQ(world_.store().refunds(companion.head.id)->front().target_kind, "donate");
}

TEST_F(RestPort, said_twice_it_happens_once) {
  ASSERT_EQ(start().status, 200);
  ASSERT_EQ(port("complete", engineer_).status, 200);
  EXPECT_EQ(port("complete", engineer_).status, 200);
  world_.pass(std::chrono::hours{3});
  EXPECT_EQ(port("complete", engineer_).status, 200);
  EXPECT_EQ(cases().size(), 1u);
  EXPECT_EQ(world_.home().effects(owner_.imsi).removals, 1);
}

TEST_F(RestPort, a_session_alone_lets_no_number_go) {
  const auto bare = port("start", token_);
  EXPECT_EQ(bare.status, 403);
  EXPECT_EQ(RestWorld::text(bare, "code"), "assurance.needed");
  EXPECT_EQ(RestWorld::parse(bare).at("needs").as_array().size(), 3u) << bare.body;
  const auto wrong = act(R"({"action":"start","proofs":)" + proofs("1") + "}", token_);
  EXPECT_EQ(RestWorld::text(wrong, "code"), "proof.wrong");
  EXPECT_FALSE(line().port_code_until);

  const auto other = world_.store().owner(owner_.owner_id)->other_msisdn.value();
  ASSERT_EQ(start().status, 200);
  EXPECT_TRUE(line().port_code_until);
  for (const auto& phone : {owner_.msisdn, other})
    EXPECT_EQ(heard(phone, "已允许携号转出"), 1) << "a thief does not hide it";
  ASSERT_EQ(port("revoke", token_).status, 200) << "taking it back asks no more";
  EXPECT_EQ(line().state, LineState::active);
  EXPECT_EQ(heard(other, "携号转出已停止"), 1);
}

TEST_F(RestPort, nobody_else_lets_it_go_without_the_owner) {
  const auto clerk = world_.sign_in(Role::clerk);
  for (const auto* action : {"start", "revoke"}) {
    const auto bare = port(action, clerk);
    EXPECT_EQ(RestWorld::text(bare, "code"), "assurance.needed") << bare.body;
  }
  EXPECT_EQ(RestWorld::text(port("start", engineer_), "code"), "rights.missing");
  const auto screen = world_.screen_of(owner_, clerk);
  EXPECT_EQ(RestWorld::text(port("start", screen), "code"), "line.in_shop");
  EXPECT_EQ(line().state, LineState::active);

  const auto with_him = R"([{"kind":"in_person","value":")" + owner_.id_number + R"("}])";
  ASSERT_EQ(act(R"({"action":"start","proofs":)" + with_him + "}", clerk).status, 200);
  ASSERT_EQ(port("revoke", engineer_).status, 200) << "for the other operator";
  std::set<std::string> actors;
  const auto notices = world_.store().notices("").value();
  for (const auto& notice : notices) actors.insert(notice.params.at("actor"));
  EXPECT_EQ(actors, (std::set<std::string>{"clerk:clerk", "engineer:engineer"}));
}

TEST_F(RestPort, a_line_that_nobody_moved_is_left_alone) {
  EXPECT_EQ(port("complete", engineer_).status, 409);
  EXPECT_EQ(line().state, LineState::active);
  EXPECT_TRUE(cases().empty());
}

}  // namespace
}  // namespace signoff
