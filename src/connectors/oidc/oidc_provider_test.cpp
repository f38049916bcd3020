// SPDX-License-Identifier: Apache-2.0
#include "connectors/oidc/oidc_provider.h"

#include "connectors/oidc/contract.h"
#include "connectors/oidc/fake_provider.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>

namespace signoff {
namespace {

namespace fs = std::filesystem;

const fs::path kNodeFolder = fs::path{__FILE__}.parent_path() / "../../../tests/node";

bool node_is_there() { return fs::exists(kNodeFolder / "node_modules/oidc-provider"); }

// npm's oidc-provider and a browser, as a child process that speaks JSON lines.
class NodeProvider {
 public:
  NodeProvider() {
    std::string pattern = (fs::temp_directory_path() / "signoff-oidc-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
    const auto script = (kNodeFolder / "oidc_provider.mjs").string();
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      dup2(ends[1], STDIN_FILENO);
      dup2(ends[1], STDOUT_FILENO);
      execlp("node", "node", script.c_str(), directory_.c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    wire_ = ends[0];
    if (auto line = read_line()) about_ = *std::move(line);
  }
  ~NodeProvider() {
    stop();
    close(wire_);
    fs::remove_all(directory_);
  }
  NodeProvider(const NodeProvider&) = delete;

  std::string text(std::string_view name) const {
    const auto* value = about_.if_contains(name);
    return value ? std::string{value->as_string()} : "";
  }
  void stop() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  // It signs with new keys from now on.
  void rotate() {
    constexpr std::string_view kLine = "{\"rotate\":true}\n";
    EXPECT_EQ(::send(wire_, kLine.data(), kLine.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(kLine.size()));
    EXPECT_TRUE(read_line());
  }
  // Where the browser ends up.
  std::string visit(const std::string& url, const std::string& login) {
    const auto line =
        boost::json::serialize(boost::json::object{{"visit", url}, {"login", login}}) +
        "\n";
    EXPECT_EQ(::send(wire_, line.data(), line.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(line.size()));
    const auto answer = read_line();
    EXPECT_TRUE(answer && !answer->at("location").as_string().empty())
        << (answer ? boost::json::serialize(*answer) : "silence");
    return answer ? std::string{answer->at("location").as_string()} : "";
  }

 private:
  std::optional<boost::json::object> read_line() {
    for (;;) {
      if (const auto end = buffer_.find('\n'); end != buffer_.npos) {
        auto line = boost::json::parse(buffer_.substr(0, end)).as_object();
        buffer_.erase(0, end + 1);
        return line;
      }
      pollfd readable{wire_, POLLIN, 0};
      if (poll(&readable, 1, 20'000) != 1) return std::nullopt;
      std::array<char, 4096> chunk;
      const auto size = read(wire_, chunk.data(), chunk.size());
      if (size <= 0) return std::nullopt;
      buffer_.append(chunk.data(), static_cast<std::size_t>(size));
    }
  }

  std::string directory_;
  pid_t pid_ = 0;
  int wire_ = -1;
  boost::json::object about_;
  std::string buffer_;
};

std::string part(const std::string& location, const std::string& name) {
  const auto at = location.find(name + "=");
  if (at == std::string::npos) return "";
  const auto from = at + name.size() + 1;
  return location.substr(from, location.find('&', from) - from);
}

OidcSettings settings_for(const NodeProvider& node, TokenAlgorithm algorithm) {
  OidcSettings settings;
  settings.name = "Company sign-in";
  settings.issuer = node.text("issuer");
  settings.client_id = algorithm == TokenAlgorithm::rs256 ? "signoff" : "signoff-ec";
  settings.client_secret = node.text("client_secret");
  settings.ca_file = node.text("ca_file");
  settings.scope = "openid";
  settings.roles = {{"signoff-review", Role::reviewer}, {"signoff-audit", Role::auditor}};
  settings.algorithm = algorithm;
  return settings;
}

class RealUnderContract final : public ProviderUnderTest {
 public:
  explicit RealUnderContract(TokenAlgorithm algorithm)
      : provider_{settings_for(node_, algorithm), clock_} {}

  IdentityProvider& provider() override { return provider_; }
  std::string redirect_uri() const override { return node_.text("redirect_uri"); }
  std::string sign_in(const std::string& url, const std::string& login) override {
    return part(node_.visit(url, login), "code");
  }
  void go_away() override { node_.stop(); }

 private:
  SystemClock clock_;
  NodeProvider node_;
  OidcProvider provider_;
};

class FakeUnderContract final : public ProviderUnderTest {
 public:
  IdentityProvider& provider() override { return provider_; }
  std::string redirect_uri() const override { return "https://signoff.test/callback"; }
  std::string sign_in(const std::string& url, const std::string& login) override {
    return provider_.sign_in(url, {login, Role::reviewer});
  }
  void go_away() override { provider_.set_away(true); }

 private:
  FakeProvider provider_;
};

INSTANTIATE_TEST_SUITE_P(Fake, ProviderContract,
                         testing::Values([]() -> std::unique_ptr<ProviderUnderTest> {
                           return std::make_unique<FakeUnderContract>();
                         }));

std::vector<MakeProvider> real_ones() {
  if (!node_is_there()) return {};
  std::vector<MakeProvider> all;
  for (const auto algorithm : {TokenAlgorithm::rs256, TokenAlgorithm::es256})
    all.emplace_back(
        [algorithm] { return std::make_unique<RealUnderContract>(algorithm); });
  return all;
}
INSTANTIATE_TEST_SUITE_P(Npm, ProviderContract, testing::ValuesIn(real_ones()));
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ProviderContract);

class NpmProvider : public ::testing::TestWithParam<bool> {
 protected:
  std::string refusal(const OidcSettings& settings, const std::string& login) {
    OidcProvider provider{settings, clock_};
    return refusal(provider, login);
  }
  std::string refusal(OidcProvider& provider, const std::string& login) {
    const ProviderVisit visit{"state", "nonce", std::string(43, 'v'),
                              node_.text("redirect_uri")};
    const auto url = provider.address(visit);
    if (!url) return url.error().code;
    const auto back = node_.visit(*url, login);
    EXPECT_EQ(part(back, "state"), "state");
    const auto who = provider.identify(visit, part(back, "code"));
    return who ? "none" : who.error().code + " " + who.error().detail;
  }

  ShiftedClock clock_;
  NodeProvider node_;
};

INSTANTIATE_TEST_SUITE_P(Real, NpmProvider,
                         testing::ValuesIn(node_is_there() ? std::vector<bool>{true}
                                                           : std::vector<bool>{}));
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(NpmProvider);

TEST_P(NpmProvider, people_without_a_role_or_with_two_are_not_let_in) {
  const auto settings = settings_for(node_, TokenAlgorithm::rs256);
  EXPECT_EQ(refusal(settings, "li"), "none");
  EXPECT_EQ(refusal(settings, "an"), "login.role none");
  EXPECT_EQ(refusal(settings, "bo"), "login.role several");
}

TEST_P(NpmProvider, another_algorithm_than_the_one_agreed_on_is_refused) {
  auto settings = settings_for(node_, TokenAlgorithm::rs256);
  settings.algorithm = TokenAlgorithm::es256;
  EXPECT_EQ(refusal(settings, "li"), "oidc.token alg");
}

TEST_P(NpmProvider, a_certificate_of_nobody_we_trust_is_refused) {
  auto settings = settings_for(node_, TokenAlgorithm::rs256);
  settings.ca_file.clear();
  EXPECT_EQ(refusal(settings, "li"), "oidc.away");
}

TEST_P(NpmProvider, another_issuer_than_the_one_agreed_on_is_refused) {
  auto settings = settings_for(node_, TokenAlgorithm::rs256);
  settings.issuer += "/";
  EXPECT_EQ(refusal(settings, "li"), "oidc.discovery");
}

TEST_P(NpmProvider, new_keys_are_asked_for_but_not_at_every_token) {
  OidcProvider provider{settings_for(node_, TokenAlgorithm::rs256), clock_};
  EXPECT_EQ(refusal(provider, "li"), "none");
  node_.rotate();
  EXPECT_EQ(refusal(provider, "li"), "oidc.token key") << "asked less than a minute ago";
  clock_.advance(std::chrono::seconds{61});
  EXPECT_EQ(refusal(provider, "li"), "none");
}

TEST_P(NpmProvider, a_wrong_secret_is_our_fault_and_not_the_code_s) {
  auto settings = settings_for(node_, TokenAlgorithm::rs256);
  settings.client_secret = "guess";
  EXPECT_EQ(refusal(settings, "li"), "oidc.refused_us HTTP 401");
}

}  // namespace
}  // namespace signoff
