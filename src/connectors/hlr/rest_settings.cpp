// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/rest_settings.h"

#include <fstream>
#include <iterator>
#include <set>

// Its own assertions would stop the process on a malformed file; without them it reports an
// error.
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace signoff {

namespace {

constexpr std::size_t kFileMax = 256 * 1024;
constexpr std::string_view kVerbs[] = {
    "find_by_imsi", "find_by_msisdn", "bar",    "unbar",        "cancel_location",
    "strip_keys",   "strip_number",   "remove", "probe_attach", "probe_keys"};
constexpr std::string_view kMethods[] = {"GET", "PUT", "POST", "PATCH", "DELETE"};
// What every template may use without reading it first.
constexpr std::string_view kGiven[] = {"imsi", "msisdn", "vlr",     "sgsn",
                                       "cs",   "ps",     "enabled", "domain"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// Walks one file and stops at the first mistake, which it can name by line.
class Reader {
 public:
  explicit Reader(std::string_view name) : name_{name} {}

  Result<RestSettings> read(const toml::table& root) {
    RestSettings out;
    for (const auto& [key, node] : root) read_top(out, key.str(), node);
    if (out.base_url.empty()) refuse(root, "register.base_url is missing");
    if (out.exists.empty()) refuse(root, "register.exists is missing");
    if (!out.verbs.contains("find_by_imsi")) refuse(root, "find_by_imsi is missing");
    check_variables(out, root);
    if (error_) return std::unexpected{*error_};
    return out;
  }

  std::unexpected<Error> refusal(int line, std::string_view reason) const {
    return fail(Fault::bad_input, "register_config.invalid",
                fmt::format("{}:{}: {}", name_, line, reason));
  }

 private:
  void refuse(const toml::node& node, std::string_view reason) {
    if (error_) return;
    error_ = refusal(static_cast<int>(node.source().begin.line), reason).error();
  }

  std::string text(const toml::node& node, std::string_view key) {
    if (const auto* value = node.as_string()) return value->get();
    refuse(node, fmt::format("{} must be a text", key));
    return {};
  }

  std::string url(const toml::node& node) {
    std::string out = text(node, "base_url");
    if (!out.starts_with("https://") && !out.starts_with("http://"))
      refuse(node, "base_url must start with https:// or http://");
    return out;
  }

  void read_top(RestSettings& out, std::string_view key, const toml::node& node) {
    const auto* table = node.as_table();
    if (key == "register" && table) return read_register(out, *table);
    if (key == "constants" && table) {
      for (const auto& [name, value] : *table)
        out.constants.emplace(name.str(), text(value, name.str()));
      return;
    }
    const auto* list = node.as_array();
    const bool is_list = list && list->is_array_of_tables();
    if (key == "header" && is_list) {
      for (const toml::node& header : *list) read_header(out, *header.as_table());
      return;
    }
    if (!is_one_of(kVerbs, key) || !is_list)
      return refuse(node, fmt::format("{} is not known here", key));
    for (const toml::node& call : *list)
      out.verbs[std::string{key}].push_back(read_call(*call.as_table()));
  }

  void read_register(RestSettings& out, const toml::table& table) {
    for (const auto& [key, node] : table) {
      if (key == "base_url") {
        out.base_url = url(node);
      } else if (key == "ca_file") {
        out.ca_file = text(node, key.str());
      } else if (key == "exists") {
        out.exists = text(node, key.str());
      } else if (key == "deadline_ms") {
        const auto value = node.value<std::int64_t>().value_or(0);
        if (value < 100 || value > 60'000)
          refuse(node, "deadline_ms must be between 100 and 60000");
        out.deadline = Duration{value};
      } else {
        refuse(node, fmt::format("register.{} is not known", key.str()));
      }
    }
  }

  void read_header(RestSettings& out, const toml::table& table) {
    RestHeader header;
    for (const auto& [key, node] : table) {
      if (key == "name")
        header.name = text(node, key.str());
      else if (key == "value")
        header.value = text(node, key.str());
      else if (key == "secret_file")
        header.secret_file = text(node, key.str());
      else
        refuse(node, fmt::format("header.{} is not known", key.str()));
    }
    if (header.name.empty() || header.value.empty() == header.secret_file.empty())
      refuse(table, "a header needs a name and either value or secret_file");
    out.headers.push_back(std::move(header));
  }

  RestCall read_call(const toml::table& table) {
    RestCall call;
    for (const auto& [key, node] : table) {
      if (key == "base_url")
        call.base_url = url(node);
      else if (key == "http2")
        call.is_http2 = node.value<bool>().value_or(false);
      else if (key == "method")
        call.method = text(node, key.str());
      else if (key == "path")
        call.path = text(node, key.str());
      else if (key == "body")
        call.body = text(node, key.str());
      else if (key == "when")
        call.when = text(node, key.str());
      else if (key == "success")
        call.success = codes(node);
      else if (key == "not_found")
        call.not_found = codes(node);
      else if (key == "read" && node.is_table())
        read_reads(call, *node.as_table());
      else
        refuse(node, fmt::format("{} is not known in a call", key.str()));
    }
    if (!is_one_of(kMethods, call.method)) refuse(table, "method is missing or not known");
    if (!call.path.starts_with('/')) refuse(table, "path must start with /");
    if (call.success.empty()) refuse(table, "success is missing");
    return call;
  }

  std::vector<int> codes(const toml::node& node) {
    std::vector<int> out;
    if (const auto* list = node.as_array())
      for (const toml::node& code : *list)
        out.push_back(static_cast<int>(code.value<std::int64_t>().value_or(0)));
    const bool is_right = !out.empty() && std::ranges::all_of(out, [](int code) {
      return code >= 200 && code <= 599;
    });
    if (!is_right) refuse(node, "must be a list of HTTP status codes");
    return out;
  }

  void read_reads(RestCall& call, const toml::table& table) {
    for (const auto& [key, node] : table) {
      RestRead read;
      read.variable = key.str();
      if (const auto* pointer = node.as_string())
        read.pointer = pointer->get();
      else if (const auto* options = node.as_table())
        read_options(read, *options);
      else
        refuse(node, "must be a JSON pointer or a table");
      const bool has_pointer = read.pointer.starts_with('/');
      if (has_pointer == (read.kind == RestRead::Kind::constant))
        refuse(node, "must have a JSON pointer or a constant");
      call.reads.push_back(std::move(read));
    }
  }

  void read_options(RestRead& read, const toml::table& options) {
    for (const auto& [key, node] : options) {
      if (key == "pointer") {
        read.pointer = text(node, key.str());
      } else if (key == "strip") {
        read.strip = text(node, key.str());
      } else if (key == "equals" || key == "constant") {
        read.kind = key == "equals" ? RestRead::Kind::equals : RestRead::Kind::constant;
        read.operand = text(node, key.str());
      } else if (key == "present") {
        read.kind = RestRead::Kind::present;
      } else {
        refuse(node, fmt::format("{} is not known here", key.str()));
      }
    }
  }

  // A template that names what nobody fills in would call the wrong address.
  void check_variables(const RestSettings& settings, const toml::table& root) {
    std::set<std::string, std::less<>> known{std::begin(kGiven), std::end(kGiven)};
    for (const auto& [name, value] : settings.constants) known.insert(name);
    for (const auto& [verb, calls] : settings.verbs)
      for (const RestCall& call : calls)
        for (const RestRead& read : call.reads) known.insert(read.variable);
    for (const auto& [verb, calls] : settings.verbs)
      for (std::size_t i = 0; i < calls.size(); ++i)
        check_call(calls[i], known, *root[verb].as_array()->get(i));
    if (!known.contains(settings.exists)) refuse(root, "register.exists is read nowhere");
  }

  void check_call(const RestCall& call, const std::set<std::string, std::less<>>& known,
                  const toml::node& node) {
    auto names = variables_of(call.path);
    for (const std::string& name : variables_of(call.body)) names.push_back(name);
    if (!call.when.empty()) names.push_back(call.when);
    for (const std::string& name : names)
      if (!known.contains(name)) refuse(node, fmt::format("nothing fills in {{{}}}", name));
  }

  std::string name_;
  std::optional<Error> error_;
};

}  // namespace

Result<RestSettings> parse_rest_settings(std::string_view text, std::string_view name) {
  Reader reader{name};
  if (text.size() > kFileMax) return reader.refusal(1, "the file is too long");
  // Nothing here needs more than ASCII, and toml++ 3.3 runs into undefined behaviour on
  // some other letters outside of strings (is_non_ascii_horizontal_whitespace).
  const auto odd = std::ranges::find_if(text, [](char c) { return c < 0 || c == 0x7f; });
  if (odd != text.end())
    return reader.refusal(1 + static_cast<int>(std::count(text.begin(), odd, '\n')),
                          "only ASCII is allowed");
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed)
    return reader.refusal(static_cast<int>(parsed.error().source().begin.line),
                          parsed.error().description());
  return reader.read(parsed.table());
}

Result<RestSettings> load_rest_settings(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return fail(Fault::bad_input, "register_config.unreadable", file.string());
  std::string text(kFileMax + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return parse_rest_settings(text, file.filename().string());
}

}  // namespace signoff
