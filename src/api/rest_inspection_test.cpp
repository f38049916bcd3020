// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

namespace signoff {
namespace {

using Person = RestWorld::Person;

// What staff find and check about a case.
class RestInspection : public ::testing::Test {
 protected:
  std::string open_case(const Person& person, const std::string& token,
                        const std::string& address = "192.0.2.1") {
    RestWorld::Call call{.body = R"({"line_id":")" + person.line_id + R"("})",
                         .token = token,
                         .address = address};
    const auto opened = world_.call(Method::post, "/api/v1/cases", call);
    EXPECT_LT(opened.status, 300u) << opened.body;
    return RestWorld::text(opened, "id");
  }
  std::string path(std::string_view what) const {
    return "/api/v1/cases/" + id_ + "/" + std::string{what};
  }
  void submit(const std::string& token) {
    const auto now = RestWorld::parse(world_.get("/api/v1/cases/" + id_, token));
    const std::string hash{now.at("quote").at("hash").as_string()};
    const auto done =
        world_.post(path("submission"), R"({"quote_hash":")" + hash + R"("})", token);
    EXPECT_EQ(done.status, 200) << done.body;
  }
  void confirm(const std::string& token) {
    const auto proofs =
        R"({"proofs":[{"kind":"otp","value":")" + world_.code_at(owner_.msisdn) +
        R"("},{"kind":"id_number","value":")" + owner_.id_number +
        R"("},{"kind":"iccid","value":")" + std::string{owner_.iccid.digits()} + R"("}]})";
    const auto done = world_.post(path("confirmation"), proofs, token);
    EXPECT_EQ(done.status, 200) << done.body;
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
  boost::json::array items(std::string_view what, const std::string& token) {
    const auto answer = world_.get(path(what), token);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return RestWorld::parse(answer).at("items").as_array();
  }

  RestWorld world_;
  Person owner_ = world_.add_person(1);
  std::string token_ = world_.sign_in(owner_);
  std::string fraud_ = world_.sign_in(Role::fraud);
  std::string id_ = open_case(owner_, token_);
};

TEST_F(RestInspection, the_history_is_shown_raw_with_its_chain) {
  submit(token_);
  const auto auditor = world_.sign_in(Role::auditor);
  const auto shown = RestWorld::parse(world_.get(path("history"), auditor));
  const auto& events = shown.at("items").as_array();
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].at("name").as_string(), "opened");
  EXPECT_EQ(events[0].at("actor_role").as_string(), "subscriber");
  EXPECT_FALSE(events[0].at("actor_id").as_string().empty());
  EXPECT_EQ(events[1].at("prev"), events[0].at("hash"));
  EXPECT_EQ(events[1].at("from").as_string(), "DRAFT");
  EXPECT_TRUE(shown.at("chain").at("is_whole").as_bool());
  EXPECT_TRUE(shown.at("chain").at("broken_at").is_null());
  EXPECT_EQ(shown.at("chain").at("head"), events[2].at("hash"));
  EXPECT_EQ(shown.at("chain").at("length").as_int64(), 3);

  put([](Dossier& dossier) { dossier.head.head = std::string{kChainStart}; });
  const auto broken = RestWorld::parse(world_.get(path("history"), auditor));
  EXPECT_FALSE(broken.at("chain").at("is_whole").as_bool());
  EXPECT_EQ(broken.at("chain").at("broken_at").as_int64(), 3);
}

TEST_F(RestInspection, messages_are_shown_as_sent_masked_and_without_codes) {
  submit(token_);
  world_.work();
  confirm(token_);
  world_.work();
  const auto agent = world_.sign_in(Role::agent);
  const auto messages = items("messages", agent);
  ASSERT_FALSE(messages.empty());
  std::set<std::string> channels;
  std::set<std::string> states;
  for (const auto& message : messages) {
    const std::string text{message.at("text").as_string()};
    EXPECT_TRUE(text.starts_with("【")) << text;
    EXPECT_EQ(text.find("验证码"), std::string::npos) << text;
    EXPECT_EQ(text.find(world_.code_at(owner_.msisdn)), std::string::npos);
    states.insert(std::string{message.at("state").as_string()});
    EXPECT_EQ(message.at("to_masked").as_string(), "100****0001");
    channels.insert(std::string{message.at("channel").as_string()});
  }
  EXPECT_EQ(states, (std::set<std::string>{"sent", "suppressed"}))
      << "a barred line hears nothing more";
  EXPECT_EQ(channels, (std::set<std::string>{"sms", "other_line"}));
  const std::string first{messages[0].at("text").as_string()};
  const auto& sent = world_.smsc().delivered();
  EXPECT_TRUE(std::ranges::any_of(sent, [&](const auto& sms) { return sms.text == first; }))
      << "word for word";
  EXPECT_EQ(items("messages", token_).size(), messages.size()) << "the owner's own";
  const auto other = world_.add_person(2);
  EXPECT_EQ(world_.get(path("messages"), world_.sign_in(other)).status, 404);
}

