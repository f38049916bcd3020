// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::string_view kExport = "/api/v1/exports/cases?reason=yearly+audit";

class RestLists : public ::testing::Test {
 protected:
  // Opens a case of a new person and puts it into a state, with what its file says.
  std::string given_case(int n, CaseState state,
                         const std::function<void(CaseFile&)>& set) {
    const auto person = world_.add_person(n);
    const auto token = world_.sign_in(person);
    const auto id = RestWorld::text(
        world_.post("/api/v1/cases", R"({"line_id":")" + person.line_id + R"("})", token),
        "id");
    world_.clock().advance(std::chrono::hours{1});
    put(id, state, set);
    return id;
  }
  void put(const std::string& id, CaseState state,
           const std::function<void(CaseFile&)>& set) {
    auto dossier = world_.store().dossier(id).value();
    Entry entry{dossier, world_.pack(), world_.clock().now(), {Role::system, "test"}};
    dossier.head.state = state;
    set(dossier.file);
    entry.touch_file();
    entry.note("note.test");
    ASSERT_TRUE(world_.store().commit(entry.take()));
  }

  json::object list(const std::string& query, Role role = Role::auditor) {
    auto& token = tokens_[role];
    if (token.empty()) token = world_.sign_in(role);
    const auto answer = world_.get("/api/v1/" + query, token);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return RestWorld::parse(answer);
  }
  std::vector<std::string> ids(const json::object& page) {
    std::vector<std::string> all;
    for (const auto& item : page.at("items").as_array())
      all.emplace_back(item.at("id").as_string());
    return all;
  }
  std::string code(const std::string& query, Role role = Role::auditor) {
    auto& token = tokens_[role];
    if (token.empty()) token = world_.sign_in(role);
    const auto answer = world_.get("/api/v1/" + query, token);
    return answer.status == 200 ? "" : RestWorld::text(answer, "code");
  }

  RestWorld world_;
  std::map<Role, std::string> tokens_;
};

TEST_F(RestLists, the_reviewers_queue_is_by_time_left) {
  const auto review = [&](int n, int hours) {
    return given_case(n, CaseState::under_review, [&](CaseFile& file) {
      file.review_due = world_.clock().now() + std::chrono::hours{hours};
      file.risk_score = 30 + n;
      file.risk = {{"sim_swapped", 30}};
    });
  };
  const auto late = review(1, 50);
  const auto soon = review(2, 1);
  const auto middle = review(3, 20);
  given_case(4, CaseState::scheduled, [](CaseFile&) {});

  const std::string queue = "cases?state=UNDER_REVIEW&sort=due";
  const auto page = list(queue, Role::reviewer);
  EXPECT_EQ(ids(page), (std::vector{soon, middle, late}));
  EXPECT_EQ(page.at("total").as_int64(), 3);
  EXPECT_FALSE(page.contains("next"));
  const auto& risk = page.at("items").at(0).at("risk");
  EXPECT_EQ(risk.at("score").as_int64(), 32);
  EXPECT_EQ(risk.at("factors").at(0).at("text").at("en").as_string(),
            "The SIM was changed recently.");

  const auto first = list(queue + "&limit=2", Role::reviewer);
  EXPECT_EQ(ids(first), (std::vector{soon, middle}));
  const std::string next{first.at("next").as_string()};
  EXPECT_LE(next.size(), 200);
  const auto second = list(queue + "&limit=2&after=" + next, Role::reviewer);
  EXPECT_EQ(ids(second), std::vector{late});
  EXPECT_EQ(second.at("total").as_int64(), 3);
  EXPECT_EQ(ids(list("cases?sort=-risk&limit=1")), std::vector{middle});
  EXPECT_EQ(list("cases?state=UNDER_REVIEW,SCHEDULED").at("total").as_int64(), 4);
  EXPECT_EQ(code("cases?sort=risk&after=" + next), "query.after");
  EXPECT_EQ(code("cases?sort=name"), "query.sort");
}

