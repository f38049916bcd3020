// SPDX-License-Identifier: Apache-2.0
#include "app/config.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

namespace signoff {
namespace {

constexpr const char* kGood = R"(url = "https://signoff.example"
[store]
path = "signoff.db"
[policy]
pack = "cn.toml"
[keys]
directory = "keys"
[hlr]
kind = "osmo"
host = "10.0.0.1"
[smsc]
host = "10.0.0.2"
system_id = "signoff"
[mail]
host = "10.0.0.3"
from = "no-reply@signoff.example"
[listen]
address = "0.0.0.0"
port = 443
certificate = "tls/server.pem"
key = "tls/server.key"
)";

std::string changed(std::string_view from, std::string_view to) {
  std::string text = kGood;
  text.replace(text.find(from), from.size(), to);
  return text;
}

std::string complaint(const std::string& text) {
  const auto config = parse_config(text, "etc/signoff.toml");
  if (config) return "none";
  EXPECT_EQ(config.error().fault, Fault::bad_input);
  return config.error().detail;
}

TEST(Config, is_read_with_paths_beside_the_file) {
  const auto config = parse_config(kGood, "/etc/signoff/signoff.toml");
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->store, "/etc/signoff/signoff.db");
  EXPECT_EQ(config->certificate, "/etc/signoff/tls/server.pem");
  EXPECT_EQ(config->port, 443);
  EXPECT_EQ(config->enquiry, "https://signoff.example/#voucher");
}

TEST(Config, a_proxy_is_believed_only_when_it_is_named) {
  EXPECT_FALSE(parse_config(kGood, "etc/signoff.toml")->is_behind_proxy);
  const auto named = changed("port = 443\n", "port = 443\nproxy = true\n");
  EXPECT_TRUE(parse_config(named, "etc/signoff.toml")->is_behind_proxy);
}

TEST(Config, roots_of_eUICC_makers_are_a_list_of_files) {
  EXPECT_TRUE(parse_config(kGood, "etc/signoff.toml")->rsp_roots.empty());
  const std::string roots = "[rsp]\nroots = [\"ci.pem\", \"/etc/more.pem\"]\n";
  const auto config = parse_config(kGood + roots, "/etc/signoff/signoff.toml");
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->rsp_roots,
            (std::vector<std::filesystem::path>{"/etc/signoff/ci.pem", "/etc/more.pem"}));
  for (const auto* wrong : {"\"ci.pem\"", "[]", "[1]", "[\"\"]"})
    EXPECT_NE(complaint(kGood + fmt::format("[rsp]\nroots = {}\n", wrong))
                  .find("rsp.roots must be a list of files"),
              std::string::npos)
        << wrong;
}

TEST(Config, keys_of_desks_are_a_list_of_files) {
  EXPECT_TRUE(parse_config(kGood, "etc/signoff.toml")->desk_keys.empty());
  const std::string keys = "[cards]\ndesk_keys = [\"shop-1.jwks\", \"/etc/2.jwks\"]\n";
  const auto config = parse_config(kGood + keys, "/etc/signoff/signoff.toml");
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->desk_keys, (std::vector<std::filesystem::path>{
                                   "/etc/signoff/shop-1.jwks", "/etc/2.jwks"}));
  for (const auto* wrong : {"\"shop-1.jwks\"", "[]", "[1]"})
    EXPECT_NE(complaint(kGood + fmt::format("[cards]\ndesk_keys = {}\n", wrong))
                  .find("cards.desk_keys must be a list of files"),
              std::string::npos)
        << wrong;
}

TEST(Config, of_the_company_s_own_sign_in_turns_passwords_off) {
  const std::string own = R"([oidc]
name = "Company sign-in"
issuer = "https://login.example"
client_id = "signoff"
client_secret_file = "oidc.secret"
ca_file = "ca.pem"
algorithm = "ES256"
role_claim = "realm_access.roles"
[oidc.roles]
"signoff-review" = "reviewer"
audit = "auditor"
)";
  const auto config = parse_config(kGood + own, "/etc/signoff/signoff.toml");
  ASSERT_TRUE(config) << config.error().detail;
  ASSERT_TRUE(config->oidc);
  EXPECT_EQ(config->oidc_secret, "/etc/signoff/oidc.secret");
  EXPECT_EQ(config->oidc->ca_file, "/etc/signoff/ca.pem");
  EXPECT_EQ(config->oidc->algorithm, TokenAlgorithm::es256);
  EXPECT_EQ(config->oidc->roles.at("signoff-review"), Role::reviewer);
  EXPECT_EQ(config->oidc->roles.size(), 2u);
  EXPECT_FALSE(config->also_passwords);
  EXPECT_TRUE(parse_config(kGood, "a")->also_passwords);

  const auto with = [&](std::string_view from, std::string_view to) {
    auto text = own;
    text.replace(text.find(from), from.size(), to);
    return complaint(kGood + text);
  };
  EXPECT_NE(with("https://", "http://").find("https"), std::string::npos);
  EXPECT_NE(with("ES256", "HS256").find("RS256"), std::string::npos);
  EXPECT_NE(with("ES256", "none").find("RS256"), std::string::npos);
  EXPECT_NE(with("\"auditor\"", "\"boss\"").find("no role"), std::string::npos);
  EXPECT_NE(with("\"auditor\"", "\"subscriber\"").find("no role"), std::string::npos);
  EXPECT_NE(with("\"auditor\"", "7").find("no role"), std::string::npos);
  EXPECT_NE(with("client_id = \"signoff\"\n", "").find("client_id"), std::string::npos);
  EXPECT_NE(with("[oidc.roles]", "[oidc.other]").find("not known"), std::string::npos);
}

TEST(Config, the_one_of_the_manual_is_right) {
  std::ifstream in{SIGNOFF_DOCS "/operate.md"};
  std::string line, text;
  while (std::getline(in, line) && line != "```toml") continue;
  while (std::getline(in, line) && line != "```") text += line + "\n";
  ASSERT_FALSE(text.empty());
  EXPECT_EQ(complaint(text), "none");
}

TEST(Config, a_wrong_one_is_refused_with_file_line_and_reason) {
  EXPECT_EQ(complaint(changed("port = 443", "port = 70000")),
            "etc/signoff.toml:19: port must be a number from 0 to 65535");
  EXPECT_EQ(complaint(changed("kind = \"osmo\"", "kind = \"other\"")),
            "etc/signoff.toml:8: hlr.kind must be osmo or rest");
  EXPECT_EQ(complaint(changed("path = \"signoff.db\"", "paht = \"signoff.db\"")),
            "etc/signoff.toml:3: paht is not known here");
  EXPECT_NE(complaint(changed("key = \"tls/server.key\"\n", "")).find("listen needs"),
            std::string::npos);
  EXPECT_NE(complaint("url = ").find("etc/signoff.toml:1:"), std::string::npos);
  EXPECT_NE(complaint("").find("is missing"), std::string::npos);
}

TEST(Config, no_secret_may_stand_in_it) {
  EXPECT_EQ(complaint(changed("system_id = \"signoff\"", "password = \"secret\"")),
            "etc/signoff.toml:13: password is not known here");
}

}  // namespace
}  // namespace signoff
