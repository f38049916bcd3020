// SPDX-License-Identifier: Apache-2.0
// The customer's own screen at the counter, the one save offer, the card handed in.
#include "rest_world.h"

namespace signoff {
namespace {

class RestCounter : public ::testing::Test {
 protected:
  RestCounter() {
    clerk_ = world_.sign_in(Role::clerk);
    owner_ = world_.sign_in(person_);
  }

  Response open_pairing() {
    return world_.post("/api/v1/pairings", R"({"line_id":")" + person_.line_id + R"("})",
                       clerk_);
  }
  Response join(const std::string& code, const std::string& address = "192.0.2.1") {
    return world_.call(Method::post, "/api/v1/pairings/join",
                       {.body = R"({"code":")" + code + R"("})", .address = address});
  }
  std::string open_case(const std::string& token) {
    const auto opened =
        world_.post("/api/v1/cases", R"({"line_id":")" + person_.line_id + R"("})", token);
    EXPECT_EQ(opened.status, 201) << opened.body;
    return RestWorld::text(opened, "id");
  }
  Response act(const std::string& case_id, const std::string& what,
               const std::string& body) {
    return world_.post("/api/v1/cases/" + case_id + "/" + what, body, clerk_);
  }
  static bool has_action(const Response& answer, std::string_view action) {
    const auto body = RestWorld::parse(answer);
    for (const auto& one : body.at("actions").as_array())
      if (one.as_string() == action) return true;
    return false;
  }