TEST_F(RestLists, a_case_is_found_by_its_number_or_the_beginning_of_it) {
  const auto id = given_case(1, CaseState::fraud_hold,
                             [](CaseFile& file) { file.hold_reason = "legal"; });
  given_case(2, CaseState::fraud_hold, [](CaseFile& file) { file.hold_reason = "risk"; });
  const auto number = world_.store().dossier(id).value().head.number;
  EXPECT_EQ(ids(list("cases?q=" + number)), std::vector{id});
  EXPECT_EQ(ids(list("cases?q=" + number.substr(0, 9))), std::vector{id});
  EXPECT_EQ(list("cases?q=2611-").at("total").as_int64(), 2);
  EXPECT_TRUE(ids(list("cases?q=1901")).empty());
  EXPECT_EQ(ids(list("cases?hold_reason=legal")), std::vector{id});
  EXPECT_EQ(list("cases?channel=web&type=STANDARD").at("total").as_int64(), 2);
  EXPECT_EQ(list("cases?channel=shop").at("total").as_int64(), 0);
}

TEST_F(RestLists, a_subscriber_sees_his_own_cases_and_no_total) {
  given_case(1, CaseState::scheduled, [](CaseFile&) {});
  const auto person = world_.add_person(2);
  const auto token = world_.sign_in(person);
  EXPECT_EQ(
      world_.post("/api/v1/cases", R"({"line_id":")" + person.line_id + R"("})", token)
          .status,
      201);
  const auto page = RestWorld::parse(world_.get("/api/v1/cases", token));
  EXPECT_EQ(page.at("items").as_array().size(), 1u);
  EXPECT_EQ(page.at("items").at(0).at("line_id").as_string(), person.line_id);
  EXPECT_FALSE(page.contains("total"));
}

TEST_F(RestLists, figures_count_states_reviews_refunds_and_days) {
  given_case(1, CaseState::under_review, [&](CaseFile& file) {
    file.review_due = world_.clock().now() - std::chrono::hours{1};
  });
  const auto decided = given_case(2, CaseState::under_review, [&](CaseFile& file) {
    file.review_due = world_.clock().now() + std::chrono::hours{9};
  });
  put(decided, CaseState::rejected, [](CaseFile&) {});
  given_case(3, CaseState::withdrawn, [](CaseFile&) {});
  world_.clock().advance(std::chrono::hours{2});

  const auto sheet = list("figures", Role::manager);
  const auto& reviews = sheet.at("reviews");
  EXPECT_EQ(reviews.at("open").as_int64(), 1);
  EXPECT_EQ(reviews.at("open_late").as_int64(), 1);
  EXPECT_EQ(reviews.at("in_time").as_int64(), 1);
  EXPECT_EQ(reviews.at("late").as_int64(), 0);
  const auto& cases = sheet.at("cases").as_array();
  ASSERT_EQ(cases.size(), 3u);
  EXPECT_EQ(cases[0].at("state").as_string(), "UNDER_REVIEW");
  EXPECT_EQ(cases[0].at("channel").as_string(), "web");
  const auto& times = sheet.at("time_in_state").as_array();
  ASSERT_EQ(times.size(), 1u);  // The others have ended.
  EXPECT_EQ(times[0].at("median_seconds").as_int64(), 4 * 3600);
  EXPECT_EQ(times[0].at("p95_seconds").as_int64(), 4 * 3600);
  const auto& days = sheet.at("days").as_array();
  ASSERT_EQ(days.size(), 30u);
  EXPECT_EQ(days.back().at("day").as_string(), "2026-11-21");
  EXPECT_EQ(days.front().at("day").as_string(), "2026-10-23");
  EXPECT_EQ(days.back().at("opened").as_int64(), 3);
  EXPECT_EQ(days.back().at("withdrawn").as_int64(), 1);
  EXPECT_EQ(days.back().at("ended").as_int64(), 2) << "the refused one, too";

  // The same sheet for some seconds of people's time, then another.
  given_case(4, CaseState::scheduled, [](CaseFile&) {});
  EXPECT_EQ(list("figures", Role::manager).at("days").at(29).at("opened").as_int64(), 3);
  world_.pass_wall(std::chrono::seconds{5});
  EXPECT_EQ(list("figures", Role::manager).at("days").at(29).at("opened").as_int64(), 4);
}

