// SPDX-License-Identifier: Apache-2.0
#include "connectors/idcheck/check_process.h"

#include "connectors/idcheck/frame.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace signoff {
namespace {

std::unexpected<Error> ended() { return fail(Fault::unavailable, "id_check.ended"); }

// What the child gets of our surroundings: nothing but where its models lie.
std::vector<std::string> surroundings() {
  std::vector<std::string> list{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8",
                                "PATH=/usr/bin:/bin"};
  if (const char* models = std::getenv("TESSDATA_PREFIX"))
    list.push_back(std::string{"TESSDATA_PREFIX="} + models);
  return list;
}

// The child reads and writes its end of the pair; every other file of ours stays ours.
int spawn(const std::filesystem::path& program, int its_end) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, its_end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, its_end, STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  posix_spawnattr_t how;
  posix_spawnattr_init(&how);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&how, &none);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
  auto name = program.string();
  char* words[] = {name.data(), nullptr};
  auto around = surroundings();
  std::vector<char*> pointers;
  for (auto& one : around) pointers.push_back(one.data());
  pointers.push_back(nullptr);
  pid_t pid = -1;
  const int failed =
      ::posix_spawn(&pid, name.c_str(), &files, &how, words, pointers.data());
  posix_spawnattr_destroy(&how);
  posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? pid : -1;
}

}  // namespace

Result<std::unique_ptr<CheckProcess>> CheckProcess::start(
    const std::filesystem::path& program) {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return fail(Fault::unavailable, "id_check.program");
  const int pid = spawn(program, ends[1]);
  ::close(ends[1]);
  if (pid < 0) {
    ::close(ends[0]);
    return fail(Fault::unavailable, "id_check.program");
  }
  return std::unique_ptr<CheckProcess>{new CheckProcess{pid, ends[0]}};
}

CheckProcess::~CheckProcess() {
  ::close(pipe_);
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<void> CheckProcess::wait_for(short what, Deadline until) const {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return fail(Fault::unavailable, "id_check.slow");
    pollfd watched{pipe_, what, 0};
    const int ready = ::poll(&watched, 1, static_cast<int>(left.count()));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return ended();
  }
}

Result<void> CheckProcess::send(ByteView bytes, Deadline until) const {
  while (!bytes.empty()) {
    if (auto ready = wait_for(POLLOUT, until); !ready) return ready;
    const auto sent =
        ::send(pipe_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (sent <= 0) return ended();
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<void> CheckProcess::receive(std::span<std::uint8_t> bytes, Deadline until) const {
  while (!bytes.empty()) {
    if (auto ready = wait_for(POLLIN, until); !ready) return ready;
    const auto got = ::recv(pipe_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) return ended();
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

Result<IdImageFinding> CheckProcess::check(const IdImage& image, Deadline until) {
  if (auto sent = send(write_request(image), until); !sent) return pass_on(sent.error());
  Bytes head(kFrameHead);
  if (auto got = receive(head, until); !got) return pass_on(got.error());
  const auto sizes = parse_frame_head(head);
  if (!sizes) return ended();
  Bytes body(sizes->text + sizes->picture);
  if (auto got = receive(body, until); !got) return pass_on(got.error());
  const auto whole = ByteView{body};
  auto answer = parse_answer(as_text(whole.first(sizes->text)), whole.subspan(sizes->text));
  // What does not even follow our own form was not written by our program any more.
  if (!answer && answer.error().code == "id_check.frame") return ended();
  return answer;
}

}  // namespace signoff