  SeededRandom random_{11};
  RestWorld world_;
  RestWorld::Person person_ = world_.add_person(1);
  std::string clerk_;
  std::string owner_;
};

TEST_F(RestCounter, the_customers_screen_reaches_the_one_line_and_nothing_else) {
  // A second line and case of the same owner.
  const auto other = world_.add_person(2);
  auto line = world_.store().line(other.line_id).value();
  line.owner_id = person_.owner_id;
  ASSERT_TRUE(world_.store().commit({.line_id = line.id, .line = line}));
  const auto other_case = RestWorld::text(
      world_.post("/api/v1/cases", R"({"line_id":")" + other.line_id + R"("})", owner_),
      "id");
  ASSERT_EQ(world_.get("/api/v1/cases/" + other_case, owner_).status, 200);

  const auto pairing = open_pairing();
  ASSERT_EQ(pairing.status, 201) << pairing.body;
  EXPECT_EQ(RestWorld::text(pairing, "state"), "waiting");
  const auto joined = join(RestWorld::text(pairing, "code"));
  ASSERT_EQ(joined.status, 201) << joined.body;
  EXPECT_EQ(RestWorld::text(joined, "line_id"), person_.line_id);
  const auto screen = RestWorld::text(joined, "token");

  const auto me = world_.get("/api/v1/session", screen);
  EXPECT_EQ(RestWorld::text(me, "role"), "subscriber");
  EXPECT_EQ(RestWorld::text(me, "channel"), "shop");
  EXPECT_EQ(RestWorld::text(me, "line_id"), person_.line_id);
  const auto lines = RestWorld::parse(world_.get("/api/v1/lines", screen));
  ASSERT_EQ(lines.at("items").as_array().size(), 1u);
  EXPECT_EQ(lines.at("items").at(0).at("id").as_string(), person_.line_id);
  EXPECT_EQ(world_.get("/api/v1/lines/" + other.line_id, screen).status, 404);
  // Twice: the second answer of a case is a kept one.
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(world_.get("/api/v1/cases/" + other_case, screen).status, 404);
  EXPECT_TRUE(
      RestWorld::parse(world_.get("/api/v1/cases", screen)).at("items").as_array().empty());
  const auto by_line = world_.get("/api/v1/cases?line_id=" + other.line_id, screen);
  EXPECT_TRUE(RestWorld::parse(by_line).at("items").as_array().empty());
  EXPECT_EQ(
      world_.post("/api/v1/cases", R"({"line_id":")" + other.line_id + R"("})", screen)
          .status,
      404);

  const auto id = open_case(screen);
  const auto seen =
      world_.get("/api/v1/pairings/" + RestWorld::text(pairing, "id"), clerk_);
  EXPECT_EQ(RestWorld::text(seen, "state"), "joined");
  EXPECT_EQ(RestWorld::text(seen, "case_id"), id);
  EXPECT_FALSE(RestWorld::parse(seen).contains("code"));
}

TEST_F(RestCounter, the_customer_consents_on_his_screen_and_the_clerk_vouches_on_his) {
  const auto joined = join(RestWorld::text(open_pairing(), "code"));
  const auto screen = RestWorld::text(joined, "token");
  const auto id = open_case(screen);
  const auto view = RestWorld::parse(world_.get("/api/v1/cases/" + id, screen));
  EXPECT_EQ(view.at("channel").as_string(), "shop");
  const std::string hash{view.at("quote").at("hash").as_string()};
  const auto sent = world_.post("/api/v1/cases/" + id + "/submission",
                                R"({"quote_hash":")" + hash + R"("})", screen);
  EXPECT_LT(sent.status, 500u) << sent.body;
  const std::string proof =
      R"({"proofs":[{"kind":"in_person","value":")" + person_.id_number + R"("}]})";
  const auto by_himself =
      world_.post("/api/v1/cases/" + id + "/confirmation", proof, screen);
  EXPECT_EQ(by_himself.status, 403) << "the customer cannot vouch for himself";
  const auto confirmed = act(id, "confirmation", proof);
  EXPECT_EQ(confirmed.status, 200) << confirmed.body;
}

TEST_F(RestCounter, a_code_is_worth_one_screen_and_five_minutes) {
  const auto code = RestWorld::text(open_pairing(), "code");
  EXPECT_EQ(code.size(), 6u);
  ASSERT_EQ(join(code).status, 201);
  const auto again = join(code);
  EXPECT_EQ(again.status, 403);
  EXPECT_EQ(RestWorld::text(again, "code"), "pairing.wrong");

  const auto late = open_pairing();
  world_.pass_wall(std::chrono::minutes{5});
  EXPECT_EQ(RestWorld::text(join(RestWorld::text(late, "code")), "code"), "pairing.wrong");
  const auto seen = world_.get("/api/v1/pairings/" + RestWorld::text(late, "id"), clerk_);
  EXPECT_EQ(RestWorld::text(seen, "state"), "ended");
}

TEST_F(RestCounter, a_screen_ends_when_the_clerk_says_so_or_by_itself) {
  const auto pairing = open_pairing();
  const auto path = "/api/v1/pairings/" + RestWorld::text(pairing, "id");
  const auto screen = RestWorld::text(join(RestWorld::text(pairing, "code")), "token");
  EXPECT_EQ(world_.get("/api/v1/session", screen).status, 200);
  EXPECT_EQ(world_.call(Method::remove, path, {.token = clerk_}).status, kStatusNoContent);
  EXPECT_EQ(world_.get("/api/v1/session", screen).status, 401);
  EXPECT_EQ(RestWorld::text(world_.get(path, clerk_), "state"), "ended");
  EXPECT_EQ(world_.call(Method::remove, path, {.token = clerk_}).status, kStatusNoContent);

  const auto other = open_pairing();
  const auto left = RestWorld::text(join(RestWorld::text(other, "code")), "token");
  // The clerk goes on working; and the screen is in use, too.
  for (const auto minutes : {29, 1}) {
    world_.pass_wall(std::chrono::minutes{minutes});
    EXPECT_EQ(world_.get("/api/v1/session", clerk_).status, 200);
    EXPECT_EQ(world_.get("/api/v1/session", left).status, minutes == 1 ? 401 : 200);
  }
  const auto unused = open_pairing();
  EXPECT_EQ(world_
                .call(Method::remove, "/api/v1/pairings/" + RestWorld::text(unused, "id"),
                      {.token = clerk_})
                .status,
            kStatusNoContent);
  EXPECT_EQ(join(RestWorld::text(unused, "code")).status, 403);
}

TEST_F(RestCounter, the_next_customers_screen_ends_the_one_before) {
  const auto first = open_pairing();
  const auto screen = RestWorld::text(join(RestWorld::text(first, "code")), "token");
  ASSERT_EQ(world_.get("/api/v1/session", screen).status, 200);
  const auto other = world_.add_person(2);
  const auto next =
      world_.post("/api/v1/pairings", R"({"line_id":")" + other.line_id + R"("})", clerk_);
  ASSERT_EQ(next.status, 201) << next.body;
  EXPECT_EQ(world_.get("/api/v1/session", screen).status, 401);
  // And a code that nobody typed is worth nothing any more.
  ASSERT_EQ(open_pairing().status, 201);
  EXPECT_EQ(RestWorld::text(join(RestWorld::text(next, "code")), "code"), "pairing.wrong");
}

TEST_F(RestCounter, another_clerk_sees_nothing_of_a_screen) {
  const auto path = "/api/v1/pairings/" + RestWorld::text(open_pairing(), "id");
  ASSERT_TRUE(world_.service().add_staff("second", Role::clerk, "a good password"));
  const auto second =
      RestWorld::text(world_.post("/api/v1/sessions",
                                  R"({"username":"second","password":"a good password"})"),
                      "token");
  EXPECT_EQ(world_.get(path, second).status, 404);
  EXPECT_EQ(world_.call(Method::remove, path, {.token = second}).status, 404);
  EXPECT_EQ(world_.get("/api/v1/pairings/none", clerk_).status, 404);
}

TEST_F(RestCounter, guessing_codes_is_slowed_down_by_address) {
  int refused = 0;
  for (int i = 0; i < 40; ++i) {
    const auto answer = join(fmt::format("{:06}", i), "192.0.2.77");
    EXPECT_TRUE(answer.status == 403 || answer.status == 429) << answer.body;
    refused += answer.status == 429 ? 1 : 0;
  }
  EXPECT_GT(refused, 0);
  for (const auto* body : {"{}", R"({"code":"12345"})", R"({"code":"1234567"})",
                           R"({"code":123456})", R"({"code":"123456","x":1})"})
    EXPECT_EQ(world_.post("/api/v1/pairings/join", body).status, 422) << body;
}

TEST_F(RestCounter, one_offer_is_noted_and_a_second_refused) {
  const auto id = open_case(owner_);
  EXPECT_TRUE(has_action(world_.get("/api/v1/cases/" + id, clerk_), "offer"));
  EXPECT_EQ(act(id, "offers", R"({"offer":"gift","outcome":"declined"})").status, 422);
  EXPECT_EQ(act(id, "offers", R"({"offer":"suspend"})").status, 422);
  const auto made = act(id, "offers", R"({"offer":"suspend","outcome":"declined"})");
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(RestWorld::parse(made).at("offer").at("outcome").as_string(), "declined");
  EXPECT_FALSE(has_action(made, "offer"));
  const auto second = act(id, "offers", R"({"offer":"port","outcome":"accepted"})");
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(RestWorld::text(second, "code"), "offer.made_already");
  const auto own = RestWorld::parse(world_.get("/api/v1/cases/" + id, owner_));
  EXPECT_FALSE(own.contains("offer")) << "for staff only";
  const auto history = world_.store().history(id).value();
  EXPECT_EQ(history.back().name, "offer_made");
  EXPECT_EQ(history.back().detail, R"({"offer":"suspend","outcome":"declined"})");
}

TEST_F(RestCounter, an_offer_that_is_taken_ends_the_draft_and_frees_the_line) {
  const auto id = open_case(owner_);
  const auto made = act(id, "offers", R"({"offer":"suspend","outcome":"accepted"})");
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(RestWorld::text(made, "state"), "WITHDRAWN");
  EXPECT_EQ(RestWorld::parse(made).at("offer").at("outcome").as_string(), "accepted");
  const auto paused =
      world_.post("/api/v1/lines/" + person_.line_id + "/suspension", "{}", owner_);
  EXPECT_LT(paused.status, 300u) << paused.body;
}

TEST_F(RestCounter, a_card_handed_in_before_the_stop_is_on_the_final_voucher) {
  const auto id = open_case(owner_);
  const auto other = world_.add_person(3);
  const auto with = [](const Iccid& card) {
    return R"({"iccid":")" + std::string{card.digits()} + R"("})";
  };
  const auto wrong = act(id, "surrender", with(other.iccid));
  EXPECT_EQ(wrong.status, 409);
  EXPECT_EQ(RestWorld::text(wrong, "code"), "card.other");
  EXPECT_EQ(wrong.body.find(other.line_id), std::string::npos);
  for (const auto* body :
       {"{}", R"({"without_card":false})", R"({"iccid":"1"})", R"({"without_card":"yes"})"})
    EXPECT_EQ(act(id, "surrender", body).status, 422) << body;
  EXPECT_EQ(
      act(id, "surrender", with(person_.iccid).replace(0, 1, R"({"without_card":true,)"))
          .status,
      422);

  const auto none = act(id, "surrender", R"({"without_card":true})");
  ASSERT_EQ(none.status, 200) << none.body;
  EXPECT_EQ(RestWorld::text(none, "surrender"), "none");
  EXPECT_TRUE(has_action(none, "surrender")) << "he may still bring it";
  const auto taken = act(id, "surrender", with(person_.iccid));
  ASSERT_EQ(taken.status, 200) << taken.body;
  EXPECT_EQ(RestWorld::text(taken, "surrender"), "card");
  EXPECT_FALSE(has_action(taken, "surrender"));
  EXPECT_EQ(RestWorld::text(act(id, "surrender", with(person_.iccid)), "code"),
            "card.taken_already");

  // The bar revokes the card; then it counts as handed in.
  const std::string hash{RestWorld::parse(world_.get("/api/v1/cases/" + id, clerk_))
                             .at("quote")
                             .at("hash")
                             .as_string()};
  ASSERT_LT(act(id, "settlements",
                R"({"settlements":[{"obligation":"OB-31","option":"refund_source"}],)"
                R"("acknowledgements":["OB-23","OB-32","OB-36"]})")
                .status,
            300u);
  const auto quoted = RestWorld::parse(world_.get("/api/v1/cases/" + id, clerk_));
  (void)act(id, "submission",
            R"({"quote_hash":")" + std::string{quoted.at("quote").at("hash").as_string()} +
                R"("})");
  const auto confirmed =
      act(id, "confirmation",
          R"({"proofs":[{"kind":"in_person","value":")" + person_.id_number + R"("}]})");
  ASSERT_EQ(confirmed.status, 200) << confirmed.body;
  world_.work();
  world_.pass(std::chrono::hours{48});
  EXPECT_EQ(world_.store().line(person_.line_id)->card, CardState::surrendered)
      << world_.get("/api/v1/cases/" + id, clerk_).body;
}

