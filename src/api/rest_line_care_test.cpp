// SPDX-License-Identifier: Apache-2.0
// Pausing a line, and the services that know its number.
#include "rest_world.h"

namespace signoff {
namespace {

class RestLineCare : public ::testing::Test {
 protected:
  RestLineCare() { owner_ = world_.sign_in(person_); }

  std::string path(const std::string& what) const {
    return "/api/v1/lines/" + person_.line_id + "/" + what;
  }
  Response suspend(const std::string& body = "") {
    return world_.post(path("suspension"), body, owner_);
  }
  Response resume() {
    return world_.call(Method::remove, path("suspension"), {.token = owner_});
  }
  Response line() { return world_.get("/api/v1/lines/" + person_.line_id, owner_); }
  bool is_served() { return world_.home().serves(person_.imsi); }
  static bool has_action(const Response& answer, std::string_view action) {
    const auto body = RestWorld::parse(answer);
    for (const auto& one : body.at("actions").as_array())
      if (one.as_string() == action) return true;
    return false;
  }
  int heard(std::string_view word) {
    int count = 0;
    for (const auto& sms : world_.smsc().delivered())
      count += sms.text.find(word) != std::string::npos ? 1 : 0;
    return count;
  }

  RestWorld world_;
  RestWorld::Person person_ = world_.add_person(1);
  std::string owner_;
};

TEST_F(RestLineCare, a_paused_line_is_barred_and_a_resumed_one_works_again) {
  EXPECT_TRUE(has_action(line(), "suspend"));
  const auto paused = suspend();
  ASSERT_EQ(paused.status, 200) << paused.body;
  EXPECT_EQ(RestWorld::text(paused, "state"), "SUSP_USER");
  EXPECT_FALSE(RestWorld::parse(paused).contains("suspended_until"));
  EXPECT_TRUE(has_action(paused, "resume"));
  EXPECT_FALSE(has_action(paused, "suspend"));
  EXPECT_TRUE(world_.home().find(person_.imsi)->is_barred());
  EXPECT_FALSE(is_served());
  EXPECT_EQ(heard("停机保号"), 1) << "by the other phone";
  EXPECT_EQ(suspend().status, 409);

  EXPECT_TRUE(world_.billing().account(person_.line_id)->charging_stopped_at);

  const auto back = resume();
  EXPECT_FALSE(world_.billing().account(person_.line_id)->charging_stopped_at);
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(RestWorld::text(back, "state"), "ACTIVE");
  EXPECT_FALSE(world_.home().find(person_.imsi)->is_barred());
  EXPECT_GE(heard("已复机"), 1);
  EXPECT_EQ(resume().status, 409);
}

TEST_F(RestLineCare, half_a_service_comes_back_as_half_a_service) {
  const auto seen = world_.home().find(person_.imsi).value();
  ASSERT_TRUE(world_.home().unbar(seen, true, false));
  ASSERT_EQ(suspend().status, 200);
  ASSERT_EQ(resume().status, 200);
  const auto after = world_.home().find(person_.imsi).value();
  EXPECT_TRUE(after.cs_enabled);
  EXPECT_FALSE(after.ps_enabled);
}

TEST_F(RestLineCare, what_stands_in_the_way_of_a_pause_is_named) {
  const auto with = [&](const auto& change) {
    auto line = world_.store().line(person_.line_id).value();
    change(line);
    ASSERT_TRUE(world_.store().commit({.line_id = line.id, .line = line}));
  };
  with([&](Line& line) { line.port_code_until = world_.clock().now(); });
  EXPECT_EQ(RestWorld::text(suspend(), "code"), "suspension.porting");
  with([](Line& line) { line.port_code_until.reset(); });
  const auto opened =
      world_.post("/api/v1/cases", R"({"line_id":")" + person_.line_id + R"("})", owner_);
  EXPECT_EQ(RestWorld::text(suspend(), "code"), "suspension.case_open");
  (void)world_.post("/api/v1/cases/" + RestWorld::text(opened, "id") + "/withdrawal", "",
                    owner_);
  EXPECT_EQ(suspend().status, 200) << "a withdrawn draft is no hindrance";
}

TEST_F(RestLineCare, debts_and_contracts_come_first_where_the_pack_says_so) {
  const auto code_for = [&](int index, const RestWorld::Books& books) {
    const auto person = world_.add_person(index, books);
    const auto answer = world_.post("/api/v1/lines/" + person.line_id + "/suspension", "",
                                    world_.sign_in(person));
    return answer.status == 200 ? std::string{} : RestWorld::text(answer, "code");
  };
  EXPECT_EQ(code_for(11, {.arrears = 1}), "suspension.arrears");
  EXPECT_EQ(code_for(12, {.contract_until = "2027-11-21"}), "");
  world_.rules().hold.during_contract = false;
  EXPECT_EQ(code_for(13, {.contract_until = "2027-11-21"}), "suspension.contract");
  EXPECT_EQ(code_for(14, {.contract_until = "2026-11-20"}), "") << "it has ended";
  world_.rules().hold.max_days = 90;
  EXPECT_EQ(RestWorld::text(suspend(R"({"until":"2027-02-20"})"), "code"),
            "suspension.too_long");
  EXPECT_EQ(RestWorld::text(suspend(), "suspended_until"), "2027-02-19")
      << "as long as the pack allows";
}

TEST_F(RestLineCare, what_a_pause_costs_and_its_first_day_are_said_before) {
  const auto terms = RestWorld::parse(line()).at("pause").as_object();
  EXPECT_EQ(boost::json::serialize(terms.at("monthly_fee")),
            R"({"amount":"5.00","currency":"CNY"})");
  EXPECT_EQ(terms.at("notice_days").as_int64(), 7);
  // Seven days from ten in the morning end in the middle of the 28th.
  const std::string first{terms.at("first_day").as_string()};
  EXPECT_EQ(first, "2026-11-29");
  EXPECT_EQ(RestWorld::text(suspend(R"({"until":"2026-11-28"})"), "code"),
            "suspension.too_near");
  ASSERT_EQ(suspend(R"({"until":")" + first + R"("})").status, 200);
  EXPECT_FALSE(RestWorld::parse(line()).contains("pause"));
}

TEST_F(RestLineCare, a_day_must_leave_time_for_the_notice) {
  EXPECT_EQ(RestWorld::text(suspend(R"({"until":"2026-11-27"})"), "code"),
            "suspension.too_near");
  EXPECT_EQ(suspend(R"({"until":"2026-13-01"})").status, 422);
  EXPECT_EQ(suspend(R"({"until":"2126-01-01"})").status, 422);
  EXPECT_EQ(suspend(R"({"until":"2026-12-24","x":1})").status, 422);
  const auto paused = suspend(R"({"until":"2026-12-24"})");
  ASSERT_EQ(paused.status, 200) << paused.body;
  EXPECT_EQ(RestWorld::text(paused, "suspended_until"), "2026-12-24");
  EXPECT_EQ(RestWorld::text(line(), "suspended_until"), "2026-12-24");
}

TEST_F(RestLineCare, a_case_on_a_paused_line_works_and_gives_it_back_paused) {
  ASSERT_EQ(suspend(R"({"until":"2026-12-24"})").status, 200);
  const auto opened = world_.post(
      "/api/v1/cases",
      R"({"line_id":")" + person_.line_id +
          R"(","settlements":[{"obligation":"OB-31","option":"refund_source"}]})",
      owner_);
  ASSERT_EQ(opened.status, 201) << opened.body;
  const auto id = RestWorld::text(opened, "id");
  const std::string hash{RestWorld::parse(opened).at("quote").at("hash").as_string()};
  (void)world_.post("/api/v1/cases/" + id + "/submission",
                    R"({"quote_hash":")" + hash + R"("})", owner_);
  EXPECT_EQ(RestWorld::text(line(), "state"), "CANCEL_PENDING");
  EXPECT_EQ(resume().status, 409) << "the case has the line now";
  const auto clerk = world_.sign_in(Role::clerk);
  const auto withdrawn = world_.post(
      "/api/v1/cases/" + id + "/withdrawal",
      R"({"proofs":[{"kind":"in_person","value":")" + person_.id_number + R"("}]})", clerk);
  ASSERT_EQ(withdrawn.status, 200) << withdrawn.body;
  EXPECT_EQ(RestWorld::text(line(), "state"), "SUSP_USER");
  EXPECT_TRUE(world_.home().find(person_.imsi)->is_barred());
}