TEST_F(RestInspection, cases_with_something_in_common_are_found_and_swept_a_month_after) {
  const auto second = world_.add_person(2);
  const auto third = world_.add_person(3);
  world_.clock().advance(std::chrono::seconds{1});
  const auto same = open_case(second, world_.sign_in(second));
  const auto apart = open_case(third, world_.sign_in(third), "192.0.2.77");

  const auto links = items("links", fraud_);

  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].at("kind").as_string(), "address");
  EXPECT_EQ(links[0].at("case_id").as_string(), same);
  EXPECT_EQ(links[0].at("msisdn_masked").as_string(), "100****0002");
  EXPECT_EQ(links[0].at("state").as_string(), "DRAFT");

  const auto again = open_case(third, world_.sign_in(Role::clerk));
  EXPECT_EQ(again, apart);
  EXPECT_EQ(items("links", fraud_).size(), 1u) << "a shop's address links nobody";

  ASSERT_EQ(
      world_.post("/api/v1/cases/" + same + "/withdrawal", "{}", world_.sign_in(second))
          .status,
      200);
  const auto zone_day = std::chrono::days{1};
  const auto sweep = [&] {
    return world_.store().sweep({.marks_before = world_.clock().now()}).value();
  };
  world_.clock().advance(std::chrono::days{29});
  EXPECT_EQ(sweep(), 0u);
  EXPECT_EQ(items("links", fraud_).size(), 1u);
  world_.clock().advance(zone_day);
  EXPECT_GT(sweep(), 0u);
  EXPECT_TRUE(items("links", fraud_).empty());
}

TEST_F(RestInspection, the_same_owner_links_his_cases) {
  ASSERT_EQ(world_.post(path("withdrawal"), "{}", token_).status, 200);
  world_.clock().advance(std::chrono::seconds{1});
  const auto next = open_case(owner_, token_, "192.0.2.9");
  const auto links =
      RestWorld::parse(world_.get("/api/v1/cases/" + next + "/links", fraud_)).at("items");
  ASSERT_EQ(links.as_array().size(), 1u);
  EXPECT_EQ(links.at(0).at("kind").as_string(), "owner");
  EXPECT_EQ(links.at(0).at("case_id").as_string(), id_);
}

TEST_F(RestInspection, an_analyst_holds_a_case_where_it_is_and_the_owner_is_told) {
  const auto hold = [&](const std::string& body) {
    return world_.post(path("hold"), body, fraud_);
  };
  const std::string reason = R"({"reason":"Same device as three, 13800008888"})";
  const auto early = hold(reason);
  EXPECT_EQ(early.status, 409) << "a draft binds nobody";
  EXPECT_EQ(RestWorld::text(early, "code"), "case.state");
  submit(token_);
  for (const auto* body : {"{}", R"({"reason":"abcd"})", R"({"reason":"a reason","x":1})"})
    EXPECT_EQ(hold(body).status, 422) << body;
  EXPECT_EQ(world_
                .call(Method::post, path("hold"),
                      {.body = reason, .token = fraud_, .if_match = "\"1\""})
                .status,
            412);
  const auto before = RestWorld::parse(world_.get("/api/v1/cases/" + id_, fraud_));
  EXPECT_TRUE(std::ranges::count(before.at("actions").as_array(), "hold"));

  const auto held = hold(reason);

  ASSERT_EQ(held.status, 200) << held.body;
  EXPECT_EQ(RestWorld::text(held, "state"), "FRAUD_HOLD");
  EXPECT_EQ(RestWorld::text(held, "hold_reason"), "analyst");
  const auto dossier = world_.store().dossier(id_).value();
  EXPECT_EQ(dossier.head.held_from, CaseState::auth_stepup);
  const auto history = world_.store().history(id_).value();
  EXPECT_EQ(history.back().detail,
            R"({"why":"analyst","words":"Same device as three, ***"})");
  const auto notices = world_.store().notices(id_).value();
  EXPECT_TRUE(std::ranges::any_of(
      notices, [](const Notice& notice) { return notice.message == "C09.on_hold"; }));
  EXPECT_EQ(RestWorld::text(hold(reason), "code"), "case.state") << "once is enough";
}

