// SPDX-License-Identifier: Apache-2.0
#include "app/card_cases.h"

#include "api/server.h"
#include "card/desk/delivery_journal.h"
#include "evidence/outside_tool.h"

#include <gtest/gtest.h>
#include <cstdlib>

namespace signoff {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view kCardIccid = "89860000000000000019";
const Instant kRetiredAt = parse_instant("2026-11-22T08:47:03Z").value();

// A server of cases that says what it is told to, and keeps what it was sent.
class CaseServer {
 public:
  void start() {
    router_.emplace(std::vector<Route>{
        {Method::post, "/api/v1/card-retirements", "attachRetirement",
         [this](const Request& request) {
           got.push_back(json::parse(request.body).as_object());
           return Response{status, "application/json", answer(got.back()), {}, {}};
         },
         Access::open, Run::quick, std::size_t{4} << 20}});
    ServerConfig config;
    config.port = port_;
    server_ = std::move(Server::start(config, *router_, clock_, random_).value());
    port_ = server_->port();
  }
  void stop() { server_.reset(); }
  std::string url() const { return fmt::format("http://127.0.0.1:{}", port_); }

  unsigned status = 200;
  std::function<std::string(const json::object&)> answer;
  std::vector<json::object> got;

 private:
  SystemClock clock_;
  SystemRandom random_;
  std::optional<Router> router_;
  std::unique_ptr<Server> server_;
  std::uint16_t port_ = 0;
};

// Every thing of a body came to this.
std::string all_of(const json::object& body, const json::object& thing) {
  json::object out;
  if (body.contains("wipe")) out["wipe"] = thing;
  json::array notifications;
  if (const auto* list = body.if_contains("notifications"))
    notifications = json::array(list->get_array().size(), thing);
  out["notifications"] = std::move(notifications);
  return json::serialize(out);
}

const json::object kTold{{"digest", "00"},
                         {"outcome", "attached"},
                         {"case_id", "1"},
                         {"case_number", "2611-0000001-8"}};

json::object refused(std::string_view code, bool is_final) {
  return {{"digest", "00"},
          {"outcome", "refused"},
          {"code", code},
          {"text", {{"en", "It was not taken."}, {"zh", "未接收。"}}},
          {"is_final", is_final}};
}

class CardCasesTest : public testing::Test {
 protected:
  CardCasesTest() {
    ::setenv("HOME", directory_.path().c_str(), 1);
    for (const auto* name : {"XDG_CONFIG_HOME", "SIGNOFF_SERVER", "SIGNOFF_TOKEN_FILE"})
      ::unsetenv(name);
    fs::permissions(directory_.write("token", "abc\n"),
                    fs::perms::owner_read | fs::perms::owner_write);
    server_.answer = [](const json::object& body) { return all_of(body, kTold); };
    server_.start();
  }

  std::unique_ptr<CardCases> cases(const std::string& server = {}) {
    cli::Given given;
    given.server = server.empty() ? server_.url() : server;
    given.token_file = directory_ / "token";
    auto opened = CardCases::open(desk_, given);
    EXPECT_TRUE(opened) << opened.error().code;
    return *std::move(opened);
  }
  // A card that was wiped and whose profiles signed so many notifications.
  RetireReport retired(int notifications) {
    RetireReport report;
    report.card.iccid = kCardIccid;
    report.proof = directory_.write("proof", "a.b.c\n");
    for (int n = 0; n < notifications; ++n) {
      const DeliveryEntry entry{
          Bytes{0x30, static_cast<std::uint8_t>(n)}, kRetiredAt, {}, {}};
      Delivered item;
      item.kept_in = directory_.write(fmt::format("n{}", n), to_json(entry));
      report.notifications.items.push_back(item);
    }
    return report;
  }
  std::vector<fs::path> waiting() {
    return CaseOutbox{directory_.path() / "outbox"}.files().value();
  }
  OutboxEntry first_waiting() {
    return CaseOutbox{directory_.path() / "outbox"}.read(waiting().front()).value();
  }