TEST_F(RestLineCare, staff_pause_and_resume_with_the_owner_there_and_sign_it) {
  const auto clerk = world_.sign_in(Role::clerk);
  const auto with_him =
      R"({"proofs":[{"kind":"in_person","value":")" + person_.id_number + R"("}]})";
  const auto pause = [&](const std::string& body) {
    return world_.post(path("suspension"), body, clerk);
  };
  const auto take_back = [&](const std::string& body) {
    return world_.call(Method::remove, path("suspension"), {.body = body, .token = clerk});
  };
  EXPECT_EQ(RestWorld::text(pause(""), "code"), "assurance.needed");
  EXPECT_EQ(pause(R"({"proofs":[{"kind":"in_person","value":"1"}]})").status, 403);
  EXPECT_TRUE(is_served());
  ASSERT_EQ(pause(with_him).status, 200);
  EXPECT_EQ(RestWorld::text(take_back(""), "code"), "assurance.needed");
  EXPECT_FALSE(is_served());
  ASSERT_EQ(take_back(with_him).status, 200);
  const auto notices = world_.store().notices("").value();
  EXPECT_GE(notices.size(), 4u);
  for (const auto& notice : notices)
    EXPECT_EQ(notice.params.at("actor"), "clerk:clerk") << notice.message;
}

