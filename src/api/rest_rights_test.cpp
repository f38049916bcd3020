// SPDX-License-Identifier: Apache-2.0
#include "rest_world.h"

namespace signoff {
namespace {

constexpr Role kRoles[] = {Role::subscriber, Role::clerk,  Role::agent,   Role::reviewer,
                           Role::supervisor, Role::fraud,  Role::finance, Role::engineer,
                           Role::auditor,    Role::manager};

// A request that reaches the right of a verb and then changes nothing: it names an old
// version, or something that does not exist.
struct Try {
  Verb verb;
  Method method;
  std::string path;
  std::string body;
  CaseState state = CaseState::draft;
};

constexpr auto kGet = Method::get;
constexpr auto kPost = Method::post;

std::vector<Try> tries_on_line(const RestWorld::Person& person) {
  const std::string line = "/api/v1/lines/" + person.line_id;
  return {
      {Verb::view_line, kGet, line, ""},
      {Verb::precheck, kGet, line + "/precheck", ""},
      {Verb::manage_port, kPost, line + "/port", R"({"action":"revoke"})"},
      {Verb::view_customer, kGet, line + "/customer", ""},
      {Verb::unmask, kPost, line + "/unmasking",
       R"({"fields":["other_msisdn"],"reason":"a reason"})"},
      {Verb::suspend_line, kPost, line + "/suspension", R"({"until":"2026-11-21"})"},
      {Verb::mark_bindings, kGet, line + "/bindings", ""},
  };
}

std::vector<Try> tries_on_case(const RestWorld::Person& person,
                               const std::string& case_id) {
  const std::string one = "/api/v1/cases/" + case_id;
  const std::string nothing = R"({"decision":"reject","reason_code":"none"})";
  return {
      {Verb::settle_case, kPost, one + "/settlements", "{}"},
      {Verb::submit_case, kPost, one + "/submission", R"({"quote_hash":"0"})"},
      {Verb::confirm_case, kPost, one + "/confirmation", "{}"},
      {Verb::withdraw_case, kPost, one + "/withdrawal", "{}"},
      {Verb::finish_now, kPost, one + "/finish", "{}"},
      {Verb::view_case, kGet, one, ""},
      {Verb::decide_review, kPost, one + "/decision", nothing, CaseState::under_review},
      {Verb::decide_second, kPost, one + "/decision", R"({"decision":"second"})",
       CaseState::second_approval},
      {Verb::decide_fraud, kPost, one + "/decision", R"({"decision":"second"})",
       CaseState::fraud_hold},
      {Verb::resolve_stuck, kPost, one + "/resolution",
       R"({"action":"retry","reason":"r"})"},
      {Verb::confirm_skip, kPost, one + "/resolution", R"({"action":"skip","reason":"r"})"},
      {Verb::add_document, kPost, one + "/documents", ""},
      {Verb::view_document, kGet, one + "/documents/" + person.line_id, ""},
      {Verb::read_voucher, kGet, one + "/voucher", ""},
      {Verb::view_links, kGet, one + "/links", ""},
      {Verb::view_messages, kGet, one + "/messages", ""},
      {Verb::view_history, kGet, one + "/history", ""},
      {Verb::query_truth, kPost, one + "/query", "{}"},
      {Verb::hold_case, kPost, one + "/hold", R"({"reason":"a reason"})"},
      {Verb::make_offer, kPost, one + "/offers",
       R"({"offer":"port","outcome":"declined"})"},
      {Verb::surrender_card, kPost, one + "/surrender", R"({"without_card":true})"},
      {Verb::print_form, kGet, one + "/form", ""},
      {Verb::view_card, kGet, one + "/card", ""},
      {Verb::waive_profile, kPost, one + "/card/waiver", R"({"reason":"a reason"})"},
      // Last: it is the one act that cannot name a version.
      {Verb::object_case, kPost, one + "/objection", "{}"},
  };
}

std::vector<Try> tries(const RestWorld::Person& person, const std::string& case_id) {
  const std::string open = R"({"line_id":")" + person.line_id + R"("})";
  std::vector<Try> all = {
      {Verb::list_lines, kGet, "/api/v1/lines", ""},
      {Verb::report_loss, kPost, "/api/v1/loss-reports",
       R"({"msisdn":"+8610000777777","id_number":"1"})"},
      {Verb::open_case, kPost, "/api/v1/cases", open},
      {Verb::list_cases, kGet, "/api/v1/cases", ""},
      {Verb::scan_orphans, kGet, "/api/v1/network/orphan-keys", ""},
      {Verb::view_access, kGet, "/api/v1/access-log", ""},
      {Verb::list_refunds, kGet, "/api/v1/refunds", ""},
      {Verb::give_refund_account, kPost, "/api/v1/refunds/" + case_id + "/account",
       R"({"target":"bank","account":"6222020000000001234"})"},
      {Verb::prove_ledger, kGet, "/api/v1/ledger/proof", ""},
      {Verb::export_cases, kGet, "/api/v1/exports/cases?reason=quarterly", ""},
      {Verb::view_figures, kGet, "/api/v1/figures", ""},
      {Verb::view_catalogue, kGet, "/api/v1/catalogue", ""},
      {Verb::attach_card, kPost, "/api/v1/card-retirements",
       R"({"eid":"89049032123451234512345678901235","notifications":["MAA"]})"},
      {Verb::pair_screen, kGet, "/api/v1/pairings/" + person.line_id, ""},
  };
  for (auto& one : tries_on_line(person)) all.push_back(std::move(one));
  for (auto& one : tries_on_case(person, case_id)) all.push_back(std::move(one));
  return all;
}

constexpr std::string_view kJsonForm =
    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n"
    "%PDF-1.4\r\n--b--\r\n";

class RestRights : public ::testing::Test {
 protected:
  RestRights() {
    for (const auto role : kRoles)
      tokens_[role] =
          role == Role::subscriber ? world_.sign_in(person_) : world_.sign_in(role);
    const auto opened =
        world_.post("/api/v1/cases", R"({"line_id":")" + person_.line_id + R"("})",
                    tokens_[Role::subscriber]);
    case_id_ = RestWorld::text(opened, "id");
  }

