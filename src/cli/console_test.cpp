// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <gtest/gtest.h>

#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>

namespace signoff::cli {
namespace {

// A child that asks for a secret at a terminal of its own, and ends with 0 where it got
// `wanted`.
class AskedAtTerminal {
 public:
  explicit AskedAtTerminal(std::string_view wanted)
      : child_{::forkpty(&terminal_, nullptr, nullptr, nullptr)} {
    if (child_ != 0) return;
    const auto typed = Console{Language::en, false}.ask_secret("PIN: ");
    ::_exit(typed && *typed == wanted ? 0 : 1);
  }
  AskedAtTerminal(const AskedAtTerminal&) = delete;
  AskedAtTerminal& operator=(const AskedAtTerminal&) = delete;
  ~AskedAtTerminal() { ::close(terminal_); }

  // Until the question stands there.
  void await_question() {
    while (!seen_.ends_with("PIN: ") && read_more()) continue;
  }
  void type(std::string_view keys) const {
    ASSERT_EQ(::write(terminal_, keys.data(), keys.size()),
              static_cast<ssize_t>(keys.size()));
  }
  bool shows_what_is_typed() const {
    termios now{};
    return ::tcgetattr(terminal_, &now) == 0 && (now.c_lflag & ECHO) != 0 &&
           (now.c_lflag & ISIG) != 0;
  }
  // How it ended.
  int status() const {
    int status = 0;
    ::waitpid(child_, &status, 0);
    return status;
  }
  const std::string& seen() {
    while (read_more()) continue;
    return seen_;
  }

 private:
  bool read_more() {
    char buffer[256];
    const auto got = ::read(terminal_, buffer, sizeof buffer);
    if (got > 0) seen_.append(buffer, static_cast<std::size_t>(got));
    return got > 0;
  }

  int terminal_ = -1;
  pid_t child_;
  std::string seen_;
};

TEST(Console, shows_nothing_of_a_secret) {
  AskedAtTerminal asked{"1234"};
  asked.await_question();
  EXPECT_FALSE(asked.shows_what_is_typed());
  asked.type("1234\n");
  const int status = asked.status();
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  EXPECT_TRUE(asked.shows_what_is_typed());
  EXPECT_EQ(asked.seen(), "PIN: \r\n");
}

TEST(Console, leaves_the_terminal_as_it_was_where_a_question_is_interrupted) {
  AskedAtTerminal asked{"1234"};
  asked.await_question();
  asked.type("12\x03");
  const int status = asked.status();
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT) << status;
  EXPECT_TRUE(asked.shows_what_is_typed());
}

TEST(Console, takes_no_secret_from_anywhere_but_a_terminal) {
  int input[2] = {-1, -1};
  ASSERT_EQ(::pipe(input), 0);
  ASSERT_EQ(::write(input[1], "1234\n", 5), 5);
  const pid_t child = ::fork();
  if (child == 0) {
    ::setsid();  // No terminal any more.
    ::dup2(input[0], STDIN_FILENO);
    const auto typed = Console{Language::en, false}.ask_secret("PIN: ");
    ::_exit(!typed && typed.error().error.code == "terminal.needed" ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  ::close(input[0]);
  ::close(input[1]);
}

}  // namespace
}  // namespace signoff::cli
