// SPDX-License-Identifier: Apache-2.0
// The pages as a browser gets them: which file, in which form, under which policy.
#include "api/wire.h"
#include "rest_world.h"

#include <set>

namespace signoff {
namespace {

constexpr WebAsset kAssets[] = {
    {"assets/app-1a2b.js", "text/javascript; charset=utf-8", "plain script", "gz", "b",
     "d1"},
    {"assets/logo-77.png", "image/png", "png", "", "", "d2"},
    {"desk.html", "text/html; charset=utf-8", "<title>desk</title>__NONCE__", "", "", "d3"},
    {"icon-192.png", "image/png", "small", "", "", "d4"},
    {"icon-512.png", "image/png", "large", "", "", "d5"},
    {"index.html", "text/html; charset=utf-8", "<a __NONCE__><b __NONCE__>", "", "", "d6"},
    {"manifest.webmanifest", "application/manifest+json", "{}", "", "", "d7"},
    {"mark.svg", "image/svg+xml", "<svg/>", "", "", "d8"},
    {"sw.js", "text/javascript; charset=utf-8", "worker", "", "", "d9"},
};

class Pages : public ::testing::Test {
 protected:
  static std::string header(const Response& answer, std::string_view name) {
    std::string found;
    for (const auto& [key, value] : answer.headers)
      if (key == name) found = value;
    return found;
  }
  // The one nonce that the policy names.
  static std::string nonce(const Response& answer) {
    const auto policy = header(answer, "Content-Security-Policy");
    const auto at = policy.find("'nonce-") + 7;
    return policy.substr(at, policy.find('\'', at) - at);
  }

  RestWorld world_{FrontSettings{.assets = kAssets}};
};

TEST_F(Pages, each_address_leads_to_its_face) {
  for (const auto* path : {"/", "/my/lines", "/my/cases/2611-0042317-8/track"}) {
    const auto answer = world_.get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_NE(answer.body.find("<a "), std::string::npos) << path;
  }
  for (const auto* path : {"/desk", "/desk/queue", "/desk/cases/a/b"}) {
    const auto answer = world_.get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_NE(answer.body.find("desk"), std::string::npos) << path;
  }
  for (const auto* path :
       {"/mark.svg", "/icon-192.png", "/icon-512.png", "/manifest.webmanifest", "/sw.js"}) {
    EXPECT_EQ(world_.get(path).status, 200) << path;
    EXPECT_EQ(header(world_.get(path), "Cache-Control"), "no-cache") << path;
  }
}

TEST_F(Pages, allow_only_our_own_files_and_nothing_unsafe) {
  for (const auto* path : {"/", "/my/x", "/desk", "/desk/x"}) {
    const auto policy = header(world_.get(path), "Content-Security-Policy");
    EXPECT_EQ(policy.find("unsafe"), std::string::npos) << policy;
    EXPECT_EQ(policy.find('*'), std::string::npos) << policy;
    EXPECT_EQ(policy.find("http"), std::string::npos) << policy;
    EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self'; ")) << policy;
    for (const auto* part :
         {"base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"})
      EXPECT_NE(policy.find(part), std::string::npos) << policy;
  }
}

TEST_F(Pages, have_a_fresh_nonce_each_time_and_are_never_kept) {
  std::set<std::string> seen;
  for (int i = 0; i < 20; ++i) {
    const auto answer = world_.get("/");
    const auto one = nonce(answer);
    EXPECT_EQ(one.size(), 22u);
    EXPECT_EQ(answer.body, "<a " + one + "><b " + one + ">");
    EXPECT_EQ(header(answer, "Cache-Control"), "no-store");
    EXPECT_EQ(header(answer, "ETag"), "");
    seen.insert(one);
  }
  EXPECT_EQ(seen.size(), 20u);
}

TEST_F(Pages, the_policy_of_a_page_is_sent_once_and_all_else_has_one_too) {
  const auto count = [](const Response& answer) {
    std::string out;
    write_response(answer, {.date = "now", .request_id = "1"}, out);
    std::size_t times = 0;
    for (auto at = out.find("Content-Security-Policy:"); at != std::string::npos;
         at = out.find("Content-Security-Policy:", at + 1))
      ++times;
    EXPECT_EQ(out.find("unsafe-"), std::string::npos) << out;
    return times;
  };
  EXPECT_EQ(count(world_.get("/")), 1u);
  EXPECT_EQ(count(world_.get("/sw.js")), 1u);
  EXPECT_EQ(count(world_.get("/api/v1/about")), 1u);
  EXPECT_EQ(count(world_.get("/nowhere")), 1u);
}

TEST_F(Pages, come_in_the_smallest_form_that_the_browser_takes) {
  const auto get = [&](const std::string& codings) {
    return world_.call(Method::get, "/assets/app-1a2b.js", {.accept_encoding = codings});
  };
  EXPECT_EQ(get("gzip, deflate, br").body, "b");
  EXPECT_EQ(header(get("gzip, deflate, br"), "Content-Encoding"), "br");
  EXPECT_EQ(get("gzip").body, "gz");
  EXPECT_EQ(get("br;q=0, gzip;q=0.5").body, "gz");
  EXPECT_EQ(get("*").body, "b");
  EXPECT_EQ(get("*;q=0").body, "plain script");
  EXPECT_EQ(get("").body, "plain script");
  EXPECT_EQ(header(get(""), "Content-Encoding"), "");
  EXPECT_EQ(header(get(""), "Vary"), "Accept-Encoding");
  EXPECT_EQ(header(get("br"), "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_NE(header(get("br"), "ETag"), header(get("gzip"), "ETag"));
}

TEST_F(Pages, what_the_browser_has_is_not_sent_again) {
  const auto first =
      world_.call(Method::get, "/assets/app-1a2b.js", {.accept_encoding = "br"});
  const auto again =
      world_.call(Method::get, "/assets/app-1a2b.js",
                  {.accept_encoding = "br", .if_none_match = header(first, "ETag")});
  EXPECT_EQ(again.status, kStatusNotModified);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(header(again, "ETag"), header(first, "ETag"));
  const auto other =
      world_.call(Method::get, "/assets/app-1a2b.js",
                  {.accept_encoding = "gzip", .if_none_match = header(first, "ETag")});
  EXPECT_EQ(other.status, 200);
  EXPECT_EQ(world_.call(Method::head, "/assets/app-1a2b.js", {}).status, 200);
}

TEST_F(Pages, no_path_leads_out_of_the_table) {
  for (const auto* path :
       {"/assets/..%2findex.html", "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/assets/..%5c..%5cdesk.html", "/assets/assets%2fapp-1a2b.js", "/assets/app-1a2b",
        "/assets/app-1a2b.js%00", "/index.html", "/desk.html", "/assets/"}) {
    const auto parsed = parse_target(path);
    if (!parsed) continue;
    EXPECT_EQ(world_.get(path).status, 404) << path;
  }
}

TEST_F(Pages, a_program_built_without_pages_says_that_there_is_nothing) {
  RestWorld bare;
  EXPECT_EQ(bare.get("/").status, 404);
  EXPECT_EQ(bare.get("/desk").status, 404);
  EXPECT_EQ(bare.get("/assets/app-1a2b.js").status, 404);
}

}  // namespace
}  // namespace signoff
