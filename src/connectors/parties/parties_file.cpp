// SPDX-License-Identifier: Apache-2.0
#include "connectors/parties/parties_file.h"

#include <fmt/format.h>
#include <fstream>
// toml++ 3.3 asserts on input ("[ =", "x = ]") that its next line refuses properly.
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace signoff {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileMax = 1024 * 1024;
constexpr std::size_t kPartiesMax = 1000;
constexpr std::size_t kTextMax = 500;
constexpr std::size_t kAuthorizationMax = 4096;

// Says what is wrong where.
class Place {
 public:
  explicit Place(std::string_view file) : file_{file} {}
  std::unexpected<Error> wrong(const toml::source_region& where, std::string_view code,
                               std::string_view why) const {
    return fail(Fault::bad_input, code,
                fmt::format("{}:{}: {}", file_, where.begin.line, why));
  }

 private:
  std::string_view file_;
};

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_https(std::string_view url) {
  return url.starts_with("https://") && url.size() > 8 && url[8] != '/' &&
         url.find('@') == std::string_view::npos;
}

Result<std::string> text_of(const toml::table& table, std::string_view name, bool is_needed,
                            const Place& place) {
  const auto* node = table.get(name);
  if (!node) {
    if (!is_needed) return std::string{};
    return place.wrong(table.source(), "parties.missing",
                       fmt::format("{} is missing", name));
  }
  const auto* text = node->as_string();
  if (!text || text->get().empty() || text->get().size() > kTextMax ||
      !is_printable(text->get()))
    return place.wrong(node->source(), "parties.text",
                       fmt::format("{} must be text without blanks", name));
  return text->get();
}

Result<void> known_keys(const toml::table& table,
                        std::initializer_list<std::string_view> known, const Place& place) {
  for (const auto& [key, node] : table)
    if (std::ranges::find(known, key.str()) == known.end())
      return place.wrong(key.source(), "parties.unknown_key",
                         fmt::format("unknown key \"{}\"", key.str()));
  return {};
}

Result<RelyingParty> parse_party(const toml::table& table, const Place& place) {
  const auto known =
      known_keys(table, {"id", "audience", "endpoint", "authorization_file"}, place);
  if (!known) return pass_on(known.error());
  auto id = text_of(table, "id", true, place);
  if (!id) return pass_on(id.error());
  auto audience = text_of(table, "audience", true, place);
  if (!audience) return pass_on(audience.error());
  auto endpoint = text_of(table, "endpoint", true, place);
  if (!endpoint) return pass_on(endpoint.error());
  if (!is_https(*endpoint))
    return place.wrong(table.get("endpoint")->source(), "parties.endpoint",
                       "endpoint must be an https address without user name");
  return RelyingParty{std::move(*id), std::move(*audience), std::move(*endpoint)};
}

Result<void> parse_head(const toml::table& root, const Place& place,
                        PartiesSettings& settings) {
  const auto known = known_keys(root, {"issuer", "ca_file", "deadline_ms", "party"}, place);
  if (!known) return known;
  auto issuer = text_of(root, "issuer", true, place);
  if (!issuer) return pass_on(issuer.error());
  if (!is_https(*issuer))
    return place.wrong(root.get("issuer")->source(), "parties.issuer",
                       "issuer must be an https address");
  settings.issuer = std::move(*issuer);
  auto ca_file = text_of(root, "ca_file", false, place);
  if (!ca_file) return pass_on(ca_file.error());
  settings.ca_file = std::move(*ca_file);
  if (const auto* node = root.get("deadline_ms")) {
    const auto* value = node->as_integer();
    if (!value || value->get() < 100 || value->get() > 60'000)
      return place.wrong(node->source(), "parties.deadline",
                         "deadline_ms must be between 100 and 60000");
    settings.deadline = std::chrono::milliseconds{value->get()};
  }
  return {};
}

// A line without its comment, which begins at the first # outside quotes.
std::string_view without_comment(std::string_view line) {
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote == 0 && line[i] == '#') return line.substr(0, i);
    if (quote == 0 && (line[i] == '"' || line[i] == '\''))
      quote = line[i];
    else if (line[i] == quote)
      quote = 0;
  }
  return line;
}

