// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

namespace signoff {
namespace {

// What staff see of a person, and what is written down about it.
class RestDisclosure : public ::testing::Test {
 protected:
  std::string open_case(const RestWorld::Person& person, const std::string& token) {
    return RestWorld::text(
        world_.post("/api/v1/cases", R"({"line_id":")" + person.line_id + R"("})", token),
        "id");
  }
  Response unmask(const std::string& fields, const std::string& token,
                  const std::string& case_id = "",
                  const std::string& reason = "compared at the counter") {
    const auto named = case_id.empty() ? "" : R"(,"case_id":")" + case_id + R"(")";
    return world_.post(
        "/api/v1/lines/" + owner_.line_id + "/unmasking",
        R"({"fields":[)" + fields + R"(],"reason":")" + reason + R"(")" + named + "}",
        token);
  }
  std::size_t looks() { return world_.store().accesses({.limit = 1000}).value().size(); }
  boost::json::array log(const std::string& query = "") {
    const auto answer = world_.get("/api/v1/access-log" + query, auditor_);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return RestWorld::parse(answer).at("items").as_array();
  }
  void change_owner(const std::function<void(Owner&)>& change) {
    Change stored;
    stored.line_id = owner_.line_id;
    stored.owner = world_.store().owner(owner_.owner_id).value();
    change(*stored.owner);
    ASSERT_TRUE(world_.store().commit(stored));
  }
  void put_into(const std::string& id, CaseState state,
                const std::optional<Actor>& opened_by = {}) {
    auto dossier = world_.store().dossier(id).value();
    Change stored;
    stored.line_id = owner_.line_id;
    stored.moved_case = dossier.head;
    stored.moved_case->state = state;
    stored.file = dossier.file;
    if (opened_by) stored.file->opened_by = *opened_by;
    ASSERT_TRUE(world_.store().commit(stored));
  }

