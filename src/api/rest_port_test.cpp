// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

namespace signoff {
namespace {

// A number that is on its way to another operator, and the line it leaves behind.
class RestPort : public ::testing::Test {
 protected:
  Response port(std::string_view action, const std::string& token) {
    return world_.post("/api/v1/lines/" + owner_.line_id + "/port",
                       R"({"action":")" + std::string{action} + R"("})", token);
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
  ASSERT_EQ(port("start", token_).status, 200);
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
  ASSERT_EQ(port("start", token_).status, 200);
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
  ASSERT_EQ(port("start", token_).status, 200);
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
  ASSERT_EQ(port("start", token_).status, 200);
  ASSERT_EQ(port("complete", engineer_).status, 200);
  EXPECT_EQ(port("complete", engineer_).status, 200);
  world_.pass(std::chrono::hours{3});
  EXPECT_EQ(port("complete", engineer_).status, 200);
  EXPECT_EQ(cases().size(), 1u);
  EXPECT_EQ(world_.home().effects(owner_.imsi).removals, 1);
}

TEST_F(RestPort, a_line_that_nobody_moved_is_left_alone) {
  EXPECT_EQ(port("complete", engineer_).status, 409);
  EXPECT_EQ(line().state, LineState::active);
  EXPECT_TRUE(cases().empty());
}

}  // namespace
}  // namespace signoff
