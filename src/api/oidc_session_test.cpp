// SPDX-License-Identifier: Apache-2.0
// Sign-in at the company's provider, as somebody would try to bend it.
#include "api/cookies.h"
#include "connectors/oidc/fake_provider.h"
#include "rest_world.h"

namespace signoff {
namespace {

constexpr std::string_view kStart = "/api/v1/oidc/start";
constexpr std::string_view kCallback = "/api/v1/oidc/callback";

class OidcSession : public ::testing::Test {
 protected:
  static std::string header(const Response& answer, std::string_view name) {
    for (const auto& [key, value] : answer.headers)
      if (key == name) return value;
    return "";
  }
  static std::string set_cookie_of(const Response& answer, std::string_view cookie) {
    for (const auto& [name, value] : answer.headers)
      if (name == "Set-Cookie" && value.starts_with(std::string{cookie} + "="))
        return value;
    return "";
  }
  static std::string pair(const std::string& set_cookie) {
    return set_cookie.substr(0, set_cookie.find(';'));
  }
  static std::string in_url(const std::string& url, const std::string& name) {
    const auto from = url.find(name + "=") + name.size() + 1;
    return url.substr(from, url.find('&', from) - from);
  }

  struct Begun {
    std::string url;
    std::string cookie;
  };
  Begun begin(const std::string& back = "") {
    const auto answer =
        world_.get(std::string{kStart} + (back.empty() ? "" : "?return=" + back));
    EXPECT_EQ(answer.status, 302);
    return {header(answer, "Location"), pair(set_cookie_of(answer, kVisitCookie))};
  }
  Response come_back(const std::string& state, const std::string& code,
                     const std::string& cookie) {
    return world_.call(Method::get,
                       fmt::format("{}?code={}&state={}&iss=x", kCallback, code, state),
                       {.cookie = cookie, .fetch_site = "cross-site"});
  }
  Response sign_in(const Begun& begun, Role role = Role::reviewer) {
    return come_back(in_url(begun.url, "state"), provider_.sign_in(begun.url, {"li", role}),
                     begun.cookie);
  }
  void expect_refused(const Response& answer, std::string_view code) {
    EXPECT_EQ(answer.status, 302);
    EXPECT_EQ(header(answer, "Location"), fmt::format("/desk?sign_in={}", code));
    EXPECT_EQ(set_cookie_of(answer, kDeskCookie), "");
    EXPECT_NE(set_cookie_of(answer, kVisitCookie).find("Max-Age=0"), std::string::npos);
  }