  RestWorld world_;
  RestWorld::Person owner_ = world_.add_person(1);
  std::string auditor_ = world_.sign_in(Role::auditor);
  std::string clerk_ = world_.sign_in(Role::clerk);
};

TEST_F(RestDisclosure, the_counter_finds_a_customer_masked_with_his_lines) {
  change_owner([](Owner& owner) {
    owner.name = "张三丰";
    owner.email = "anna@example.com";
  });
  for (const auto role : {Role::agent, Role::fraud}) {
    const auto token = world_.sign_in(role);
    EXPECT_EQ(world_.get("/api/v1/lines?msisdn=8610000000001", token).status, 200);
    EXPECT_EQ(world_.get("/api/v1/lines/" + owner_.line_id + "/customer", token).status,
              200);
  }
  const auto answer = world_.get("/api/v1/lines/" + owner_.line_id + "/customer", clerk_);
  const auto customer = RestWorld::parse(answer);
  EXPECT_EQ(customer.at("name_masked").as_string(), "张**");
  EXPECT_EQ(customer.at("email_masked").as_string(), "a***@example.com");
  EXPECT_EQ(customer.at("other_msisdn_masked").as_string(), "100****0001");
  EXPECT_FALSE(customer.at("is_senior").as_bool());
  ASSERT_EQ(customer.at("lines").as_array().size(), 1u);
  EXPECT_EQ(customer.at("lines").at(0).at("id").as_string(), owner_.line_id);
  for (const auto hidden : {std::string_view{owner_.id_number}, owner_.msisdn.digits()})
    EXPECT_EQ(answer.body.find(hidden), std::string::npos);
  EXPECT_EQ(looks(), 0u) << "nothing was shown in full";
  const auto nobody = "/api/v1/lines/" + owner_.owner_id + "/customer";
  EXPECT_EQ(world_.get(nobody, clerk_).status, 404);
  EXPECT_EQ(world_.get("/api/v1/lines/x/customer", clerk_).status, 404);
}

TEST_F(RestDisclosure, a_customer_is_senior_from_his_65th_birthday) {
  const auto is_senior = [&] {
    return RestWorld::parse(
               world_.get("/api/v1/lines/" + owner_.line_id + "/customer", clerk_))
        .at("is_senior")
        .as_bool();
  };
  change_owner([](Owner& owner) { owner.birth = "1961-11-22"; });
  EXPECT_FALSE(is_senior());
  world_.clock().advance(std::chrono::days{1});
  EXPECT_TRUE(is_senior());
  const std::string number = "99999919610101001";
  change_owner([&](Owner& owner) {
    owner.birth.clear();
    owner.id_number = number + (gb11643_check(number) == '0' ? "1" : "0");
  });
  EXPECT_FALSE(is_senior()) << "a number that was typed wrong proves nothing";
  change_owner([&](Owner& owner) { owner.id_number = number + gb11643_check(number); });
  EXPECT_TRUE(is_senior()) << "by the number on the card";
}

TEST_F(RestDisclosure, fields_are_shown_for_a_reason_that_the_log_keeps_without_them) {
  const auto id = open_case(owner_, clerk_);
  const auto shown = unmask(R"("name","id_number","msisdn","name")", clerk_, id,
                            "ID in hand, 13800008888 called");
  ASSERT_EQ(shown.status, 200) << shown.body;
  const auto fields = RestWorld::parse(shown);
  EXPECT_EQ(fields.size(), 3u);
  EXPECT_EQ(fields.at("name").as_string(), "Test");
  EXPECT_EQ(fields.at("id_number").as_string(), owner_.id_number);
  EXPECT_EQ(fields.at("msisdn").as_string(), owner_.msisdn.e164());

  const auto items = log();
  ASSERT_EQ(items.size(), 1u);
  const auto& look = items[0];
  EXPECT_EQ(look.at("actor").as_string(), "clerk");
  EXPECT_EQ(look.at("role").as_string(), "clerk");
  EXPECT_EQ(look.at("act").as_string(), "unmask");
  EXPECT_EQ(look.at("line_id").as_string(), owner_.line_id);
  EXPECT_EQ(look.at("case_id").as_string(), id);
  EXPECT_EQ(look.at("fields").as_array().size(), 3u);
  EXPECT_EQ(look.at("reason").as_string(), "ID in hand, *** called");
  const auto text = boost::json::serialize(look);
  EXPECT_EQ(text.find(owner_.id_number), std::string::npos);
  EXPECT_EQ(text.find("Test"), std::string::npos);
}

TEST_F(RestDisclosure, what_a_role_does_not_need_is_refused_whole_and_unlogged) {
  const auto id = open_case(owner_, clerk_);
  const auto code = [](const Response& answer) { return RestWorld::text(answer, "code"); };
  EXPECT_EQ(code(unmask(R"("name","email")", clerk_, id)), "unmask.field");
  EXPECT_EQ(code(unmask(R"("name")", clerk_)), "unmask.case_needed");
  EXPECT_EQ(unmask(R"("name")", clerk_, owner_.owner_id).status, 404);
  const auto other = world_.add_person(2);
  EXPECT_EQ(unmask(R"("name")", clerk_, open_case(other, clerk_)).status, 404)
      << "the case of another line";
  EXPECT_EQ(code(unmask(R"("msisdn")", world_.sign_in(Role::reviewer), id)),
            "unmask.field");
  const auto fraud = world_.sign_in(Role::fraud);
  EXPECT_EQ(code(unmask(R"("refund_account")", fraud)), "unmask.field");
  for (const auto role : {Role::agent, Role::engineer, Role::auditor, Role::manager})
    EXPECT_EQ(code(unmask(R"("name")",
                          role == Role::auditor ? auditor_ : world_.sign_in(role), id)),
              "rights.missing");
  EXPECT_EQ(looks(), 0u);
  EXPECT_EQ(unmask(R"("name","other_msisdn","email")", fraud).status, 200);
  EXPECT_EQ(looks(), 1u);
}

TEST_F(RestDisclosure, a_case_that_has_ended_shows_nothing_more_but_to_finance) {
  const auto id = open_case(owner_, clerk_);
  const auto finance = world_.sign_in(Role::finance);
  ASSERT_EQ(world_.post("/api/v1/cases/" + id + "/withdrawal", "{}", clerk_).status, 200);
  const auto refused = unmask(R"("name")", clerk_, id);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(RestWorld::text(refused, "code"), "case.state");
  Refund refund;
  refund.id = id;
  refund.line_id = owner_.line_id;
  refund.case_id = id;
  refund.target_account = "6222000011112222";
  Change change;
  change.line_id = owner_.line_id;
  change.refunds = {refund};
  ASSERT_TRUE(world_.store().commit(change));
  const auto shown = unmask(R"("refund_account","name")", finance, id);
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(RestWorld::text(shown, "refund_account"), "6222000011112222");
}

TEST_F(RestDisclosure, a_question_that_is_not_whole_is_refused) {
  const auto fraud = world_.sign_in(Role::fraud);
  const auto path = "/api/v1/lines/" + owner_.line_id + "/unmasking";
  for (
      const auto* body :
      {"{}", R"({"fields":["name"]})", R"({"fields":["name"],"reason":"abcd"})",
       R"({"fields":[],"reason":"a reason"})", R"({"reason":"a reason"})",
       R"({"fields":["names"],"reason":"a reason"})",
       R"({"fields":"name","reason":"a reason"})",
       R"({"fields":["name"],"reason":"a reason","why":1})",
       R"({"fields":["name","name","name","name","name","name","name"],"reason":"reason"})"})
    EXPECT_EQ(world_.post(path, body, fraud).status, 422) << body;
  EXPECT_EQ(unmask(R"("name")", fraud, "", std::string(301, 'a')).status, 422);
  EXPECT_EQ(unmask(R"("name")", fraud, "", std::string(300, 'a')).status, 200);
  EXPECT_EQ(looks(), 1u);
}

TEST_F(RestDisclosure, the_log_pages_from_the_newest_and_by_person) {
  const auto fraud = world_.sign_in(Role::fraud);
  const auto id = open_case(owner_, clerk_);
  for (int i = 0; i < 60; ++i) {
    world_.clock().advance(Duration{1});
    EXPECT_EQ(
        unmask(R"("name")", i % 3 == 0 ? clerk_ : fraud, id, fmt::format("look {}", i))
            .status,
        200);
  }
  const auto first = RestWorld::parse(world_.get("/api/v1/access-log", auditor_));
  ASSERT_EQ(first.at("items").as_array().size(), 50u);
  EXPECT_EQ(first.at("items").at(0).at("reason").as_string(), "look 59");
  const std::string next{first.at("next").as_string()};
  const auto rest =
      RestWorld::parse(world_.get("/api/v1/access-log?after=" + next, auditor_));
  EXPECT_EQ(rest.at("items").as_array().size(), 10u);
  EXPECT_FALSE(rest.contains("next"));
  EXPECT_EQ(log("?actor=clerk").size(), 20u);
  EXPECT_TRUE(log("?actor=nobody").empty());
  for (const auto* query : {"?after=x", "?after=0", "?after='%20OR%201=1"})
    EXPECT_EQ(world_.get("/api/v1/access-log" + std::string{query}, auditor_).status, 400)
        << query;
  EXPECT_EQ(world_.get("/api/v1/access-log?actor=" + std::string(65, 'a'), auditor_).status,
            400);
}

TEST_F(RestDisclosure, a_document_is_shown_once_to_each_and_every_look_is_logged) {
  const auto token = world_.sign_in(owner_);
  const auto id = open_case(owner_, token);
  const RestWorld::Call upload{
      .body =
          "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"v\"\r\n"
          "Content-Type: video/mp4\r\n\r\n....ftypmp42....\r\n--b--\r\n",
      .token = token,
      .content_type = "multipart/form-data; boundary=b"};
  const auto kept = world_.call(Method::post, "/api/v1/cases/" + id + "/documents", upload);
  ASSERT_EQ(kept.status, 201) << kept.body;
  const std::string document{
      RestWorld::parse(kept).at("documents").at(0).at("id").as_string()};
  const auto path = "/api/v1/cases/" + id;
  const auto is_seen = [&](const std::string& by) {
    // The third answer is the first that can be a kept one.
    for (int i = 0; i < 3; ++i) world_.get(path, by);
    return RestWorld::parse(world_.get(path, by))
        .at("documents")
        .at(0)
        .at("is_seen")
        .as_bool();
  };
  const auto reviewer = world_.sign_in(Role::reviewer);
  const auto supervisor = world_.sign_in(Role::supervisor);
  EXPECT_FALSE(is_seen(reviewer));
  EXPECT_FALSE(is_seen(supervisor));

  const auto look = [&](const std::string& by) {
    return world_.get(path + "/documents/" + document, by);
  };
  put_into(id, CaseState::under_review);
  EXPECT_EQ(look(reviewer).status, 200);
  EXPECT_TRUE(is_seen(reviewer)) << "no kept answer is stale after the look";
  EXPECT_FALSE(is_seen(supervisor));
  const auto again = look(reviewer);
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(RestWorld::text(again, "code"), "document.seen");
  world_.clock().advance(Duration{1});
  EXPECT_EQ(look(supervisor).status, 200) << "the second person's first look";
  EXPECT_TRUE(is_seen(supervisor));
  EXPECT_FALSE(is_seen(token)) << "whose document it is has not spent a look";

  const auto items = log();
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].at("actor").as_string(), "supervisor");
  EXPECT_EQ(items[1].at("act").as_string(), "view_document");
  EXPECT_EQ(items[1].at("document_id").as_string(), document);
  EXPECT_EQ(items[1].at("case_id").as_string(), id);
}