TEST_F(RestLineCare, a_customers_screen_neither_pauses_nor_resumes) {
  const auto screen = world_.screen_of(person_, world_.sign_in(Role::clerk));
  EXPECT_EQ(RestWorld::text(world_.post(path("suspension"), "", screen), "code"),
            "line.in_shop");
  EXPECT_FALSE(
      has_action(world_.get("/api/v1/lines/" + person_.line_id, screen), "suspend"));
  ASSERT_EQ(suspend().status, 200);
  const auto back = world_.call(Method::remove, path("suspension"), {.token = screen});
  EXPECT_EQ(RestWorld::text(back, "code"), "line.in_shop");
}

TEST_F(RestLineCare, who_may_not_have_the_line_back_by_a_code_alone_comes_to_a_shop) {
  ASSERT_EQ(suspend().status, 200);
  auto line = world_.store().line(person_.line_id).value();
  line.sim_swapped_at = world_.clock().now();
  ASSERT_TRUE(world_.store().commit({.line_id = line.id, .line = line}));
  EXPECT_EQ(RestWorld::text(resume(), "code"), "line.in_shop");
  EXPECT_FALSE(is_served());
}

TEST_F(RestLineCare, strangers_lines_are_not_found) {
  const auto other = world_.add_person(2);
  const auto path = "/api/v1/lines/" + other.line_id;
  EXPECT_EQ(world_.post(path + "/suspension", "", owner_).status, 404);
  EXPECT_EQ(world_.call(Method::remove, path + "/suspension", {.token = owner_}).status,
            404);
  EXPECT_EQ(world_.get(path + "/bindings", owner_).status, 404);
  EXPECT_EQ(world_
                .call(Method::put, path + "/bindings",
                      {.body = R"({"done":[]})", .token = owner_})
                .status,
            404);
}

TEST_F(RestLineCare, bindings_are_listed_banks_first_and_marked) {
  auto owner = world_.store().owner(person_.owner_id).value();
  owner.bindings = {"WeChat", "bank:ICBC", "Alipay", "Oddity", "12306"};
  ASSERT_TRUE(world_.store().commit({.line_id = person_.line_id, .owner = owner}));
  const auto listed = RestWorld::parse(world_.get(path("bindings"), owner_));
  const auto& items = listed.at("items").as_array();
  ASSERT_EQ(items.size(), 5u);
  EXPECT_EQ(items[0].at("id").as_string(), "bank:ICBC");
  EXPECT_EQ(items[0].at("kind").as_string(), "bank");
  EXPECT_EQ(items[0].at("name").at("zh").as_string(), "工商银行");
  EXPECT_FALSE(items[0].at("guide").at("en").as_string().empty());
  EXPECT_EQ(items[1].at("id").as_string(), "Alipay");
  EXPECT_EQ(items[4].at("name").at("en").as_string(), "Oddity");
  EXPECT_FALSE(items[0].at("is_done").as_bool());

  const auto put = [&](const std::string& body) {
    return world_.call(Method::put, path("bindings"), {.body = body, .token = owner_});
  };
  const auto marked = put(R"({"done":["bank:ICBC","WeChat"]})");
  ASSERT_EQ(marked.status, 200) << marked.body;
  const auto precheck = world_.get(path("precheck"), owner_);
  EXPECT_NE(precheck.body.find("3 services still use"), std::string::npos) << precheck.body;
  EXPECT_EQ(precheck.body.find("ICBC"), std::string::npos);
  EXPECT_EQ(RestWorld::text(put(R"({"done":["bank:NONE"]})"), "code"), "binding.unknown");
  EXPECT_EQ(put("{}").status, 422);
  EXPECT_EQ(put(R"({"done":"x"})").status, 422);
  const auto undone = RestWorld::parse(put(R"({"done":["WeChat"]})"));
  EXPECT_FALSE(undone.at("items").at(0).at("is_done").as_bool());
}

}  // namespace
}  // namespace signoff
