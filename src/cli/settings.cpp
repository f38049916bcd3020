// SPDX-License-Identifier: Apache-2.0
#include "cli/settings.h"

#include "base/toml_guard.h"
#include "base/utf8.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace signoff::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kServerMax = 300;
constexpr std::size_t kPathMax = 1024;
constexpr std::size_t kSettingsMax = 16 * 1024;
constexpr std::size_t kTokenMax = 4096;

// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number, bool is_ours = true)
      : number_{number}, is_ours_{is_ours} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0 && is_ours_) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
  bool is_ours_;
};

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

// "host", "host:port", "[v6]:port".
bool is_authority(std::string_view text) {
  if (text.empty() ||
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRS"
                             "TUVWXYZ0123456789.-:[]") != std::string_view::npos)
    return false;
  return text.front() != ':' && text.front() != '-';
}

bool is_control(char letter) {
  return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
}

// ASCII alone: what lies beyond it is written as an escape.
std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const auto point : from_utf8(text).value_or(U""))
    if (point == U'"' || point == U'\\')
      out += {'\\', static_cast<char>(point)};
    else if (point < 0x80)
      out += static_cast<char>(point);
    else
      out += fmt::format("\\U{:08X}", static_cast<std::uint32_t>(point));
  return out + '"';
}

Error wrong(const toml::source_region& at, std::string_view why) {
  return {Fault::bad_input, "settings.invalid",
          fmt::format("cli.toml:{}: {}", at.begin.line, why)};
}

// A file that others can read is no secret any more.
Result<void> must_be_private(const fs::path& file) {
  struct stat about{};
  if (::stat(file.c_str(), &about) != 0) return fail(Fault::forbidden, "session.needed");
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(Fault::bad_input, "token.permissions", file.string());
  return {};
}

std::string line_of(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  std::string line{text.substr(0, end)};
  text.remove_prefix(std::min(end + 1, text.size()));
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  return line;
}

bool is_token(std::string_view text) {
  return !text.empty() && text.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789-._~+/=") == std::string_view::npos;
}

