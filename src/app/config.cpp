// SPDX-License-Identifier: Apache-2.0
#include "app/config.h"

#include "base/toml_guard.h"

#include <fstream>
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>

namespace signoff {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileMax = 1024 * 1024;
constexpr std::size_t kSecretMax = 4096;
constexpr std::size_t kTextMax = 500;
constexpr std::size_t kPathsMax = 64;
constexpr std::int64_t kPortMax = 65'535;

// Takes one member after another out of a table, and keeps the first thing that is wrong.
class Reader {
 public:
  Reader(const toml::table& root, const fs::path& file) : root_{root}, file_{file} {}

  // Goes on inside a table; `known` are all the members it may have.
  Reader& in(std::string_view name, std::initializer_list<std::string_view> known,
             bool is_needed = true) {
    section_ = name;
    table_ = name.empty() ? &root_ : root_[name].as_table();
    if (!table_ && (is_needed || root_.contains(name)))
      wrong(root_.source(), fmt::format("[{}] is missing", name));
    if (!table_) return *this;
    for (const auto& [key, node] : *table_)
      if (std::ranges::find(known, key.str()) == known.end())
        wrong(key.source(), fmt::format("{} is not known here", key.str()));
    return *this;
  }

  Reader& text(std::string_view name, std::string& to, bool is_needed = false) {
    const auto* node = find(name, is_needed);
    if (!node) return *this;
    const auto* value = node->as_string();
    if (!value || value->get().empty() || value->get().size() > kTextMax)
      return wrong(node->source(), fmt::format("{} must be text", name));
    to = value->get();
    return *this;
  }

  Reader& path(std::string_view name, fs::path& to, bool is_needed = false) {
    std::string text_value;
    text(name, text_value, is_needed);
    if (!text_value.empty()) to = beside(text_value);
    return *this;
  }
  Reader& path(std::string_view name, std::string& to, bool is_needed = false) {
    fs::path found;
    path(name, found, is_needed);
    if (!found.empty()) to = found.string();
    return *this;
  }

  Reader& paths(std::string_view name, std::vector<fs::path>& to) {
    const auto* node = find(name, false);
    if (!node) return *this;
    const auto* list = node->as_array();
    const auto is_text = [](const toml::node& one) {
      const auto* text = one.as_string();
      return text && !text->get().empty() && text->get().size() <= kTextMax;
    };
    if (!list || list->empty() || list->size() > kPathsMax ||
        !std::all_of(list->begin(), list->end(), is_text))
      return wrong(node->source(),
                   fmt::format("{}.{} must be a list of files", section_, name));
    for (const auto& one : *list) to.push_back(beside(one.as_string()->get()));
    return *this;
  }

  Reader& flag(std::string_view name, bool& to) {
    const auto* node = find(name, false);
    if (!node) return *this;
    const auto* value = node->as_boolean();
    if (!value) return wrong(node->source(), fmt::format("{} must be true or false", name));
    to = value->get();
    return *this;
  }

  template <class Integer>
  Reader& number(std::string_view name, Integer& to, std::int64_t low, std::int64_t high) {
    const auto* node = find(name, false);
    if (!node) return *this;
    const auto* value = node->as_integer();
    if (!value || value->get() < low || value->get() > high)
      return wrong(node->source(),
                   fmt::format("{} must be a number from {} to {}", name, low, high));
    to = static_cast<Integer>(value->get());
    return *this;
  }

  Reader& wrong(const toml::source_region& where, const std::string& why) {
    if (!error_) error_ = fmt::format("{}:{}: {}", file_.string(), where.begin.line, why);
    return *this;
  }
  Reader& wrong(const std::string& why) {
    return wrong(table_ ? table_->source() : root_.source(), why);
  }
  const std::optional<std::string>& error() const { return error_; }

 private:
  const toml::node* find(std::string_view name, bool is_needed) {
    if (!table_) return nullptr;
    const auto* node = table_->get(name);
    if (!node && is_needed)
      wrong(table_->source(), section_.empty()
                                  ? fmt::format("{} is missing", name)
                                  : fmt::format("{}.{} is missing", section_, name));
    return node;
  }
  fs::path beside(const std::string& path) const {
    return fs::path{path}.is_absolute() ? fs::path{path} : file_.parent_path() / path;
  }

