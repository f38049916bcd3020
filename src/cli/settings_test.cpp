// SPDX-License-Identifier: Apache-2.0
#include "cli/settings.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <map>

namespace signoff::cli {
namespace {

namespace fs = std::filesystem;

// A home of its own, and an environment that knows nothing else.
class settings : public testing::Test {
 protected:
  void SetUp() override {
    auto name = (fs::temp_directory_path() / "signoff-cli-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    home_ = name;
    variables_["HOME"] = name;
  }
  void TearDown() override { fs::remove_all(home_); }

  Environment environment() const {
    return [this](const char* name) {
      const auto found = variables_.find(name);
      return found == variables_.end() ? std::string{} : found->second;
    };
  }
  static mode_t mode_of(const fs::path& file) {
    struct stat about{};
    EXPECT_EQ(::stat(file.c_str(), &about), 0);
    return about.st_mode & 0777;
  }

  fs::path home_;
  std::map<std::string, std::string> variables_;
};

TEST_F(settings, come_from_the_command_line_then_the_environment_then_the_file) {
  ASSERT_TRUE(save_settings({"https://file.example", "/etc/roots.pem", {}}, environment()));
  EXPECT_EQ(resolve({}, environment())->server, "https://file.example");
  EXPECT_EQ(resolve({}, environment())->ca_file, "/etc/roots.pem");
  EXPECT_EQ(resolve({}, environment())->token_file, home_ / ".config/signoff/token");

  variables_["SIGNOFF_SERVER"] = "https://env.example/";
  variables_["SIGNOFF_TOKEN_FILE"] = "/run/token";
  EXPECT_EQ(resolve({}, environment())->server, "https://env.example");
  EXPECT_EQ(resolve({}, environment())->ca_file, "") << "roots of another server";
  EXPECT_EQ(resolve({}, environment())->token_file, "/run/token");

  EXPECT_EQ(resolve({"https://said.example", "", ""}, environment())->server,
            "https://said.example");
}

TEST_F(settings, without_a_server_are_refused) {
  EXPECT_EQ(resolve({}, environment()).error().code, "server.missing");
}

TEST_F(settings, speak_https_or_to_this_machine) {
  EXPECT_TRUE(parse_server("https://signoff.example:8443"));
  EXPECT_TRUE(parse_server("http://127.0.0.1:8080"));
  EXPECT_TRUE(parse_server("http://[::1]:8080"));
  EXPECT_EQ(parse_server("http://signoff.example").error().code, "server.not_https");
  EXPECT_EQ(parse_server("http://localhost.evil.example").error().code, "server.not_https");
  for (const auto* wrong : {"", "signoff.example", "ftp://x", "https://", "https://a/b",
                            "https://u@h", "https://a?b", "https://a b"})
    EXPECT_EQ(parse_server(wrong).error().code, "server.address") << wrong;
}

TEST_F(settings, that_are_wrong_say_where) {
  EXPECT_EQ(parse_settings("server = \"https://a\"\nport = 1\n").error().detail,
            "cli.toml:2: only server and ca_file are known here");
  EXPECT_FALSE(parse_settings("server = 1"));
  EXPECT_FALSE(parse_settings("[."));
  // Found by fuzzing: toml++ ran into the void.
  EXPECT_FALSE(parse_settings("O=4rn-ar{\"\xef\xb9\xbfo!s\"px"));
  EXPECT_FALSE(parse_settings("ca_file = \"/a\\rb\""));
  EXPECT_FALSE(parse_settings("server = \"http://far.example\""));
}

TEST_F(settings, are_read_back_as_they_were_written) {
  const Settings odd{"https://a.example", "/odd \"path\\/根.pem", {}};

  EXPECT_EQ(parse_settings(settings_text(odd))->ca_file, odd.ca_file);
}

TEST_F(settings, keep_the_token_for_its_owner_alone) {
  const Settings here{"https://a.example", {}, home_ / "deep/token"};
  ASSERT_TRUE(save_token(here, "abc.def"));
  EXPECT_EQ(mode_of(here.token_file), 0600u);
  EXPECT_EQ(*load_token(here), "abc.def");

  fs::permissions(here.token_file, fs::perms::group_read, fs::perm_options::add);
  EXPECT_EQ(load_token(here).error().code, "token.permissions");
}

TEST_F(settings, show_the_token_to_no_other_server) {
  Settings here{"https://a.example", {}, home_ / "token"};
  ASSERT_TRUE(save_token(here, "abc"));

  here.server = "https://b.example";

  EXPECT_EQ(load_token(here).error().code, "token.other_server");
}

TEST_F(settings, forget_the_token) {
  const Settings here{"https://a.example", {}, home_ / "token"};
  ASSERT_TRUE(save_token(here, "abc"));

  EXPECT_TRUE(remove_token(here));
  EXPECT_FALSE(remove_token(here));
  EXPECT_EQ(load_token(here).error().code, "session.needed");
}

TEST_F(settings, never_put_a_line_break_into_a_header) {
  const Settings here{"https://a.example", {}, home_ / "token"};

  EXPECT_FALSE(save_token(here, "abc\r\nX-Evil: 1"));
}

TEST_F(settings, know_the_language_of_the_terminal) {
  EXPECT_EQ(terminal_language(environment()), Language::en);
  variables_["LANG"] = "zh_CN.UTF-8";
  EXPECT_EQ(terminal_language(environment()), Language::zh);
  variables_["LC_ALL"] = "C.UTF-8";
  EXPECT_EQ(terminal_language(environment()), Language::en);
}

}  // namespace
}  // namespace signoff::cli