TEST_F(RestInspection, who_passes_a_case_on_says_why_to_whoever_takes_it) {
  const auto reviewer = world_.sign_in(Role::reviewer);
  const auto supervisor = world_.sign_in(Role::supervisor);
  const auto decide = [&](std::string_view decision, const std::string& reason,
                          const std::string& token) {
    return world_.post(
        path("decision"),
        R"({"decision":")" + std::string{decision} + R"(","reason":")" + reason + R"("})",
        token);
  };
  const auto last = [&] { return world_.store().history(id_)->back().detail; };
  put([](Dossier& dossier) { dossier.head.state = CaseState::under_review; });
  EXPECT_EQ(decide("second", std::string(301, 'x'), reviewer).status, 422);

  ASSERT_EQ(decide("second", "The name on 110101199003071234 differs", reviewer).status,
            200);
  EXPECT_EQ(last(), R"({"words":"The name on *** differs"})");
  EXPECT_EQ(items("history", supervisor).back().at("detail").as_string(), last());

  ASSERT_EQ(decide("need_more", "Ask for the mandate", supervisor).status, 200);
  EXPECT_EQ(last(), R"({"words":"Ask for the mandate"})");

  ASSERT_EQ(decide("fraud", "Two accounts", reviewer).status, 200);
  EXPECT_EQ(last(), R"({"why":"analyst","words":"Two accounts"})");
}

TEST_F(RestInspection, an_owner_is_asked_for_the_document_that_he_has) {
  const auto reviewer = world_.sign_in(Role::reviewer);
  const auto asked_of = [&](const std::string& id_kind) {
    Change change;
    change.line_id = owner_.line_id;
    change.owner = world_.store().owner(owner_.owner_id).value();
    change.owner->id_kind = id_kind;
    EXPECT_TRUE(world_.store().commit(change));
    put([](Dossier& dossier) { dossier.head.state = CaseState::under_review; });
    const auto done = world_.post(
        path("decision"), R"({"decision":"need_more","defects":["blurred"]})", reviewer);
    EXPECT_EQ(done.status, 200) << done.body;
    const auto now = RestWorld::parse(world_.get("/api/v1/cases/" + id_, token_));
    return boost::json::serialize(now.at("open_items").at(0).at("documents"));
  };
  EXPECT_EQ(asked_of("passport"), R"(["passport"])");
  for (const auto* kind : {"resident_id", "hk_macau_permit", "permanent_resident"})
    EXPECT_EQ(asked_of(kind), R"(["id_front","id_back"])") << kind;
}