  const toml::table& root_;
  const fs::path& file_;
  std::string section_;
  const toml::table* table_ = nullptr;
  std::optional<std::string> error_;
};

void read_hlr(Reader& reader, Config& config) {
  std::string kind = "osmo";
  reader
      .in("hlr",
          {"kind", "host", "ctrl_port", "gsup_port", "gsup_name", "database", "file"})
      .text("kind", kind)
      .text("host", config.osmo.host)
      .number("ctrl_port", config.osmo.ctrl_port, 1, kPortMax)
      .number("gsup_port", config.osmo.gsup_port, 1, kPortMax)
      .text("gsup_name", config.osmo.gsup_name)
      .path("database", config.osmo.database);
  config.is_osmo = kind == "osmo";
  if (kind == "rest") reader.path("file", config.rest_register, true);
  if (kind != "osmo" && kind != "rest") reader.wrong("hlr.kind must be osmo or rest");
}

void read_messages(Reader& reader, Config& config) {
  reader
      .in("smsc", {"host", "port", "system_id", "password_file", "system_type", "sender",
                   "tls", "ca_file"})
      .text("host", config.smsc.host, true)
      .number("port", config.smsc.port, 1, kPortMax)
      .text("system_id", config.smsc.system_id, true)
      .path("password_file", config.smsc_password)
      .text("system_type", config.smsc.system_type)
      .text("sender", config.smsc.source.text)
      .flag("tls", config.smsc.tls)
      .path("ca_file", config.smsc.ca_file);
  reader
      .in("mail", {"host", "port", "from", "ca_file", "plain", "user", "password_file",
                   "helo", "letter_desk"})
      .text("host", config.mail.host, true)
      .number("port", config.mail.port, 1, kPortMax)
      .text("from", config.mail.from, true)
      .path("ca_file", config.mail.ca_file)
      .flag("plain", config.mail.plain)
      .text("user", config.mail.user)
      .path("password_file", config.mail_password)
      .text("helo", config.mail.helo)
      .text("letter_desk", config.letter_desk);
}

void read_listen(Reader& reader, Config& config) {
  reader.in("listen", {"address", "port", "certificate", "key", "threads", "proxy"}, false)
      .text("address", config.address)
      .number("port", config.port, 0, kPortMax)
      .path("certificate", config.certificate)
      .path("key", config.certificate_key)
      .number("threads", config.http_threads, 1, 256)
      .flag("proxy", config.is_behind_proxy);
  if (config.certificate.empty() != config.certificate_key.empty())
    reader.wrong("listen needs certificate and key, or neither");
  reader.in("work", {"case_threads", "delivery_threads"}, false)
      .number("case_threads", config.case_threads, 1, 256)
      .number("delivery_threads", config.delivery_threads, 1, 256);
}

void read_roles(const toml::table& root, Reader& reader, OidcSettings& oidc) {
  const auto* roles = root["oidc"]["roles"].as_table();
  if (!roles || roles->empty()) {
    reader.wrong("oidc.roles must say which role is which");
    return;
  }
  for (const auto& [said, node] : *roles) {
    const auto* text = node.as_string();
    const auto role = parse_name<Role>(text ? text->get() : std::string{});
    if (!role || *role == Role::subscriber || *role == Role::system)
      reader.wrong(node.source(), fmt::format("{} is no role of staff", said.str()));
    else
      oidc.roles[std::string{said.str()}] = *role;
  }
}

void read_oidc(const toml::table& root, Reader& reader, Config& config) {
  if (!root.contains("oidc")) return;
  OidcSettings oidc;
  std::string algorithm = "RS256";
  config.also_passwords = false;
  reader
      .in("oidc", {"name", "issuer", "client_id", "client_secret_file", "ca_file", "scope",
                   "username_claim", "role_claim", "algorithm", "roles", "also_passwords"})
      .text("name", oidc.name, true)
      .text("issuer", oidc.issuer, true)
      .text("client_id", oidc.client_id, true)
      .path("client_secret_file", config.oidc_secret, true)
      .path("ca_file", oidc.ca_file)
      .text("scope", oidc.scope)
      .text("username_claim", oidc.username_claim)
      .text("role_claim", oidc.role_claim)
      .text("algorithm", algorithm)
      .flag("also_passwords", config.also_passwords);
  if (!oidc.issuer.empty() && !oidc.issuer.starts_with("https://"))
    reader.wrong("oidc.issuer must be an https address");
  if (algorithm == "ES256")
    oidc.algorithm = TokenAlgorithm::es256;
  else if (algorithm != "RS256")
    reader.wrong("oidc.algorithm must be RS256 or ES256");
  read_roles(root, reader, oidc);
  config.oidc = std::move(oidc);
}

Result<std::string> contents(const fs::path& file, std::size_t most) {
  std::ifstream in{file, std::ios::binary};
  if (!in)
    return fail(Fault::bad_input, "config.file",
                fmt::format("{}:1: cannot be read", file.string()));
  std::string text(most + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > most)
    return fail(Fault::bad_input, "config.size",
                fmt::format("{}:1: is larger than {} bytes", file.string(), most));
  return text;
}

// The first line of a file that only its owner may read.
Result<std::string> secret(const fs::path& file) {
  if (file.empty()) return std::string{};
  std::error_code error;
  const auto mode = fs::status(file, error).permissions();
  constexpr auto kOthers = fs::perms::group_all | fs::perms::others_all;
  if (!error && (mode & kOthers) != fs::perms::none)
    return fail(Fault::bad_input, "config.secret_mode",
                fmt::format("{}:1: others may read it; use mode 0600", file.string()));
  auto text = contents(file, kSecretMax);
  if (!text) return text;
  return text->substr(0, text->find_first_of("\r\n"));
}

}  // namespace