TEST_F(RestCounter, the_form_is_one_page_for_the_owner_and_the_clerk) {
  const auto id = open_case(owner_);
  EXPECT_TRUE(has_action(world_.get("/api/v1/cases/" + id, owner_), "form"));
  for (const auto& token : {owner_, clerk_}) {
    const auto form = world_.get("/api/v1/cases/" + id + "/form", token);
    ASSERT_EQ(form.status, 200) << form.body;
    EXPECT_EQ(form.content_type, "application/pdf");
    EXPECT_TRUE(form.body.starts_with("%PDF-1.5"));
  }
  const auto other = world_.sign_in(world_.add_person(5));
  EXPECT_EQ(world_.get("/api/v1/cases/" + id + "/form", other).status, 404);
}

TEST_F(RestCounter, that_a_line_is_on_its_way_back_is_said) {
  const auto id = open_case(owner_);
  const auto shown = [&](const std::string& token) {
    return RestWorld::parse(world_.get("/api/v1/cases/" + id, token));
  };
  EXPECT_FALSE(shown(clerk_).contains("is_being_restored"));
  auto dossier = world_.store().dossier(id).value();
  dossier.head.undoing = true;
  Change change;
  change.line_id = person_.line_id;
  change.moved_case = dossier.head;
  ASSERT_TRUE(world_.store().commit(change));
  const auto seen = shown(clerk_);
  ASSERT_TRUE(seen.contains("is_being_restored"));
  EXPECT_TRUE(seen.at("is_being_restored").as_bool());
}