// The text as toml++ 3.3 can be trusted with it: in letters beyond ASCII it reaches code
// marked unreachable. Comments may be in any language, so they are taken out; settings are
// ASCII.
Result<std::string> tame(std::string_view text, std::string_view file) {
  std::string out;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = without_comment(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool is_ascii = std::ranges::all_of(
        line, [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\r'; });
    if (!is_ascii)
      return fail(Fault::bad_input, "parties.toml",
                  fmt::format("{}:{}: letters must be ASCII", file, number));
    out += line;
    out += '\n';
  }
  return out;
}

Result<std::string> read_file(const fs::path& path, std::size_t max) {
  std::ifstream in{path, std::ios::binary};
  std::string text(max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.eof() || in.bad())
    return fail(Fault::bad_input, "parties.file",
                fmt::format("{}: cannot be read or is too large", path.string()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

Result<std::string> read_authorization(const fs::path& path) {
  auto text = read_file(path, kAuthorizationMax);
  if (!text) return text;
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
  const bool is_line =
      std::ranges::all_of(*text, [](char c) { return c >= 0x20 && c < 0x7f; });
  if (text->empty() || !is_line)
    return fail(Fault::bad_input, "parties.authorization",
                fmt::format("{}: must be one line, such as \"Bearer …\"", path.string()));
  return text;
}

}  // namespace

Result<PartiesFile> parse_parties(std::string_view text, std::string_view file) {
  if (text.size() > kFileMax) return fail(Fault::bad_input, "parties.size");
  const auto tamed = tame(text, file);
  if (!tamed) return pass_on(tamed.error());
  const Place place{file};
  const auto parsed = toml::parse(*tamed, file);
  if (!parsed)
    return place.wrong(parsed.error().source(), "parties.toml",
                       parsed.error().description());
  const auto& root = parsed.table();
  PartiesFile out;
  if (const auto head = parse_head(root, place, out.settings); !head)
    return pass_on(head.error());
  const auto* node = root.get("party");
  if (!node) return out;
  const auto* list = node->as_array();
  if (!list || list->size() > kPartiesMax)
    return place.wrong(node->source(), "parties.list", "write each party as [[party]]");
  for (const auto& item : *list) {
    const auto* table = item.as_table();
    if (!table)
      return place.wrong(item.source(), "parties.list", "write each party as [[party]]");
    auto party = parse_party(*table, place);
    if (!party) return pass_on(party.error());
    const auto same_id = [&](const PartySettings& other) {
      return other.party.id == party->id;
    };
    if (std::ranges::any_of(out.settings.parties, same_id))
      return place.wrong(table->get("id")->source(), "parties.id_twice",
                         "two parties have this id");
    auto authorization = text_of(*table, "authorization_file", false, place);
    if (!authorization) return pass_on(authorization.error());
    out.settings.parties.push_back({std::move(*party), {}});
    out.authorization_files.push_back(std::move(*authorization));
  }
  return out;
}

Result<PartiesSettings> load_parties(const fs::path& path) {
  const auto text = read_file(path, kFileMax);
  if (!text) return pass_on(text.error());
  auto file = parse_parties(*text, path.string());
  if (!file) return pass_on(file.error());
  for (std::size_t i = 0; i < file->authorization_files.size(); ++i) {
    const auto& name = file->authorization_files[i];
    if (name.empty()) continue;
    auto authorization = read_authorization(path.parent_path() / name);
    if (!authorization) return pass_on(authorization.error());
    file->settings.parties[i].authorization = std::move(*authorization);
  }
  return std::move(file->settings);
}

}  // namespace signoff