Result<Config> parse_config(std::string_view text, const fs::path& file) {
  if (const auto line = first_unsafe_toml_line(text); line > 0)
    return fail(Fault::bad_input, "config.syntax",
                fmt::format("{}:{}: {}", file.string(), line, kUnsafeToml));
  const auto parsed = toml::parse(ascii_toml(text), file.string());
  if (!parsed)
    return fail(Fault::bad_input, "config.syntax",
                fmt::format("{}:{}: {}", file.string(), parsed.error().source().begin.line,
                            parsed.error().description()));
  Config config;
  Reader reader{parsed.table(), file};
  reader
      .in("", {"url", "enquiry_url", "store", "policy", "hlr", "smsc", "mail", "parties",
               "keys", "listen", "work", "oidc", "id_check", "rsp", "cards"})
      .text("url", config.url, true)
      .text("enquiry_url", config.enquiry);
  if (config.enquiry.empty()) config.enquiry = config.url + "/#voucher";
  reader.in("store", {"path", "key_file"})
      .path("path", config.store, true)
      .path("key_file", config.store_key);
  reader.in("policy", {"pack"}).path("pack", config.pack, true);
  reader.in("keys", {"directory"}).path("directory", config.keys, true);
  reader.in("id_check", {"program"}, false).path("program", config.id_check);
  reader.in("rsp", {"roots"}, false).paths("roots", config.rsp_roots);
  reader.in("cards", {"desk_keys"}, false).paths("desk_keys", config.desk_keys);
  reader.in("parties", {"file"}, false).path("file", config.parties);
  read_hlr(reader, config);
  read_messages(reader, config);
  read_listen(reader, config);
  read_oidc(parsed.table(), reader, config);
  if (reader.error()) return fail(Fault::bad_input, "config.wrong", *reader.error());
  return config;
}

Result<Config> load_config(const fs::path& file) {
  const auto text = contents(file, kFileMax);
  if (!text) return pass_on(text.error());
  auto config = parse_config(*text, file);
  if (!config) return config;
  auto smsc = secret(config->smsc_password);
  if (!smsc) return pass_on(smsc.error());
  config->smsc.password = *std::move(smsc);
  auto mail = secret(config->mail_password);
  if (!mail) return pass_on(mail.error());
  config->mail.password = *std::move(mail);
  if (config->oidc) {
    auto oidc = secret(config->oidc_secret);
    if (!oidc) return pass_on(oidc.error());
    config->oidc->client_secret = *std::move(oidc);
  }
  return config;
}

}  // namespace signoff
