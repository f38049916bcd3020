// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

// GET /cases/{id} where the answer may come from what was kept.
class KeptAnswers : public testing::Test {
 protected:
  KeptAnswers() : owner_{world_.add_person(1)}, token_{world_.sign_in(owner_)} {
    const auto opened =
        world_.post("/api/v1/cases", R"({"line_id":")" + owner_.line_id + R"("})", token_);
    id_ = RestWorld::text(opened, "id");
    path_ = "/api/v1/cases/" + id_;
  }

  // The third answer is the first that can be a kept one.
  Response kept(const std::string& token) {
    auto answer = world_.get(path_, token);
    for (int i = 0; i < 3; ++i) {
      const auto again = world_.get(path_, token);
      EXPECT_EQ(again.status, answer.status);
      EXPECT_EQ(again.body, answer.body);
      EXPECT_EQ(again.headers, answer.headers);
    }
    return answer;
  }
  Response poll(const std::string& tag) {
    Request request;
    request.method = Method::get;
    request.segments = {"api", "v1", "cases", id_};
    request.bearer = token_;
    request.if_none_match = tag;
    request.remote_address = "192.0.2.1";
    return world_.router().answer(std::move(request));
  }
  static std::string tag_of(const Response& answer) {
    for (const auto& [name, value] : answer.headers)
      if (name == "ETag") return value;
    return "";
  }

  SeededRandom random_{11};
  RestWorld world_;
  RestWorld::Person owner_;
  std::string token_;
  std::string id_;
  std::string path_;
};

TEST_F(KeptAnswers, a_change_is_seen_by_the_very_next_request) {
  const auto clerk = world_.sign_in(Role::clerk);
  EXPECT_EQ(RestWorld::text(kept(token_), "state"), "DRAFT");
  EXPECT_EQ(RestWorld::text(kept(clerk), "state"), "DRAFT");

  EXPECT_EQ(world_.post(path_ + "/withdrawal", "{}", token_).status, 200);

  EXPECT_EQ(RestWorld::text(world_.get(path_, token_), "state"), "WITHDRAWN");
  EXPECT_EQ(RestWorld::text(world_.get(path_, clerk), "state"), "WITHDRAWN");
}

TEST_F(KeptAnswers, what_a_change_beside_the_case_shows_is_seen_too) {
  const auto before = kept(token_);
  Change change;
  change.line_id = owner_.line_id;
  Refund refund;
  refund.id = new_uuid(world_.clock().now(), random_);
  refund.line_id = owner_.line_id;
  refund.case_id = id_;
  refund.target_kind = "source";
  change.refunds = {refund};
  ASSERT_TRUE(world_.store().commit(change));

  const auto after = world_.get(path_, token_);

  EXPECT_EQ(RestWorld::parse(after).at("refunds").as_array().size(), 1u);
  EXPECT_EQ(RestWorld::parse(after).at("version"), RestWorld::parse(before).at("version"));
  EXPECT_NE(tag_of(after), tag_of(before)) << "the body is another, the version is not";
}

TEST_F(KeptAnswers, a_case_whose_line_has_a_new_owner_is_unknown_to_the_old_one) {
  EXPECT_EQ(kept(token_).status, 200);
  const auto heir = world_.add_person(2);
  Change change;
  change.line_id = owner_.line_id;
  change.line = world_.store().line(owner_.line_id).value();
  change.line->owner_id = heir.owner_id;
  ASSERT_TRUE(world_.store().commit(change));

  EXPECT_EQ(world_.get(path_, token_).status, 404);
  EXPECT_EQ(world_.get(path_, world_.sign_in(heir)).status, 200);
}

TEST_F(KeptAnswers, a_stranger_and_one_who_signed_out_get_nothing_of_it) {
  const auto stranger = world_.sign_in(world_.add_person(2));
  EXPECT_EQ(kept(token_).status, 200);

  EXPECT_EQ(kept(stranger).status, 404);
  EXPECT_EQ(world_.get(path_).status, 401);
  EXPECT_EQ(world_.get(path_, "x").status, 401);
  const auto left =
      world_.call(Method::remove, "/api/v1/sessions/current", {.token = token_});
  EXPECT_EQ(left.status, 204);
  EXPECT_EQ(world_.get(path_, token_).status, 401);
  EXPECT_EQ(poll("*").status, 401);
}

TEST_F(KeptAnswers, each_role_is_shown_its_own_parts) {
  const auto clerk = world_.sign_in(Role::clerk);
  const auto fraud = world_.sign_in(Role::fraud);

  EXPECT_FALSE(RestWorld::parse(kept(token_)).contains("risk"));
  EXPECT_TRUE(RestWorld::parse(kept(fraud)).contains("risk"));
  EXPECT_FALSE(RestWorld::parse(kept(clerk)).contains("risk"));
}

TEST_F(KeptAnswers, a_poll_with_the_tag_is_answered_304_until_something_changes) {
  const auto tag = tag_of(world_.get(path_, token_));
  for (int i = 0; i < 4; ++i) {
    const auto same = poll("\"0\", W/" + tag);
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.body, "");
    EXPECT_EQ(tag_of(same), tag);
  }
  EXPECT_EQ(poll("*").status, 304);
  EXPECT_EQ(poll("\"0\"").status, 200);

  EXPECT_EQ(world_.post(path_ + "/withdrawal", "{}", token_).status, 200);

  const auto other = poll(tag);
  EXPECT_EQ(other.status, 200);
  EXPECT_EQ(RestWorld::text(other, "state"), "WITHDRAWN");
}

TEST_F(KeptAnswers, the_tag_stands_for_the_version_where_an_act_names_it) {
  const auto seen = tag_of(kept(token_));
  const auto act = [&](const std::string& tag) {
    return world_.call(Method::post, path_ + "/settlements",
                       {.body = "{}", .token = token_, .if_match = tag});
  };
  EXPECT_EQ(act(seen).status, 200);
  EXPECT_EQ(act(seen).status, 412);
  EXPECT_EQ(act(tag_of(world_.get(path_, token_))).status, 200);
}

}  // namespace
}  // namespace signoff
