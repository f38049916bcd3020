// SPDX-License-Identifier: Apache-2.0
#include "app/desk_commands.h"

#include "app/progress_line.h"
#include "app/refusal.h"
#include "cli/exit_codes.h"
#include "evidence/key_ring.h"
#include "evidence/verify.h"
#include "evidence/voucher_json.h"
#include "policy/pack.h"
#include "storage/admin.h"

#include <curl/curl.h>

#include <boost/json.hpp>
#include <cstdio>
#include <fstream>

namespace signoff {
namespace {

constexpr std::size_t kFileMax = 8 * 1024 * 1024;
constexpr long kFetchSeconds = 20;

Result<std::string> contents(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return fail(Fault::bad_input, "file.open", file.string());
  std::string text(kFileMax + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kFileMax) return fail(Fault::bad_input, "file.size", file.string());
  return text;
}

std::size_t append(char* data, std::size_t size, std::size_t count, void* to) {
  auto& text = *static_cast<std::string*>(to);
  if (text.size() + size * count > kFileMax) return 0;
  text.append(data, size * count);
  return size * count;
}

Result<std::string> fetch(const std::string& url, const std::string& ca_file) {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl{curl_easy_init(), curl_easy_cleanup};
  std::string body;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kFetchSeconds);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
  if (!ca_file.empty()) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, ca_file.c_str());
  const auto code = curl_easy_perform(curl.get());
  if (code != CURLE_OK)
    return fail(Fault::unavailable, "jwks.fetch", curl_easy_strerror(code));
  return body;
}

std::string moment(const std::optional<Instant>& at) { return at ? to_string(*at) : "-"; }

void show(const Voucher& voucher) {
  const auto row = [](std::string_view name, std::string_view value) {
    fmt::print("  {:<16} {}\n", name, value);
  };
  row("voucher", voucher.number);
  row("kind", to_string(voucher.kind));
  row("case", voucher.case_number);
  row("operator", voucher.operator_name);
  row("number",
      fmt::format("{} (generation {})", voucher.masked_number, voucher.generation));
  row("barred", moment(voucher.barred_at));
  row("terminated", moment(voucher.terminated_at));
  row("policy", voucher.policy);
  row("chain head", voucher.chain_head);
}

// The bar of one command. The caller's copies share it.
Progress progress_line() {
  const auto line = std::make_shared<ProgressLine>(terminal_language());
  return [line](std::string_view what, std::int64_t done, std::int64_t total) {
    line->show(what, done, total);
  };
}

}  // namespace

int verify_voucher(const std::filesystem::path& file, const std::string& jwks,
                   const std::string& ca_file, bool as_json) {
  const auto content = contents(file);
  if (!content) return say_refusal(content.error());
  const auto text = jwks.starts_with("https://") ? fetch(jwks, ca_file) : contents(jwks);
  if (!text) return say_refusal(text.error());
  const auto keys = Jwks::parse(*text);
  if (!keys) return say_refusal(keys.error());
  const auto checked = verify_file(*content, *keys);
  if (!checked) return say_refusal(checked.error());
  if (as_json) {
    boost::json::object object{{"valid", checked->is_valid},
                               {"form", checked->is_pdf ? "pdf" : "jws"},
                               {"reason", checked->reason},
                               {"key_id", checked->key_id}};
    if (checked->voucher)
      object["voucher"] = boost::json::parse(to_json(*checked->voucher));
    fmt::print("{}\n", boost::json::serialize(object));
  } else {
    fmt::print("{}: {}\n", file.string(),
               checked->is_valid ? "valid" : "NOT VALID, " + checked->reason);
    fmt::print("  {:<16} {}\n", "key", checked->key_id);
    if (checked->voucher) show(*checked->voucher);
  }
  return checked->is_valid ? 0 : cli::kFoundBad;
}

int check_policy(const std::filesystem::path& file) {
  const auto pack = load_pack(file);
  if (!pack) return say_refusal(pack.error());
  fmt::print("{}: good: {}-{}, {}\n", file.string(), pack->id, pack->version,
             pack->place.zone);
  return 0;
}

int rotate_key(const std::filesystem::path& directory, const std::string& holder) {
  if (!std::filesystem::is_directory(directory))
    return say_refusal({Fault::not_found, "keys.directory", directory.string()});
  const SystemClock clock;
  const auto ring = KeyRing::open(directory, holder, clock);
  if (!ring) return say_refusal(ring.error());
  if (const auto done = (*ring)->rotate(); !done) return say_refusal(done.error());
  fmt::print("{}: new key {}; restart the server to sign with it\n", directory.string(),
             (*ring)->current()->key.public_key().kid());
  return 0;
}

int migrate_database(const std::filesystem::path& file) {
  const auto report = migrate(file, progress_line());
  if (!report) return say_refusal(report.error());
  fmt::print("{}: schema {} -> {}\n", file.string(), report->from, report->to);
  return 0;
}

int check_database(const std::filesystem::path& file, bool as_json) {
  const auto findings = check(file, as_json ? Progress{} : progress_line());
  if (!findings) return say_refusal(findings.error());
  if (as_json) {
    boost::json::array items;
    for (const auto& one : *findings)
      items.push_back(
          {{"code", one.code}, {"subject", one.subject}, {"detail", one.detail}});
    fmt::print("{}\n",
               boost::json::serialize(boost::json::object{{"findings", std::move(items)}}));
  } else {
    for (const auto& one : *findings)
      fmt::print("{:<24} {:<44} {}\n", one.code, one.subject, one.detail);
    fmt::print("{}: {}\n", file.string(),
               findings->empty() ? "good" : fmt::format("{} findings", findings->size()));
  }
  return findings->empty() ? 0 : cli::kFoundBad;
}

int back_up_database(const std::filesystem::path& file, const std::filesystem::path& to) {
  if (const auto done = backup(file, to, progress_line()); !done)
    return say_refusal(done.error());
  fmt::print("{}: backed up to {}; keep its key file apart\n", file.string(), to.string());
  return 0;
}

int restore_database(const std::filesystem::path& backup_file,
                     const std::filesystem::path& to, bool force) {
  if (const auto done = restore(backup_file, to, force, progress_line()); !done)
    return say_refusal(done.error());
  fmt::print("{}: restored from {}\n", to.string(), backup_file.string());
  return 0;
}

}  // namespace signoff
