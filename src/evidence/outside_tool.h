// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ensure.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// A directory of its own for one test, gone afterwards.
class TestDirectory {
 public:
  TestDirectory() {
    std::string name = std::filesystem::temp_directory_path() / "signoff-evidence-XXXXXX";
    ensure(::mkdtemp(name.data()) != nullptr, "test.directory");
    path_ = name;
  }
  ~TestDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestDirectory(const TestDirectory&) = delete;
  TestDirectory& operator=(const TestDirectory&) = delete;

  std::string operator/(std::string_view name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

  std::string write(std::string_view name, std::string_view content) const {
    std::ofstream{path_ / name, std::ios::binary} << content;
    return *this / name;
  }
  std::string read(std::string_view name) const {
    std::ostringstream text;
    text << std::ifstream{path_ / name, std::ios::binary}.rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path path_;
};

struct ToolAnswer {
  int status = -1;
  std::string output;  // What it wrote on standard output.
};

// Runs a program that is not ours, without a shell, and waits for it.
inline ToolAnswer run_tool(const TestDirectory& directory, std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const auto output = directory / "tool-output";
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 1, output.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const int failed =
      ::posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ensure(failed == 0, "test.tool");
  int status = 0;
  ensure(::waitpid(pid, &status, 0) == pid, "test.tool");
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, directory.read("tool-output")};
}

}  // namespace signoff