  TestDirectory directory_;
  CardDesk desk_{{-1, true, false, directory_.path()}};
  CaseServer server_;
};

TEST_F(CardCasesTest, what_was_done_to_a_card_is_attached_and_no_longer_waits) {
  auto report = retired(2);
  report.eid = "89049032123451234512345678901235";
  const auto at_case = cases()->attach(report, kRetiredAt);
  ASSERT_TRUE(at_case);
  EXPECT_EQ(json::serialize(case_json(*at_case)),
            R"({"outcome":"attached","numbers":["2611-0000001-8"],"waiting":false})");
  EXPECT_NE(case_text(*at_case, {}).find("2611-0000001-8"), std::string::npos);
  EXPECT_TRUE(waiting().empty());
  ASSERT_EQ(server_.got.size(), 1u);
  EXPECT_EQ(json::serialize(server_.got.front()),
            R"({"iccid":"89860000000000000019","eid":"89049032123451234512345678901235",)"
            R"("wipe":"a.b.c","notifications":["MAA","MAE"]})");
}

TEST_F(CardCasesTest, a_server_that_is_down_gets_it_when_it_is_there_again) {
  const auto here = cases();
  server_.stop();
  const auto at_case = here->attach(retired(1), kRetiredAt);
  ASSERT_TRUE(at_case);
  EXPECT_EQ(at_case->outcome, CaseOutcome::not_sent);
  EXPECT_EQ(at_case->why_not->error.code, "server.unreachable");
  EXPECT_TRUE(at_case->is_waiting);
  EXPECT_EQ(waiting().size(), 1u);
  cases()->send_left();
  EXPECT_EQ(waiting().size(), 1u);

  server_.start();
  auto next = retired(0);
  next.card.iccid = "89860000000000000027";
  EXPECT_EQ(here->attach(next, kRetiredAt)->outcome, CaseOutcome::attached);
  EXPECT_TRUE(waiting().empty()) << "what waited went along";
  EXPECT_EQ(server_.got.size(), 2u);
}

TEST_F(CardCasesTest, without_a_login_it_waits) {
  fs::remove(directory_ / "token");
  const auto at_case = cases()->attach(retired(1), kRetiredAt);
  EXPECT_EQ(at_case->why_not->error.code, "session.needed");
  EXPECT_EQ(waiting().size(), 1u);
  EXPECT_TRUE(server_.got.empty());
}

TEST_F(CardCasesTest, of_what_is_refused_only_that_waits_which_may_be_taken_later) {
  server_.answer = [](const json::object& body) {
    auto out = json::parse(all_of(body, kTold)).as_object();
    out["wipe"] = refused("wipe.no_desk_keys", false);
    out["notifications"].as_array()[1] = refused("notification.signature", true);
    return json::serialize(out);
  };
  const auto here = cases();
  const auto at_case = here->attach(retired(3), kRetiredAt);
  EXPECT_EQ(at_case->outcome, CaseOutcome::refused);
  EXPECT_EQ(at_case->numbers, std::set<std::string>{"2611-0000001-8"});
  EXPECT_EQ(at_case->why_not->error.code, "wipe.no_desk_keys");
  EXPECT_TRUE(at_case->is_waiting);
  EXPECT_NE(case_text(*at_case, {}).find("It was not taken (wipe.no_desk_keys)"),
            std::string::npos);
  ASSERT_EQ(waiting().size(), 1u);
  EXPECT_EQ(first_waiting().wipe, "a.b.c");
  EXPECT_TRUE(first_waiting().notifications.empty());
  here->send_left();
  EXPECT_EQ(server_.got.size(), 1u) << "once in a run";
}

TEST_F(CardCasesTest, a_request_that_is_wrong_is_set_aside) {
  server_.status = 422;
  server_.answer = [](const json::object&) {
    return R"({"code":"field.missing","detail":"It is not complete."})";
  };
  const auto at_case = cases()->attach(retired(1), kRetiredAt);
  EXPECT_EQ(at_case->outcome, CaseOutcome::refused);
  EXPECT_FALSE(at_case->is_waiting);
  EXPECT_TRUE(waiting().empty());
  int aside = 0;
  for (const auto& file : fs::directory_iterator{directory_.path() / "outbox"})
    aside += file.path().extension() == ".refused" ? 1 : 0;
  EXPECT_EQ(aside, 1);
}

TEST_F(CardCasesTest, any_other_refusal_and_an_odd_answer_leave_it_waiting) {
  const std::pair<unsigned, std::string_view> odd[] = {
      {401, R"({"code":"session.needed"})"},
      {403, R"({"code":"rights.missing"})"},
      {404, "{}"},
      {502, "<html>"},
      {503, R"({"code":"store.busy"})"},
      {200, "{"},
      {200, "{}"},
      {200, R"({"notifications":[{},{}]})"},
  };
  int n = 0;
  for (const auto& [status, answer] : odd) {
    server_.status = status;
    server_.answer = [answer](const json::object&) { return std::string{answer}; };
    const auto at = kRetiredAt + std::chrono::seconds{++n};
    EXPECT_EQ(cases()->attach(retired(1), at)->outcome, CaseOutcome::not_sent) << answer;
    EXPECT_EQ(waiting().size(), static_cast<std::size_t>(n)) << answer;
  }
}

TEST_F(CardCasesTest, what_is_for_another_server_is_not_shown_to_this_one) {
  ASSERT_TRUE(CaseOutbox{desk_.folder("outbox").value()}.keep(
      {"https://other.example", kRetiredAt, std::string{kCardIccid}, "", "a.b.c", {}}));
  cases()->send_left();
  EXPECT_TRUE(server_.got.empty());
  EXPECT_EQ(waiting().size(), 1u);
}

TEST_F(CardCasesTest, more_than_a_server_takes_at_once_is_sent_in_parts) {
  const auto at_case = cases()->attach(retired(201), kRetiredAt);
  EXPECT_EQ(at_case->outcome, CaseOutcome::attached);
  ASSERT_EQ(server_.got.size(), 3u);
  EXPECT_TRUE(server_.got[0].contains("wipe"));
  EXPECT_FALSE(server_.got[1].contains("wipe"));
  EXPECT_EQ(server_.got[2].at("notifications").as_array().size(), 1u);
}

TEST_F(CardCasesTest, a_desk_that_cannot_keep_it_does_not_say_that_it_waits) {
  auto report = retired(1);
  fs::remove(report.proof);
  const auto at_case = cases()->attach(report, kRetiredAt);
  EXPECT_EQ(at_case->outcome, CaseOutcome::not_sent);
  EXPECT_EQ(at_case->why_not->error.code, "file.open");
  EXPECT_FALSE(at_case->is_waiting);
}

TEST_F(CardCasesTest, a_card_that_no_server_has_a_name_for_is_said_to_be_at_no_case) {
  auto report = retired(0);
  report.card.iccid = "898600B5012345678901";
  const auto at_case = cases()->attach(report, kRetiredAt);
  ASSERT_TRUE(at_case);
  EXPECT_EQ(at_case->outcome, CaseOutcome::not_sent);
  EXPECT_EQ(at_case->why_not->error.code, "outbox.iccid");
  EXPECT_FALSE(at_case->is_waiting);
  EXPECT_TRUE(server_.got.empty());
  report.proof.clear();
  EXPECT_FALSE(cases()->attach(report, kRetiredAt)) << "nothing was done to it";
}

TEST_F(CardCasesTest, what_the_chip_of_such_a_card_signed_is_attached) {
  auto report = retired(1);
  report.card.iccid = "898600B5012345678901";
  const auto at_case = cases()->attach(report, kRetiredAt);
  ASSERT_TRUE(at_case);
  EXPECT_EQ(at_case->outcome, CaseOutcome::not_sent);
  EXPECT_EQ(at_case->numbers.size(), 1u);
  ASSERT_EQ(server_.got.size(), 1u);
  EXPECT_FALSE(server_.got[0].contains("iccid") || server_.got[0].contains("wipe"));
}

TEST_F(CardCasesTest, without_a_server_there_are_no_cases) {
  EXPECT_EQ(CardCases::open(desk_, {}).value(), nullptr);
  cli::Given given;
  given.token_file = directory_ / "token";
  EXPECT_EQ(CardCases::open(desk_, given).error().code, "server.missing");
  given.server = "http://signoff.example";
  EXPECT_EQ(CardCases::open(desk_, given).error().code, "server.not_https");
  EXPECT_FALSE(fs::exists(directory_.path() / "outbox"));
}

}  // namespace
}  // namespace signoff