TEST_F(RestLists, an_export_is_a_masked_table_of_the_days_asked_for) {
  const auto id = given_case(1, CaseState::rejected, [](CaseFile& file) {
    file.reason_code = "=1+1";
    file.risk_score = 40;
  });
  const auto number = world_.store().dossier(id).value().head.number;
  const auto token = world_.sign_in(Role::auditor);
  const auto answer =
      world_.get(std::string{kExport} + "&from=2026-11-21&to=2026-11-21", token);
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.content_type.starts_with("text/csv"));
  EXPECT_TRUE(std::ranges::any_of(answer.headers, [](const NamedText& header) {
    return header.first == "Content-Disposition" &&
           header.second ==
               "attachment; filename=\"cases-from-2026-11-21-to-2026-11-21.csv\"";
  }));
  const auto& csv = answer.body;
  EXPECT_TRUE(csv.starts_with("case_number,state,type,"));
  EXPECT_EQ(std::ranges::count(csv, '\n'), 2);
  EXPECT_NE(csv.find("\r\n" + number + ",REJECTED,STANDARD,web,"), std::string::npos)
      << csv;
  EXPECT_NE(csv.find(",40,,'=1+1,"), std::string::npos) << csv;
  EXPECT_EQ(csv.find("8610000000001"), std::string::npos);

  const auto rows = [&](const std::string& query) {
    return std::ranges::count(world_.get(std::string{kExport} + query, token).body, '\n');
  };
  EXPECT_EQ(rows(""), 2);
  EXPECT_EQ(rows("&from=2026-11-22"), 1);
  EXPECT_EQ(rows("&to=2026-11-20"), 1);
  EXPECT_EQ(code("exports/cases?from=21.11.2026"), "query.day");
  EXPECT_EQ(code("exports/cases?reason=audit&from=2026-11-22&to=2026-11-21"),
            "export.days");
}

TEST_F(RestLists, every_export_is_in_the_access_log_with_who_why_what_and_how_many) {
  given_case(1, CaseState::rejected, [](CaseFile&) {});
  const auto token = world_.sign_in(Role::auditor);
  EXPECT_EQ(code("exports/cases"), "query.reason");
  EXPECT_EQ(code("exports/cases?reason=why"), "query.reason");
  EXPECT_EQ(code("exports/cases?reason=" + std::string(301, 'x')), "query.reason");
  const auto log = [&] {
    return RestWorld::parse(world_.get("/api/v1/access-log", token)).at("items").as_array();
  };
  EXPECT_TRUE(log().empty()) << "what was refused left no file";
  ASSERT_EQ(
      world_.get("/api/v1/exports/cases?reason=asked+by+13800138000&from=2026-11-01", token)
          .status,
      200);
  ASSERT_EQ(log().size(), 1u);
  const auto look = log()[0].as_object();
  EXPECT_EQ(look.at("act").as_string(), "export");
  EXPECT_EQ(look.at("actor").as_string(), "auditor");
  EXPECT_EQ(look.at("reason").as_string(), "asked by ***");
  EXPECT_EQ(boost::json::serialize(look.at("fields")),
            R"(["cases","from 2026-11-01","rows 1"])");
  EXPECT_EQ(world_.get("/api/v1/exports/cases?reason=not+mine", world_.sign_in(Role::clerk))
                .status,
            403);
  EXPECT_EQ(log().size(), 1u);
}

TEST_F(RestLists, the_ledger_is_proved_with_its_accounts) {
  world_.add_person(1);
  const auto proof = list("ledger/proof", Role::finance);
  EXPECT_TRUE(proof.at("is_balanced").as_bool());
  EXPECT_EQ(proof.at("sums").at(0).at("amount").as_string(), "0.00");
  EXPECT_EQ(proof.at("sums").at(0).at("currency").as_string(), "CNY");
  EXPECT_EQ(proof.at("lines").as_int64(), 1);
  EXPECT_GE(proof.at("accounts").as_array().size(), 2u);
  EXPECT_TRUE(proof.at("unbalanced").as_array().empty());
}