TEST_F(RestInspection, why_a_case_was_decided_as_it_was_stays_in_the_history) {
  const auto reviewer = world_.sign_in(Role::reviewer);
  const auto decide = [&](const std::string& members, const std::string& token) {
    return world_.post(path("decision"), "{" + members + "}", token);
  };
  const auto told = [&](std::string_view name) {
    const auto history = world_.store().history(id_).value();
    const auto event = std::ranges::find(history, name, &HistoryEvent::name);
    return event == history.end() ? "no " + std::string{name} : event->detail;
  };
  submit(token_);
  put([](Dossier& dossier) {
    dossier.head.state = CaseState::fraud_hold;
    dossier.head.held_from = CaseState::under_review;
  });
  ASSERT_EQ(
      decide(R"("decision":"release","reason":"Called +86 138 0013 8000, it was him")",
             fraud_)
          .status,
      200);
  EXPECT_EQ(told("released_to_review"), R"({"words":"Called +***, it was him"})");

  ASSERT_EQ(decide(R"("decision":"need_more","defects":["blurred"],"reason":"Back side")",
                   reviewer)
                .status,
            200);
  EXPECT_EQ(told("more_needed"), R"({"words":"Back side"})");

  put([](Dossier& dossier) { dossier.head.state = CaseState::under_review; });
  ASSERT_EQ(
      decide(R"("decision":"approve","reason":"Compared both sides")", reviewer).status,
      200);
  EXPECT_EQ(told("approved"), R"({"words":"Compared both sides"})");

  put([](Dossier& dossier) { dossier.head.state = CaseState::under_review; });
  ASSERT_EQ(decide(R"("decision":"reject","reason_code":"document_unreadable",)"
                   R"("reason":"Third try")",
                   reviewer)
                .status,
            200);
  // The service was being stopped by then.
  EXPECT_EQ(told("rejection_accepted"),
            R"({"reason":"document_unreadable","words":"Third try"})");
}

TEST_F(RestInspection, a_new_role_makes_nobody_his_own_second_pair_of_eyes) {
  const auto person = world_.add_person(3);
  const auto as = [&](Role role) {
    EXPECT_TRUE(world_.service().add_staff("li", role, "a good password"));
    return RestWorld::text(world_.post("/api/v1/sessions",
                                       R"({"username":"li","password":"a good password"})"),
                           "token");
  };
  const auto id = open_case(person, as(Role::clerk));
  const auto path = "/api/v1/cases/" + id;
  const auto move = [&](const std::function<void(Dossier&)>& change) {
    auto dossier = world_.store().dossier(id).value();
    change(dossier);
    Change stored{.line_id = person.line_id};
    stored.moved_case = dossier.head;
    stored.file = dossier.file;
    ASSERT_TRUE(world_.store().commit(stored));
  };
  const auto offers = [&](const std::string& token, std::string_view action) {
    const auto shown = RestWorld::parse(world_.get(path, token));
    return std::ranges::any_of(shown.at("actions").as_array(),
                               [&](const auto& one) { return one.as_string() == action; });
  };
  move([](Dossier& dossier) { dossier.head.state = CaseState::under_review; });
  const auto reviewer = as(Role::reviewer);
  EXPECT_FALSE(offers(reviewer, "decide"));
  EXPECT_EQ(
      RestWorld::text(
          world_.post(path + "/decision", R"({"decision":"approve"})", reviewer), "code"),
      "review.own_case");
  EXPECT_TRUE(offers(world_.sign_in(Role::reviewer), "decide"));

  move([&](Dossier& dossier) {
    dossier.head.state = CaseState::stuck;
    dossier.head.step = StepId::e5_esim;
    dossier.head.held_from = CaseState::executing;
    dossier.file.stuck = StuckReport{
        StepId::e5_esim, "far.away", "unknown", world_.clock().now(), "", "", ""};
  });
  const std::string skip = R"({"action":"skip","reason":"The device is gone"})";
  ASSERT_EQ(world_.post(path + "/resolution", skip, as(Role::engineer)).status, 200);
  const auto supervisor = as(Role::supervisor);
  EXPECT_FALSE(offers(supervisor, "resolve"));
  EXPECT_EQ(RestWorld::text(world_.post(path + "/resolution", skip, supervisor), "code"),
            "resolution.same_person");
  EXPECT_TRUE(offers(world_.sign_in(Role::supervisor), "resolve"));
}

TEST_F(RestInspection, whoever_goes_on_with_a_case_from_elsewhere_is_linked_by_that_too) {
  submit(token_);
  const auto second = world_.add_person(2);
  world_.clock().advance(std::chrono::seconds{1});
  const auto other = open_case(second, world_.sign_in(second), "192.0.2.66");
  EXPECT_TRUE(items("links", fraud_).empty());
  ASSERT_EQ(world_
                .call(Method::post, path("confirmation"),
                      {.body = R"({"proofs":[{"kind":"id_number","value":")" +
                               owner_.id_number + R"("}]})",
                       .token = token_,
                       .address = "192.0.2.66"})
                .status,
            403)
      << "more is needed";
  const auto links = items("links", fraud_);
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].at("case_id").as_string(), other);
}

