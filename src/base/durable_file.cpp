// SPDX-License-Identifier: Apache-2.0
#include "base/durable_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>

namespace signoff {
namespace {

bool write_whole(int file, std::string_view text) {
  while (!text.empty()) {
    const auto size = ::write(file, text.data(), text.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return ::fsync(file) == 0;
}

// The name is only durable once its folder is.
bool sync_folder(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : ".";
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool is_synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return is_synced;
}

}  // namespace

Result<void> write_durably(const std::filesystem::path& file, std::string_view content) {
  auto draft = file;
  draft += ".new";
  const int descriptor =
      ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool is_written = descriptor >= 0 && write_whole(descriptor, content);
  if (descriptor >= 0) ::close(descriptor);
  if (is_written && ::rename(draft.c_str(), file.c_str()) == 0 && sync_folder(file))
    return {};
  ::unlink(draft.c_str());
  return fail(Fault::unavailable, "file.write", file.string());
}

}  // namespace signoff