  FakeProvider provider_;
  RestWorld world_{FrontSettings{
      .url = "https://signoff.test", .provider = &provider_, .has_passwords = false}};
};

TEST_F(OidcSession, leads_out_and_back_into_the_consoles) {
  const auto begun = begin("/desk/queue?state=open");
  EXPECT_TRUE(begun.url.starts_with("https://login.test/")) << begun.url;
  const auto answer = sign_in(begun);
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(header(answer, "Location"), "/desk/queue?state=open");
  const auto session = set_cookie_of(answer, kDeskCookie);
  EXPECT_NE(session.find("; HttpOnly; Secure; SameSite=Strict"), std::string::npos);
  EXPECT_NE(set_cookie_of(answer, kVisitCookie).find("Max-Age=0"), std::string::npos);
  const auto me = world_.call(Method::get, "/api/v1/session",
                              {.face = "desk", .cookie = pair(session)});
  EXPECT_EQ(RestWorld::text(me, "username"), "li");
  EXPECT_EQ(RestWorld::text(me, "role"), "reviewer");
}

TEST_F(OidcSession, what_the_browser_keeps_is_hidden_and_short_lived) {
  const auto answer = world_.get(std::string{kStart});
  const auto cookie = set_cookie_of(answer, kVisitCookie);
  EXPECT_NE(cookie.find("; Path=/; Max-Age=600; HttpOnly; Secure; SameSite=Lax"),
            std::string::npos)
      << cookie;
  const auto secret = pair(cookie).substr(kVisitCookie.size() + 1, 43);
  EXPECT_EQ(header(answer, "Location").find(secret), std::string::npos);
}

TEST_F(OidcSession, a_state_of_another_browser_is_refused) {
  const auto mine = begin(), theirs = begin();
  EXPECT_NE(in_url(mine.url, "state"), in_url(theirs.url, "state"));
  const auto code = provider_.sign_in(theirs.url, {"li", Role::reviewer});
  // Their address in my browser: signing me in to their account.
  expect_refused(come_back(in_url(theirs.url, "state"), code, mine.cookie), "oidc.state");
  expect_refused(come_back(in_url(theirs.url, "state"), code, ""), "oidc.state");
  expect_refused(come_back("", code, mine.cookie), "oidc.state");
  expect_refused(come_back("made-up", code, mine.cookie), "oidc.state");
  // Their code under my state.
  expect_refused(come_back(in_url(mine.url, "state"), code, mine.cookie), "oidc.code");
}

TEST_F(OidcSession, a_code_is_taken_once) {
  const auto begun = begin();
  const auto code = provider_.sign_in(begun.url, {"li", Role::reviewer});
  const auto state = in_url(begun.url, "state");
  EXPECT_NE(set_cookie_of(come_back(state, code, begun.cookie), kDeskCookie), "");
  expect_refused(come_back(state, code, begun.cookie), "oidc.code");
}

TEST_F(OidcSession, leads_nowhere_but_into_the_consoles) {
  for (const auto* back :
       {"https://evil.test/", "//evil.test", "/%5cevil.test", "/desk//evil.test",
        "/desk/../../my", "/deskevil", "/desk.evil.test", "/desk@evil.test",
        "javascript:alert(1)", "/desk%0d%0aSet-Cookie:%20a=b", "/my/lines", "/desk/%00",
        "/desk/<script>"}) {
    const auto parsed = parse_target(fmt::format("{}?return={}", kStart, back));
    if (!parsed) continue;
    const auto answer = sign_in(begin(back));
    EXPECT_EQ(header(answer, "Location"), "/desk") << back;
  }
  const auto begun = begin("/desk/" + std::string(300, 'a'));
  EXPECT_EQ(header(sign_in(begun), "Location"), "/desk");
}

TEST_F(OidcSession, a_cookie_that_was_changed_is_no_visit) {
  const auto begun = begin("/desk/queue");
  const auto state = in_url(begun.url, "state");
  const auto code = provider_.sign_in(begun.url, {"li", Role::reviewer});
  auto changed = begun.cookie;
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  expect_refused(come_back(state, code, changed), "oidc.state");
  const auto name = std::string{kVisitCookie} + "=";
  const auto secret = begun.cookie.substr(name.size(), 43);
  for (const auto* to : {"https://evil.test", "//evil.test"})
    expect_refused(come_back(state, code, name + secret + "." + to_base64url(as_bytes(to))),
                   "oidc.state");
  expect_refused(come_back(state, code, name + secret), "oidc.state");
  expect_refused(come_back(state, code, begun.cookie + "; " + begun.cookie), "oidc.state");
}

TEST_F(OidcSession, a_provider_that_refuses_or_is_away_opens_nothing) {
  const auto begun = begin();
  const auto state = in_url(begun.url, "state");
  expect_refused(
      world_.call(Method::get,
                  fmt::format("{}?error=access_denied&state={}", kCallback, state),
                  {.cookie = begun.cookie}),
      "oidc.refused");
  expect_refused(sign_in(begin(), Role::subscriber), "login.role");
  expect_refused(sign_in(begin(), Role::system), "login.role");
  const auto next = begin();
  const auto code = provider_.sign_in(next.url, {"li", Role::reviewer});
  provider_.set_away(true);
  expect_refused(come_back(in_url(next.url, "state"), code, next.cookie), "oidc.away");
  // A browser follows this address: it has to land on a page.
  expect_refused(world_.get(std::string{kStart}), "oidc.away");
}

// Neither where a browser goes nor who it is can be found out, for whatever reason.
class BrokenProvider final : public IdentityProvider {
 public:
  const std::string& name() const override { return name_; }
  Result<std::string> address(const ProviderVisit& visit) override {
    if (why_at_start) return pass_on(*why_at_start);
    return "https://login.test/?state=" + visit.state;
  }
  Result<StaffIdentity> identify(const ProviderVisit&, const std::string&) override {
    return pass_on(why);
  }