TEST_F(RestDisclosure, a_document_is_shown_to_nobody_but_who_decides_now) {
  const auto token = world_.sign_in(owner_);
  const auto id = open_case(owner_, token);
  const auto reviewer = world_.sign_in(Role::reviewer);
  const auto supervisor = world_.sign_in(Role::supervisor);
  const auto fraud = world_.sign_in(Role::fraud);
  const auto refusal = [&](const std::string& by) {
    return RestWorld::text(
        world_.get("/api/v1/cases/" + id + "/documents/" + owner_.line_id, by), "code");
  };
  for (const auto& by : {reviewer, supervisor, fraud})
    EXPECT_EQ(refusal(by), "case.state") << "nobody judges a draft";
  put_into(id, CaseState::under_review);
  EXPECT_EQ(refusal(reviewer), "document.unknown");
  EXPECT_EQ(refusal(fraud), "rights.missing");
  put_into(id, CaseState::second_approval);
  EXPECT_EQ(refusal(supervisor), "document.unknown");
  EXPECT_EQ(refusal(reviewer), "rights.missing");
  put_into(id, CaseState::fraud_hold);
  EXPECT_EQ(refusal(fraud), "document.unknown");
  EXPECT_EQ(refusal(supervisor), "rights.missing");
  put_into(id, CaseState::closed);
  for (const auto& by : {reviewer, supervisor, fraud}) EXPECT_EQ(refusal(by), "case.state");

  put_into(id, CaseState::under_review, Actor{Role::clerk, "reviewer"});
  EXPECT_EQ(refusal(reviewer), "review.own_case");
}

TEST_F(RestDisclosure, the_words_of_the_desk_come_in_both_languages) {
  const auto words = RestWorld::parse(world_.get("/api/v1/catalogue", clerk_));
  for (const auto* list : {"defects", "reasons", "risk_factors", "offers"}) {
    const auto& items = words.at(list).as_array();
    EXPECT_GT(items.size(), 3u) << list;
    for (const auto& item : items) {
      EXPECT_FALSE(item.at("text").at("en").as_string().empty());
      EXPECT_FALSE(item.at("text").at("zh").as_string().empty());
    }
  }
  EXPECT_FALSE(words.at("reasons").at(0).at("remedy").at("zh").as_string().empty());
  EXPECT_EQ(words.at("offers").at(0).at("id").as_string(), "suspend");
  EXPECT_FALSE(words.at("offers").at(0).at("script").at("zh").as_string().empty());
}

}  // namespace
}  // namespace signoff