TEST_F(RestInspection, a_case_past_its_point_of_no_return_is_not_held) {
  put([](Dossier& dossier) {
    dossier.head.state = CaseState::stuck;
    dossier.head.held_from = CaseState::finalising;
  });
  const auto refused = world_.post(path("hold"), R"({"reason":"too late for it"})", fraud_);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(RestWorld::text(refused, "code"), "case.past_return");
}

TEST_F(RestInspection, the_far_side_of_a_step_is_asked_and_nothing_is_changed) {
  const auto engineer = world_.sign_in(Role::engineer);
  const auto ask = [&] { return world_.post(path("query"), "{}", engineer); };
  EXPECT_EQ(RestWorld::text(ask(), "code"), "query.no_step");
  put([](Dossier& dossier) {
    dossier.head.state = CaseState::stuck;
    dossier.head.step = StepId::e3_bar;
    dossier.head.held_from = CaseState::executing;
  });
  const auto version = world_.store().dossier(id_)->head.version;
  EXPECT_EQ(RestWorld::text(ask(), "truth"), "register: present, in service, attached");
  put([](Dossier& dossier) { dossier.head.step = StepId::e2_stop_charging; });
  EXPECT_EQ(RestWorld::text(ask(), "truth"), "billing: charging");
  put([](Dossier& dossier) { dossier.head.step = StepId::e13_parties; });
  EXPECT_EQ(RestWorld::text(ask(), "truth"), "nothing to query");
  put([](Dossier& dossier) { dossier.head.step = StepId::e9_remove; });
  world_.home().set_weather(
      [](std::string_view, const Imsi&) { return Trouble::refuse_before; });
  const auto down = ask();
  EXPECT_EQ(down.status, 503) << down.body;
  world_.home().set_weather({});
  EXPECT_EQ(RestWorld::text(ask(), "truth"), "register: present, in service, attached");
  EXPECT_EQ(world_.store().dossier(id_)->head.version, version + 3)
      << "moved by the test alone";
  EXPECT_EQ(world_.post(path("query"), R"({"step":"E3"})", engineer).status, 422);
}

TEST_F(RestInspection, nobody_skips_the_refund) {
  put([](Dossier& dossier) {
    dossier.head.state = CaseState::stuck;
    dossier.head.held_from = CaseState::finalising;
    dossier.head.step = StepId::e11_refund;
    dossier.file.stuck = StuckReport{.step = StepId::e11_refund, .code = "billing.down"};
  });
  const auto skipped = world_.post(
      path("resolution"), R"({"action":"skip","reason":"Finance pays it by hand"})",
      world_.sign_in(Role::engineer));
  EXPECT_EQ(skipped.status, 409);
  EXPECT_EQ(RestWorld::text(skipped, "code"), "resolution.never_skipped");
}

TEST_F(RestInspection, why_a_stuck_step_was_mended_stays_in_the_history) {
  const auto engineer = world_.sign_in(Role::engineer);
  const auto resolve = [&](std::string_view action, const std::string& reason) {
    return world_.post(
        path("resolution"),
        R"({"action":")" + std::string{action} + R"(","reason":")" + reason + R"("})",
        engineer);
  };
  put([](Dossier& dossier) {
    dossier.head.state = CaseState::stuck;
    dossier.head.held_from = CaseState::executing;
    dossier.head.step = StepId::e5_esim;
    dossier.file.stuck = StuckReport{.step = StepId::e5_esim, .code = "far.down"};
  });
  ASSERT_EQ(resolve("skip", "Ended by hand for 6222020000000001234").status, 200);
  EXPECT_EQ(world_.store().history(id_)->back().detail,
            R"({"step":"E5","words":"Ended by hand for ***"})");

  std::string chinese;
  for (int i = 0; i < 400; ++i) chinese += "\u505C";
  ASSERT_EQ(resolve("retry", chinese).status, 200) << "characters count, not bytes";
  const auto history = world_.store().history(id_);
  EXPECT_TRUE(std::ranges::any_of(*history, [](const HistoryEvent& event) {
    return event.name == "resumed_executing" && event.detail.starts_with(R"({"words":")");
  }));
}

}  // namespace
}  // namespace signoff
