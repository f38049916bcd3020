// SPDX-License-Identifier: Apache-2.0
#include "connectors/parties/parties_file.h"
#include "connectors/parties/pushed_parties.h"
#include "connectors/parties/security_event.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

namespace signoff {
namespace {

namespace json = boost::json;

Error fault_of(const Result<void>& result) {
  return result ? Error{Fault::conflict, "none", {}} : result.error();
}

LineNews news(NewsKind kind) {
  LineNews out;
  out.kind = kind;
  out.msisdn = Msisdn::parse("+8613800138000").value();
  out.generation = 2;
  out.at = parse_instant("2026-11-28T02:15:00Z").value();
  out.quarantine_until = parse_date("2027-02-26").value();
  out.jti = "jti-1";
  out.txn = "txn-1";
  return out;
}

json::object payload_of(NewsKind kind) {
  const auto now = parse_instant("2026-11-28T02:16:00.250Z").value();
  return json::parse(security_event_payload(news(kind), "https://op.example",
                                            "https://bank.example", now))
      .as_object();
}

TEST(PushAnswer, each_status_says_what_to_do) {
  EXPECT_TRUE(read_push_answer(202, ""));
  EXPECT_EQ(fault_of(read_push_answer(200, "")).fault, Fault::unknown);
  for (const long status : {301L, 401L, 403L, 404L, 429L, 500L, 503L})
    EXPECT_EQ(fault_of(read_push_answer(status, "")).fault, Fault::unavailable) << status;
}

TEST(PushAnswer, the_receivers_word_becomes_the_code) {
  const auto refused = fault_of(read_push_answer(400, R"({"err":"invalid_audience"})"));
  EXPECT_EQ(refused.fault, Fault::bad_input);
  EXPECT_EQ(refused.code, "party.invalid_audience");
  const auto identity = fault_of(read_push_answer(400, R"({"err":"access_denied"})"));
  EXPECT_EQ(identity.fault, Fault::unavailable);
}

TEST(PushAnswer, a_hostile_word_does_not_become_a_code) {
  for (const std::string& body :
       {std::string{}, std::string{"<html>"}, std::string{R"({"err":5})"},
        std::string{R"({"err":"a b\n"})"}, std::string{R"({"err":""})"},
        R"({"err":")" + std::string(65, 'x') + R"("})", std::string(100'000, '[')})
    EXPECT_EQ(fault_of(read_push_answer(400, body)).code, "party.refused");
}

TEST(SecurityEvent, has_what_rfc_8417_asks_and_not_what_it_forbids) {
  const auto payload = payload_of(NewsKind::terminated);
  EXPECT_EQ(payload.at("iss"), "https://op.example");
  EXPECT_EQ(payload.at("aud"), "https://bank.example");
  EXPECT_EQ(payload.at("iat"), 1795832160);
  EXPECT_EQ(payload.at("jti"), "jti-1");
  EXPECT_EQ(payload.at("txn"), "txn-1");
  EXPECT_EQ(payload.at("sub_id"),
            (json::value{{"format", "phone_number"}, {"phone_number", "+8613800138000"}}));
  EXPECT_FALSE(payload.contains("sub"));
  EXPECT_FALSE(payload.contains("exp"));
}

TEST(SecurityEvent, each_news_is_one_event) {
  const std::pair<NewsKind, std::string_view> pairs[] = {
      {NewsKind::stopped, kAccountDisabled},
      {NewsKind::restored, kAccountEnabled},
      {NewsKind::terminated, kAccountPurged},
      {NewsKind::resting, kLineTerminated}};
  for (const auto& [kind, uri] : pairs) {
    const auto events = payload_of(kind).at("events").as_object();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(std::string_view{events.begin()->key()}, uri);
  }
}

TEST(SecurityEvent, ours_says_until_when_the_number_rests) {
  const auto event =
      payload_of(NewsKind::resting).at("events").as_object().at(kLineTerminated);
  EXPECT_EQ(event, (json::value{{"effective_at", "2026-11-28T02:15:00Z"},
                                {"number_generation", 2},
                                {"quarantine_until", "2027-02-26"}}));
}

std::string wrong(std::string_view text) {
  const auto parsed = parse_parties(text, "parties.toml");
  return parsed ? "accepted" : parsed.error().detail;
}

constexpr std::string_view kGood = R"(issuer = "https://op.example"
[[party]]
id = "bank-a"
audience = "https://bank-a.example"
endpoint = "https://bank-a.example/events"
)";

TEST(PartiesFile, a_right_file_is_read) {
  const auto parsed = parse_parties(kGood, "parties.toml");
  ASSERT_TRUE(parsed) << parsed.error().detail;
  ASSERT_EQ(parsed->settings.parties.size(), 1U);
  EXPECT_EQ(parsed->settings.parties[0].party.id, "bank-a");
  EXPECT_EQ(parsed->settings.issuer, "https://op.example");
}

TEST(PartiesFile, a_wrong_file_is_refused_with_its_line) {
  const std::string good{kGood};
  const auto at = [](std::string_view detail, std::string_view line) {
    return detail.starts_with("parties.toml:" + std::string{line} + ":");
  };
  EXPECT_TRUE(at(wrong(good + "colour = 1\n"), "6"));
  EXPECT_TRUE(at(wrong("issuer = \n"), "1"));
  EXPECT_TRUE(at(wrong("issuer = \"http://op.example\"\n"), "1"));
  EXPECT_TRUE(at(wrong("issuer = \"https://op.example\"\ndeadline_ms = 5\n"), "2"));
  EXPECT_TRUE(at(wrong("issuer = \"https://op.example\"\n[party]\n"), "2"));
  EXPECT_TRUE(at(wrong("issuer = \"https://op.example\"\n[[party]]\nid = \"a\"\n"), "2"));
  EXPECT_TRUE(at(wrong(good + good.substr(good.find("[[party]]"))), "7"));
  EXPECT_TRUE(at(wrong(good + "[ = 1\n"), "6"));
  EXPECT_TRUE(at(wrong(good + "[[\n"), "6"));
  EXPECT_TRUE(at(wrong("# 说明\nissuer = \"https://运营商.example\"\n"), "2"));
  EXPECT_EQ(wrong("issuer = \"https://op.example\"  # 我们的地址\n"), "accepted");
  auto plain = good;
  plain.replace(plain.find("https://bank-a.example/events"), 8, "http://x");
  EXPECT_TRUE(at(wrong(plain), "5"));
}

TEST(PartiesFile, the_secret_is_read_from_a_file_of_its_own) {
  std::string name = std::filesystem::temp_directory_path() / "signoff-parties-XXXXXX";
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  const std::filesystem::path directory{name};
  std::ofstream{directory / "parties.toml"} << kGood
                                            << "authorization_file = \"bank-a.token\"\n";
  EXPECT_EQ(load_parties(directory / "parties.toml").error().code, "parties.file");
  std::ofstream{directory / "bank-a.token"} << "Bearer s3cret\n";
  const auto loaded = load_parties(directory / "parties.toml");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->parties[0].authorization, "Bearer s3cret");
  std::ofstream{directory / "bank-a.token"} << "Bearer a\r\nX-Evil: 1\n";
  EXPECT_EQ(load_parties(directory / "parties.toml").error().code, "parties.authorization");
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace signoff
