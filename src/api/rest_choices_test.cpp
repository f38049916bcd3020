// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

namespace signoff {
namespace {

// What may still be chosen once the owner has consented.
class RestChoices : public ::testing::Test {
 protected:
  std::string path(std::string_view what) const {
    return "/api/v1/cases/" + id_ + "/" + std::string{what};
  }
  boost::json::object now() {
    return RestWorld::parse(world_.get("/api/v1/cases/" + id_, token_));
  }
  std::string state() { return std::string{now().at("state").as_string()}; }
  // A case that waits for its owner.
  void submitted(const std::string& settlements) {
    const auto opened = world_.post(
        "/api/v1/cases",
        R"({"line_id":")" + owner_.line_id + R"(","settlements":[)" + settlements + "]}",
        token_);
    ASSERT_EQ(opened.status, 201) << opened.body;
    id_ = RestWorld::text(opened, "id");
    const std::string hash{now().at("quote").at("hash").as_string()};
    const auto done =
        world_.post(path("submission"), R"({"quote_hash":")" + hash + R"("})", token_);
    ASSERT_EQ(done.status, 200) << done.body;
  }
  void put(const std::function<void(Dossier&)>& change) {
    auto dossier = world_.store().dossier(id_).value();
    change(dossier);
    Change stored;
    stored.line_id = owner_.line_id;
    stored.moved_case = dossier.head;
    stored.file = dossier.file;
    ASSERT_TRUE(world_.store().commit(stored));
  }
  Response settle(const std::string& settlements) {
    return world_.post(path("settlements"), R"({"settlements":[)" + settlements + "]}",
                       token_);
  }

  RestWorld world_;
  RestWorld::Person owner_ = world_.add_person(1, {.contract_until = "2027-06-30"});
  std::string token_ = world_.sign_in(owner_);
  std::string id_;
};

constexpr auto kDispute = R"({"obligation":"OB-17","option":"dispute"})";
constexpr auto kPay = R"({"obligation":"OB-17","option":"pay_fee"})";

TEST_F(RestChoices, what_a_reviewer_asked_for_is_answered_by_papers_alone) {
  submitted(kDispute);
  put([](Dossier& dossier) { dossier.head.state = CaseState::under_review; });
  ASSERT_EQ(world_
                .post(path("decision"), R"({"decision":"need_more","defects":["blurred"]})",
                      world_.sign_in(Role::reviewer))
                .status,
            200);
  for (const auto* same : {"", kDispute}) {
    const auto answer = settle(same);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(state(), "AWAITING_SUBSCRIBER");
    EXPECT_EQ(now().at("open_items").as_array().size(), 1u);
  }
}

TEST_F(RestChoices, what_a_person_began_to_judge_is_approved_by_a_person) {
  submitted(kDispute);
  put([&](Dossier& dossier) {
    dossier.head.state = CaseState::precheck;
    dossier.head.due_at = world_.clock().now();
    dossier.file.reviewer = "li";
  });
  world_.work();
  EXPECT_EQ(state(), "UNDER_REVIEW");
}

TEST_F(RestChoices, what_was_agreed_on_stays_and_what_is_asked_for_may_be_chosen) {
  submitted(kDispute);
  put([](Dossier& dossier) {
    dossier.head.state = CaseState::awaiting_subscriber;
    dossier.file.open_items = {{"OB-23", "", ""}};
  });
  const auto quote = now().at("quote").at("hash");
  const auto refused = settle(kPay);
  EXPECT_EQ(refused.status, 409) << refused.body;
  EXPECT_EQ(RestWorld::text(refused, "code"), "settlement.not_open");
  EXPECT_EQ(RestWorld::text(settle(R"({"obligation":"OB-31","option":"donate"})"), "code"),
            "settlement.not_open")
      << "the default was agreed on too";
  EXPECT_EQ(now().at("quote").at("hash"), quote);
  EXPECT_EQ(state(), "AWAITING_SUBSCRIBER");

  put([](Dossier& dossier) { dossier.file.open_items = {{"OB-17", "", ""}}; });
  const auto taken =
      settle(std::string{kPay} + R"(,{"obligation":"OB-31","option":"refund_source"})");
  EXPECT_EQ(taken.status, 200) << taken.body;
  EXPECT_NE(state(), "AWAITING_SUBSCRIBER");
  EXPECT_EQ(now().at("settlements").at(0).at("option").as_string(), "pay_fee");
}

}  // namespace
}  // namespace signoff