  void put_into(CaseState state) {
    auto dossier = world_.store().dossier(case_id_).value();
    if (dossier.head.state == state) return;
    dossier.head.state = state;
    dossier.head.held_from = CaseState::under_review;
    Change change;
    change.line_id = person_.line_id;
    change.moved_case = dossier.head;
    change.file = dossier.file;
    ASSERT_TRUE(world_.store().commit(change));
  }

  Response knock(const Try& what, Role role) {
    RestWorld::Call call{.body = what.body, .token = tokens_[role]};
    const bool decides = what.path.ends_with("/decision");
    if (what.method == Method::post && !decides) call.if_match = "\"999\"";
    if (what.verb == Verb::add_document) {
      call.body = kJsonForm;
      call.content_type = "multipart/form-data; boundary=b";
    }
    return world_.call(what.method, what.path, call);
  }

  RestWorld world_;
  RestWorld::Person person_ = world_.add_person(1);
  std::map<Role, std::string> tokens_;
  std::string case_id_;
};

TEST_F(RestRights, each_role_can_do_through_http_what_the_table_says_and_no_more) {
  const auto all = tries(person_, case_id_);
  EXPECT_EQ(all.size(), kNames<Verb>.size());
  for (const auto& what : all)
    for (const auto role : kRoles) {
      put_into(what.state);
      const auto answer = knock(what, role);
      const bool refused =
          answer.status == 403 && RestWorld::text(answer, "code") == "rights.missing";
      EXPECT_EQ(refused, !may(role, what.verb))
          << to_string(role) << " " << to_string(what.verb) << " " << answer.body;
      EXPECT_LT(answer.status, 500u) << answer.body;
    }
}

TEST_F(RestRights, each_role_ends_its_own_session_and_no_other) {
  constexpr std::string_view kCurrent = "/api/v1/sessions/current";
  for (const auto role : kRoles) {
    const auto left =
        world_.call(Method::remove, std::string{kCurrent}, {.token = tokens_[role]});
    EXPECT_EQ(left.status, kStatusNoContent) << left.body;
    const auto after = world_.get("/api/v1/session", tokens_[role]);
    EXPECT_EQ(after.status, 401) << to_string(role);
    EXPECT_EQ(RestWorld::text(after, "code"), "session.invalid");
    EXPECT_EQ(
        world_.call(Method::remove, std::string{kCurrent}, {.token = tokens_[role]}).status,
        401);
    tokens_.erase(role);
    for (const auto& [other, token] : tokens_)
      EXPECT_EQ(world_.get("/api/v1/session", token).status, 200) << to_string(other);
  }
}

TEST_F(RestRights, nobody_without_a_session_passes_a_closed_route) {
  for (const auto& route : world_.router().routes()) {
    if (route.access == Access::open) continue;
    const auto answer = world_.call(route.method, route.pattern == "/" ? "/" : [&] {
      std::string path = route.pattern;
      for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
        path.replace(at, path.find('}') - at + 1, "x");
      return path;
    }(), {});
    EXPECT_EQ(answer.status, 401) << route.pattern;
    EXPECT_EQ(RestWorld::text(answer, "code"), "session.needed");
  }
}

TEST_F(RestRights, what_an_owner_typed_beside_a_choice_is_masked_for_staff) {
  auto dossier = world_.store().dossier(case_id_).value();
  dossier.file.settlements = {{"OB-25", "email", "li.na@example.com"},
                              {"OB-25", "other_number", "13800138000"},
                              {"OB-31", "transfer_line", person_.line_id}};
  Change change;
  change.line_id = person_.line_id;
  change.moved_case = dossier.head;
  change.file = dossier.file;
  ASSERT_TRUE(world_.store().commit(change));
  const auto details = [&](Role role) {
    const auto shown =
        RestWorld::parse(world_.get("/api/v1/cases/" + case_id_, tokens_[role]));
    std::vector<std::string> all;
    for (const auto& one : shown.at("settlements").as_array())
      all.emplace_back(one.at("detail").as_string());
    return all;
  };
  EXPECT_EQ(
      details(Role::subscriber),
      (std::vector<std::string>{"li.na@example.com", "13800138000", person_.line_id}));
  for (const auto role : kRoles)
    if (role != Role::subscriber && may(role, Verb::view_case)) {
      EXPECT_EQ(details(role),
                (std::vector<std::string>{"l***@example.com", "…8000", person_.line_id}))
          << to_string(role);
    }
}

TEST_F(RestRights, engineering_and_risk_are_shown_to_those_who_need_them) {
  const auto sees = [&](Role role, std::string_view member) {
    const auto answer = world_.get("/api/v1/cases/" + case_id_, tokens_[role]);
    return RestWorld::parse(answer).contains(member);
  };
  EXPECT_TRUE(sees(Role::reviewer, "risk"));
  EXPECT_FALSE(sees(Role::subscriber, "risk"));
  EXPECT_FALSE(sees(Role::engineer, "risk"));
  EXPECT_FALSE(sees(Role::engineer, "stuck"));
  auto dossier = world_.store().dossier(case_id_).value();
  dossier.file.stuck = StuckReport{
      StepId::e3_bar, "register.down", "unknown", world_.clock().now(), "", "", ""};
  Change change;
  change.line_id = person_.line_id;
  change.moved_case = dossier.head;
  change.file = dossier.file;
  ASSERT_TRUE(world_.store().commit(change));
  EXPECT_TRUE(sees(Role::engineer, "stuck"));
  EXPECT_FALSE(sees(Role::subscriber, "stuck"));
}

}  // namespace
}  // namespace signoff