  std::optional<Error> why_at_start;
  Error why;

 private:
  std::string name_ = "Broken";
};

TEST(OidcTrouble, of_any_kind_is_told_by_a_code_that_the_page_knows) {
  BrokenProvider provider;
  RestWorld world{FrontSettings{
      .url = "https://signoff.test", .provider = &provider, .has_passwords = false}};
  const auto location = [](const Response& answer) {
    for (const auto& [name, value] : answer.headers)
      if (name == "Location") return value;
    return std::string{};
  };
  const auto comes_back = [&](Error why) {
    provider.why = std::move(why);
    const auto begun = world.get(std::string{kStart});
    std::string cookie;
    for (const auto& [name, value] : begun.headers)
      if (name == "Set-Cookie") cookie = value.substr(0, value.find(';'));
    const auto url = location(begun);
    const auto state = url.substr(url.find("state=") + 6);
    return location(world.call(Method::get,
                               fmt::format("{}?code=c&state={}", kCallback, state),
                               {.cookie = cookie, .fetch_site = "cross-site"}));
  };
  for (const auto* code : {"oidc.discovery", "oidc.keys", "oidc.answer", "oidc.refused_us",
                           "oidc.token_answer", "store.busy"})
    EXPECT_EQ(comes_back({Fault::unavailable, code, "HTTP 500"}), "/desk?sign_in=oidc.away")
        << code;
  EXPECT_EQ(comes_back({Fault::forbidden, "oidc.new", ""}), "/desk?sign_in=oidc.token");
  EXPECT_EQ(comes_back({Fault::forbidden, "login.role", ""}), "/desk?sign_in=login.role");
  provider.why_at_start = Error{Fault::unavailable, "oidc.discovery", "another issuer"};
  EXPECT_EQ(location(world.get(std::string{kStart})), "/desk?sign_in=oidc.away");
}

TEST_F(OidcSession, ends_the_session_that_the_browser_held_before) {
  const auto first = pair(set_cookie_of(sign_in(begin()), kDeskCookie));
  auto begun = begin();
  begun.cookie += "; " + first;
  EXPECT_NE(set_cookie_of(sign_in(begun), kDeskCookie), "");
  EXPECT_EQ(
      world_.call(Method::get, "/api/v1/session", {.face = "desk", .cookie = first}).status,
      401);
}

TEST_F(OidcSession, is_not_there_where_the_company_has_no_provider) {
  RestWorld plain;
  EXPECT_EQ(plain.get(std::string{kStart}).status, 404);
  EXPECT_EQ(plain.get(std::string{kCallback} + "?code=a&state=b").status, 404);
}

TEST_F(OidcSession, is_told_to_the_page_that_asks) {
  const auto about = RestWorld::parse(world_.get("/api/v1/about"));
  EXPECT_FALSE(about.at("staff_sign_in").at("password").as_bool());
  EXPECT_TRUE(about.at("staff_sign_in").at("oidc").as_bool());
  EXPECT_EQ(about.at("staff_sign_in").at("oidc_name").as_string(), "Fake sign-in");
}

TEST_F(OidcSession, cannot_be_used_to_make_us_ask_the_provider_without_end) {
  int refused = 0;
  for (int i = 0; i < 70; ++i)
    refused += world_.get(std::string{kStart}).status == 429 ? 1 : 0;
  EXPECT_EQ(refused, 10);
}

}  // namespace
}  // namespace signoff