TEST_F(RestLists, refunds_show_where_they_stand_and_no_whole_account) {
  const auto id = given_case(1, CaseState::finalising, [](CaseFile&) {});
  Change change;
  Refund refund;
  refund.id = refund.case_id = id;
  refund.line_id = change.line_id = world_.store().dossier(id).value().line.id;
  refund.state = RefundState::awaiting_new_account;
  refund.amount = Money{3820, world_.pack().place.currency};
  refund.target_kind = "bank";
  refund.target_account = "6222020000000001234";
  refund.due_at = world_.clock().now() + std::chrono::days{9};
  change.refunds = {refund};
  ASSERT_TRUE(world_.store().commit(change));

  const auto page = list("refunds?state=AWAITING_NEW_ACCOUNT", Role::finance);
  EXPECT_EQ(page.at("total").as_int64(), 1);
  const auto& one = page.at("items").at(0);
  EXPECT_EQ(one.at("id").as_string(), id);
  EXPECT_EQ(one.at("case_number").as_string(),
            world_.store().dossier(id).value().head.number);
  EXPECT_EQ(one.at("account_masked").as_string(), "…1234");
  EXPECT_EQ(one.at("amount").at("amount").as_string(), "38.20");
  EXPECT_EQ(list("refunds?state=PAID", Role::finance).at("total").as_int64(), 0);
  EXPECT_EQ(code("refunds?state=GONE", Role::finance), "query.state");
  EXPECT_EQ(code("refunds?after=x", Role::finance), "query.after");
  EXPECT_EQ(code("refunds?limit=0", Role::finance), "query.limit");
}

class RestRefunds : public RestLists {
 protected:
  RestRefunds() {
    person_ = world_.add_person(1);
    token_ = world_.sign_in(person_);
    id_ = RestWorld::text(
        world_.post("/api/v1/cases", R"({"line_id":")" + person_.line_id + R"("})", token_),
        "id");
    Change change;
    Refund refund;
    refund.id = refund.case_id = id_;
    refund.line_id = change.line_id = person_.line_id;
    refund.state = RefundState::awaiting_new_account;
    refund.amount = Money{3820, world_.pack().place.currency};
    refund.target_kind = "source";
    refund.due_at = world_.clock().now() + std::chrono::days{9};
    change.refunds = {refund};
    EXPECT_TRUE(world_.store().commit(change));
  }
  Response give(const std::string& token, const std::string& target,
                const std::string& account, const std::string& proofs = "[]") {
    return world_.post("/api/v1/refunds/" + id_ + "/account",
                       R"({"target":")" + target + R"(","account":")" + account +
                           R"(","reason":"called us","proofs":)" + proofs + "}",
                       token);
  }
  // What is asked for of the owner on a page.
  std::string proofs() {
    return R"([{"kind":"otp","value":")" + world_.code_at(person_.msisdn) +
           R"("},{"kind":"id_number","value":")" + person_.id_number +
           R"("},{"kind":"iccid","value":")" + std::string{person_.iccid.digits()} +
           R"("}])";
  }
  Refund refund() { return world_.store().refunds(id_).value().front(); }

  RestWorld::Person person_;
  std::string token_;
  std::string id_;
};

TEST_F(RestRefunds, the_owner_gives_another_account_once) {
  const auto asked = give(token_, "bank", "6222 0200 0000 0001 234");
  EXPECT_EQ(RestWorld::text(asked, "code"), "assurance.needed");
  const auto given = give(token_, "bank", "6222 0200 0000 0001 234", proofs());
  EXPECT_EQ(given.status, 200) << given.body;
  const auto shown = RestWorld::parse(given);
  EXPECT_EQ(shown.at("state").as_string(), "NAME_CHECK");
  EXPECT_EQ(shown.at("account_masked").as_string(), "…1234");
  EXPECT_TRUE(shown.at("actions").as_array().empty());
  EXPECT_EQ(refund().target_account, "6222020000000001234");
  EXPECT_EQ(refund().due_at, world_.clock().now());
  const auto version = refund().version;

  EXPECT_EQ(give(token_, "bank", "6222020000000001234").status, 200);
  EXPECT_EQ(refund().version, version) << "a repetition writes nothing";
  const auto other = give(token_, "bank", "6222020000000009999");
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(RestWorld::text(other, "code"), "refund.state");
  const auto history = world_.store().history(id_).value();
  EXPECT_EQ(history.back().name, "refund.account_given");
  EXPECT_EQ(history.back().detail.find("0001234"), std::string::npos);
  EXPECT_NE(history.back().detail.find("…1234"), std::string::npos);
}