TEST_F(RestCounter, a_form_with_a_signature_is_in_the_access_log_when_staff_print_it) {
  const auto id = open_case(owner_);
  Change change;
  change.line_id = person_.line_id;
  auto dossier = world_.store().dossier(id).value();
  Document signature;
  signature.id = new_uuid(world_.clock().now(), random_);
  signature.kind = "signature";
  dossier.file.documents.push_back(signature);
  change.moved_case = dossier.head;
  change.file = dossier.file;
  change.documents.push_back({.id = signature.id,
                              .case_id = id,
                              .line_id = person_.line_id,
                              .media_type = "image/png",
                              .content = {},
                              .at = world_.clock().now()});
  ASSERT_TRUE(world_.store().commit(change));
  const auto looks = [&] { return world_.store().accesses({}).value(); };
  (void)world_.get("/api/v1/cases/" + id + "/form", owner_);
  EXPECT_TRUE(looks().empty()) << "his own";
  (void)world_.get("/api/v1/cases/" + id + "/form", clerk_);
  ASSERT_EQ(looks().size(), 1u);
  EXPECT_EQ(looks()[0].act, kDocumentSeen);
  EXPECT_EQ(looks()[0].document_id, signature.id);
  EXPECT_EQ(looks()[0].actor.id, "clerk");
}

