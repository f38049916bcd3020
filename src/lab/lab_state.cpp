// SPDX-License-Identifier: Apache-2.0
#include "lab/lab_state.h"

#include <fcntl.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fstream>

namespace signoff::lab {
namespace {

constexpr std::size_t kFileMax = 64 * 1024;

Result<LabState> parse(std::string_view text) {
  boost::system::error_code error;
  const auto value = boost::json::parse(text, error);
  const auto damaged = fail(Fault::bad_input, "lab.state", "remove the data directory");
  if (error || !value.is_object()) return damaged;
  const auto& object = value.as_object();
  const auto number = [&](std::string_view name) -> std::optional<std::int64_t> {
    const auto* member = object.if_contains(name);
    if (member == nullptr) return std::nullopt;
    boost::system::error_code wrong;
    const auto read = member->to_number<std::int64_t>(wrong);
    return wrong ? std::nullopt : std::optional{read};
  };
  const auto lines = number("lines");
  const auto seed = number("seed");
  const auto began = number("began_ms");
  const auto offset = number("clock_offset_ms");
  const auto* loaded = object.if_contains("is_loaded");
  if (!lines || !seed || !began || !offset || loaded == nullptr || !loaded->is_bool())
    return damaged;
  LabState state;
  state.lines = static_cast<std::size_t>(*lines);
  state.seed = static_cast<std::uint64_t>(*seed);
  state.began = Instant{Duration{*began}};
  state.clock_offset = Duration{*offset};
  state.is_loaded = loaded->as_bool();
  return state;
}

}  // namespace

Result<std::optional<LabState>> read_lab_state(const std::filesystem::path& file) {
  std::ifstream in{file};
  if (!in) return std::nullopt;
  std::string text(kFileMax, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  auto state = parse(text);
  if (!state) return pass_on(state.error());
  return *state;
}

Result<void> write_lab_state(const std::filesystem::path& file, const LabState& state) {
  boost::json::object object;
  object["lines"] = state.lines;
  object["seed"] = static_cast<std::int64_t>(state.seed);
  object["began_ms"] = state.began.time_since_epoch().count();
  object["clock_offset_ms"] = state.clock_offset.count();
  object["is_loaded"] = state.is_loaded;
  return write_whole_file(file, boost::json::serialize(object) + "\n");
}

Result<void> write_whole_file(const std::filesystem::path& file, std::string_view content) {
  auto fresh = file;
  fresh += ".new";
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return fail(Fault::unavailable, "file.open", fresh.string());
  const auto written = ::write(fd, content.data(), content.size());
  const bool is_whole = written == static_cast<ssize_t>(content.size()) && ::fsync(fd) == 0;
  ::close(fd);
  if (!is_whole || ::rename(fresh.c_str(), file.c_str()) != 0)
    return fail(Fault::unavailable, "file.write", file.string());
  return {};
}

}  // namespace signoff::lab