TEST_F(RestRefunds, signing_in_alone_moves_no_money) {
  const auto asked = give(token_, "bank", "6222020000000001234");
  EXPECT_EQ(asked.status, 403);
  EXPECT_EQ(boost::json::serialize(RestWorld::parse(asked).at("needs")),
            R"([{"kind":"otp"},{"kind":"id_number"},{"kind":"iccid"}])");
  const auto sign_in_code = world_.code_at(person_.msisdn);
  const auto wrong = give(token_, "bank", "6222020000000001234",
                          R"([{"kind":"id_number","value":"999999199001010000"}])");
  EXPECT_EQ(RestWorld::text(wrong, "code"), "proof.wrong");
  // The same codes, and another account: a code is spent by one act.
  const auto good = proofs();
  ASSERT_EQ(give(token_, "bank", "6222020000000001234", good).status, 200);
  EXPECT_EQ(refund().target_account, "6222020000000001234");
  Change back;
  back.line_id = person_.line_id;
  back.refunds = {refund()};
  back.refunds[0].state = RefundState::awaiting_new_account;
  ASSERT_TRUE(world_.store().commit(back));
  EXPECT_EQ(give(token_, "bank", "6222020000000009999", good).status, 403);
  EXPECT_EQ(refund().target_account, "6222020000000001234");
}

TEST_F(RestRefunds, a_slip_in_another_proof_costs_no_second_code) {
  ASSERT_EQ(give(token_, "bank", "6222020000000001234").status, 403);
  const auto good = proofs();
  auto slip = good;
  slip.replace(slip.find(person_.id_number), person_.id_number.size(), "999999");
  const auto wrong = give(token_, "bank", "6222020000000001234", slip);
  EXPECT_EQ(boost::json::serialize(RestWorld::parse(wrong).at("refused")),
            R"([{"kind":"id_number","code":"proof.wrong"}])");
  // Nor does forgetting one.
  const auto code = good.substr(0, good.find("},") + 1) + "]";
  EXPECT_EQ(RestWorld::text(give(token_, "bank", "6222020000000001234", code), "code"),
            "assurance.needed");
  EXPECT_EQ(refund().state, RefundState::awaiting_new_account);
  const auto given = give(token_, "bank", "6222020000000001234", good);
  EXPECT_EQ(given.status, 200) << given.body;
}

TEST_F(RestRefunds, cases_whose_money_goes_one_way_are_linked) {
  ASSERT_EQ(give(world_.sign_in(Role::finance), "bank", "6222020000000001234").status, 200);
  const auto id = given_case(2, CaseState::closed, [](CaseFile&) {});
  Change change;
  Refund second = refund();
  second.id = second.case_id = id;
  second.line_id = change.line_id = world_.store().dossier(id).value().line.id;
  second.state = RefundState::awaiting_new_account;
  second.version = 0;
  change.refunds = {second};
  ASSERT_TRUE(world_.store().commit(change));
  const auto links = [&] {
    const auto page = list("cases/" + id + "/links", Role::fraud);
    return std::ranges::count_if(page.at("items").as_array(), [](const json::value& one) {
      return one.at("kind").as_string() == "refund_account";
    });
  };
  EXPECT_EQ(links(), 0);
  ASSERT_EQ(world_
                .post("/api/v1/refunds/" + id + "/account",
                      R"({"target":"bank","account":"6222 0200-0000 0001 234"})",
                      world_.sign_in(Role::finance))
                .status,
            200);
  EXPECT_EQ(links(), 1);
}

TEST_F(RestRefunds, the_owner_knows_a_bank_account_by_its_end_and_no_other_target) {
  const auto shown = [&] {
    const auto one = RestWorld::parse(world_.get("/api/v1/cases/" + id_, token_));
    return std::string{one.at("refunds").at(0).at("account_masked").as_string()};
  };
  EXPECT_EQ(shown(), "");
  ASSERT_EQ(give(world_.sign_in(Role::finance), "bank", "6222020000000001234").status, 200);
  EXPECT_EQ(shown(), "…1234");
  Change change;
  change.line_id = person_.line_id;
  change.refunds = {refund()};
  change.refunds[0].target_kind = "line";
  change.refunds[0].target_account = person_.line_id;
  ASSERT_TRUE(world_.store().commit(change));
  EXPECT_EQ(shown(), "");
}