TEST_F(RestCounter, not_me_is_taken_from_a_customers_screen_for_any_case_number) {
  const auto other = world_.add_person(2);
  const auto opened = world_.post(
      "/api/v1/cases", R"({"line_id":")" + other.line_id + R"("})", world_.sign_in(other));
  const auto number = RestWorld::text(opened, "number");
  const auto joined = join(RestWorld::text(open_pairing(), "code"));
  const auto screen = RestWorld::text(joined, "token");
  const auto object = [&](const std::string& case_number) {
    return world_
        .post("/api/v1/objections", R"({"case_number":")" + case_number + R"("})", screen)
        .status;
  };
  EXPECT_EQ(object("2611-0000000-0"), 202);
  EXPECT_EQ(object(number), 202) << "nothing tells which numbers there are";
  const auto dossier = world_.store().dossier_by_number(number).value();
  EXPECT_EQ(dossier.head.state, CaseState::withdrawn);
}

TEST_F(RestCounter, an_esim_has_no_card_to_hand_in) {
  auto line = world_.store().line(person_.line_id).value();
  line.eid = Eid::parse("89049032000000000000000000000036").value_or(Eid{});
  ASSERT_TRUE(world_.store().commit({.line_id = line.id, .line = line}));
  const auto id = open_case(owner_);
  const auto answer =
      act(id, "surrender", R"({"iccid":")" + std::string{person_.iccid.digits()} + R"("})");
  EXPECT_EQ(RestWorld::text(answer, "code"), "card.is_esim");
}

}  // namespace
}  // namespace signoff