Result<void> write_all(int to, std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(to, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fail(Fault::unavailable, "file.write");
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Environment process_environment() {
  return [](const char* name) {
    const char* value = std::getenv(name);
    return std::string{value == nullptr ? "" : value};
  };
}

Language terminal_language(const Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const auto value = environment(name); !value.empty())
      return value.starts_with("zh") ? Language::zh : Language::en;
  return Language::en;
}

fs::path settings_folder(const Environment& environment) {
  if (const auto base = environment("XDG_CONFIG_HOME"); !base.empty())
    return fs::path{base} / "signoff";
  return fs::path{environment("HOME")} / ".config/signoff";
}

Result<std::string> parse_server(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  const auto rest = text.starts_with("https://")  ? text.substr(8)
                    : text.starts_with("http://") ? text.substr(7)
                                                  : std::string_view{};
  if (text.size() > kServerMax || !is_authority(rest))
    return fail(Fault::bad_input, "server.address");
  const auto port = rest.rfind(':');
  const bool has_port = port != std::string_view::npos && !rest.ends_with(']');
  if (text.starts_with("http://") && !is_loopback(has_port ? rest.substr(0, port) : rest))
    return fail(Fault::bad_input, "server.not_https");
  return std::string{text};
}

Result<Settings> parse_settings(std::string_view text) {
  if (text.size() > kSettingsMax) return fail(Fault::bad_input, "settings.too_large");
  if (const auto line = first_unsafe_toml_line(text); line != 0)
    return fail(Fault::bad_input, "settings.invalid",
                fmt::format("cli.toml:{}: {}", line, kUnsafeToml));
  // toml++ 3.3 does not survive some letters beyond ASCII; settings_text() writes none.
  if (std::ranges::any_of(text, [](char letter) { return (letter & 0x80) != 0; }))
    return fail(Fault::bad_input, "settings.invalid", "cli.toml: write \\u escapes");
  const auto parsed = toml::parse(text, std::string{"cli.toml"});
  if (!parsed) return pass_on(wrong(parsed.error().source(), parsed.error().description()));
  Settings settings;
  for (const auto& [key, node] : parsed.table()) {
    const auto* value = node.as_string();
    if (key.str() != "server" && key.str() != "ca_file")
      return pass_on(wrong(key.source(), "only server and ca_file are known here"));
    if (value == nullptr || value->get().empty() || value->get().size() > kPathMax ||
        std::ranges::any_of(value->get(), is_control))
      return pass_on(wrong(node.source(), "must be text"));
    if (key.str() == "ca_file") {
      settings.ca_file = value->get();
      continue;
    }
    auto server = parse_server(value->get());
    if (!server) return pass_on(server.error());
    settings.server = *std::move(server);
  }
  return settings;
}

std::string settings_text(const Settings& settings) {
  auto text = fmt::format("server = {}\n", toml_text(settings.server));
  if (!settings.ca_file.empty())
    text += fmt::format("ca_file = {}\n", toml_text(settings.ca_file.string()));
  return text;
}

Result<Settings> resolve(const Given& given, const Environment& environment) {
  const auto folder = settings_folder(environment);
  Settings settings;
  const auto said = !given.server.empty() ? given.server : environment("SIGNOFF_SERVER");
  std::error_code error;
  if (const auto file = folder / "cli.toml"; fs::exists(file, error)) {
    const auto text = read_file(file, kSettingsMax);
    if (!text) return pass_on(text.error());
    auto stored = parse_settings(*text);
    if (!stored) return pass_on(stored.error());
    settings = *std::move(stored);
  }
  if (!said.empty()) {
    auto server = parse_server(said);
    if (!server) return pass_on(server.error());
    if (*server != settings.server) settings.ca_file.clear();
    settings.server = *std::move(server);
  }
  if (!given.ca_file.empty()) settings.ca_file = given.ca_file;
  const auto token = environment("SIGNOFF_TOKEN_FILE");
  settings.token_file = !given.token_file.empty() ? given.token_file
                        : !token.empty()          ? fs::path{token}
                                                  : folder / "token";
  if (settings.server.empty()) return fail(Fault::bad_input, "server.missing");
  return settings;
}

Result<void> save_settings(const Settings& settings, const Environment& environment) {
  auto whole = settings;
  std::error_code error;
  if (!whole.ca_file.empty()) whole.ca_file = fs::absolute(whole.ca_file, error);
  const auto text = settings_text(whole);
  // What could not be read back is not written: an odd path of the roots.
  if (const auto back = parse_settings(text); !back) return pass_on(back.error());
  return write_file(settings_folder(environment) / "cli.toml", text, false);
}

Result<std::string> load_token(const Settings& settings) {
  if (auto good = must_be_private(settings.token_file); !good) return pass_on(good.error());
  const auto content = read_file(settings.token_file, kTokenMax);
  if (!content) return pass_on(content.error());
  std::string_view rest = *content;
  auto token = line_of(rest);
  if (!is_token(token)) return fail(Fault::bad_input, "token.file");
  if (const auto server = line_of(rest); !server.empty() && server != settings.server)
    return fail(Fault::forbidden, "token.other_server");
  return token;
}

Result<void> save_token(const Settings& settings, std::string_view token) {
  if (token.size() > kTokenMax / 2 || !is_token(token))
    return fail(Fault::unknown, "answer.unreadable");
  return write_file(settings.token_file, fmt::format("{}\n{}\n", token, settings.server),
                    true);
}

bool remove_token(const Settings& settings) {
  std::error_code error;
  return fs::remove(settings.token_file, error);
}

Result<std::string> read_file(const fs::path& file, std::size_t bytes_max) {
  const bool is_stdin = file == "-";
  const Descriptor from{
      is_stdin ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC), !is_stdin};
  if (from.number() < 0) return fail(Fault::bad_input, "file.open", file.string());
  std::string content;
  char buffer[16 * 1024];
  for (;;) {
    const auto got = ::read(from.number(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Fault::bad_input, "file.read", file.string());
    if (got == 0) return content;
    content.append(buffer, static_cast<std::size_t>(got));
    if (content.size() > bytes_max)
      return fail(Fault::bad_input, "file.too_large", file.string());
  }
}

Result<void> write_file(const fs::path& file, std::string_view content, bool is_private) {
  std::error_code error;
  const auto cannot = [&] { return fail(Fault::unavailable, "file.write", file.string()); };
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
  // A name of its own, so that two commands at once do not write into one file.
  auto beside = file.string() + ".XXXXXX";
  const Descriptor to{::mkostemp(beside.data(), O_CLOEXEC)};
  if (to.number() < 0) return cannot();
  const bool is_written = ::fchmod(to.number(), is_private ? 0600 : 0644) == 0 &&
                          write_all(to.number(), content);
  if (is_written && ::fsync(to.number()) == 0 &&
      ::rename(beside.c_str(), file.c_str()) == 0)
    return {};
  ::unlink(beside.c_str());
  return cannot();
}

}  // namespace signoff::cli