TEST_F(RestRefunds, nobody_gives_an_account_for_somebody_else) {
  const auto stranger = world_.add_person(2);
  EXPECT_EQ(give(world_.sign_in(stranger), "bank", "6222020000000001234").status, 404);
  EXPECT_EQ(give(world_.sign_in(Role::agent), "bank", "6222020000000001234").status, 403);
  const auto finance = world_.sign_in(Role::finance);
  const auto line = give(finance, "line", stranger.line_id);
  EXPECT_EQ(RestWorld::text(line, "code"), "refund.other_owner");
  const auto unknown = give(finance, "line", "8610000999999");
  EXPECT_EQ(RestWorld::text(unknown, "code"), "refund.other_owner");
  EXPECT_EQ(RestWorld::text(give(finance, "line", person_.line_id), "code"),
            "refund.other_owner");
  EXPECT_EQ(refund().state, RefundState::awaiting_new_account);
}

TEST_F(RestRefunds, what_is_no_account_changes_nothing) {
  for (const auto* account :
       {"1234567", "no account!", "12345678901234567890123456789012345"})
    EXPECT_EQ(RestWorld::text(give(token_, "bank", account), "code"), "refund.account");
  EXPECT_EQ(RestWorld::text(give(token_, "cash", "R7"), "code"), "refund.cash_at_counter");
  EXPECT_EQ(RestWorld::text(give(token_, "donate", "x"), "code"), "field.choice");
  EXPECT_EQ(refund().state, RefundState::awaiting_new_account);
  EXPECT_EQ(world_
                .post("/api/v1/refunds/nothing/account",
                      R"({"target":"cash","account":"R7"})", token_)
                .status,
            404);
  const auto clerk = world_.sign_in(Role::clerk);
  EXPECT_EQ(RestWorld::text(give(clerk, "cash", "R7"), "code"), "assurance.needed")
      << "the owner has to be there";
  const auto paid =
      give(clerk, "cash", "R7",
           R"([{"kind":"in_person","value":")" + person_.id_number + R"("}])");
  EXPECT_EQ(paid.status, 200) << paid.body;
  EXPECT_EQ(refund().state, RefundState::requested);
}

TEST_F(RestRefunds, one_person_in_finance_pays_no_cash_and_moves_no_large_sum) {
  const auto finance = world_.sign_in(Role::finance);
  EXPECT_EQ(RestWorld::text(give(finance, "cash", "R7"), "code"), "refund.cash_at_counter");
  const auto resize = [&](std::int64_t over) {
    Change change;
    change.line_id = person_.line_id;
    change.refunds = {refund()};
    const auto limit = world_.pack().refunds.dual_control_above.minor();
    change.refunds[0].amount = Money{limit + over, world_.pack().place.currency};
    ASSERT_TRUE(world_.store().commit(change));
  };
  const auto listed = [&] {
    return RestWorld::parse(world_.get("/api/v1/refunds", finance))
        .at("items")
        .at(0)
        .as_object();
  };
  resize(1);
  const auto refused = give(finance, "bank", "6222020000000001234");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(RestWorld::text(refused, "code"), "refund.two_people");
  EXPECT_EQ(refund().state, RefundState::awaiting_new_account);
  EXPECT_TRUE(listed().at("actions").as_array().empty());
  EXPECT_TRUE(listed().at("is_for_owner_only").as_bool());
  ASSERT_EQ(give(token_, "bank", "6222020000000001234").status, 403);
  EXPECT_EQ(give(token_, "bank", "6222020000000001234", proofs()).status, 200)
      << "the owner himself";
}

TEST_F(RestRefunds, finance_sees_which_refunds_wait_for_an_account) {
  const auto actions = [&](Role role) {
    return list("refunds", role).at("items").at(0).at("actions").as_array().size();
  };
  EXPECT_EQ(actions(Role::finance), 1u);
  EXPECT_EQ(actions(Role::auditor), 0u);
}

}  // namespace
}  // namespace signoff
