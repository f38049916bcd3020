// SPDX-License-Identifier: Apache-2.0
#include "app/desk_commands.h"

#include "app/findings.h"
#include "app/progress_line.h"
#include "app/refusal.h"
#include "cli/exit_codes.h"
#include "cli/words.h"
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

constexpr std::size_t kPhotoMax = 8 * 1024 * 1024;
constexpr long kFetchSeconds = 20;

Result<std::string> contents(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return fail(Fault::bad_input, "file.open", file.string());
  std::string text(kPhotoMax + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kPhotoMax) return fail(Fault::bad_input, "file.size", file.string());
  return text;
}

std::size_t append(char* data, std::size_t size, std::size_t count, void* to) {
  auto& text = *static_cast<std::string*>(to);
  if (text.size() + size * count > kPhotoMax) return 0;
  text.append(data, size * count);
  return size * count;
}

Result<std::string> fetch(const std::string& url, const std::string& ca_file) {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl{curl_easy_init(), curl_easy_cleanup};
  if (!curl)
    return fail(Fault::unavailable, "jwks.fetch", curl_easy_strerror(CURLE_FAILED_INIT));
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

void add_rows(Findings& found, const Voucher& voucher) {
  const auto& style = found.style();
  found.row("voucher", "凭证", voucher.number);
  found.row("kind", "种类", cli::word_of(to_string(voucher.kind), style.language));
  found.row("case", "业务单号", voucher.case_number);
  found.row("operator", "运营商", voucher.operator_name);
  found.row("number", "号码", voucher.masked_number);
  found.row("generation", "号码代次", fmt::to_string(voucher.generation));
  found.row("off since", "停用", moment(voucher.barred_at));
  found.row("ended", "注销", moment(voucher.terminated_at));
  found.row("policy", "规则", voucher.policy);
  found.row("chain head", "历史链摘要", voucher.chain_head);
}

// A line about a file, in the language of the terminal.
void tell(const std::filesystem::path& file, std::string_view en, std::string_view zh) {
  const cli::Style style{terminal_language(), false};
  fmt::print("{}{}{}\n", file.string(), style.say(": ", "："), style.say(en, zh));
}

// The bar of one command. The caller's copies share it.
Progress progress_line() {
  const auto line = std::make_shared<ProgressLine>(terminal_language());
  return [line](std::string_view what, std::int64_t done, std::int64_t total) {
    line->show(what, done, total);
  };
}

}  // namespace

Result<Jwks> load_keys(const std::string& from, const std::string& ca_file) {
  if (from.empty()) return fail(Fault::bad_input, "verify.keys");
  const auto text = from.starts_with("https://") ? fetch(from, ca_file) : contents(from);
  if (!text) return pass_on(text.error());
  return Jwks::parse(*text);
}

int verify_voucher(const std::filesystem::path& file, const std::string& jwks,
                   const std::string& ca_file, bool as_json) {
  const auto content = contents(file);
  if (!content) return say_refusal(content.error());
  const auto keys = load_keys(jwks, ca_file);
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
    Findings found{file, checked->is_valid ? "" : checked->reason};
    found.row("key", "密钥", checked->key_id);
    if (checked->voucher) add_rows(found, *checked->voucher);
    found.print();
  }
  return checked->is_valid ? 0 : cli::kFoundBad;
}

int check_policy(const std::filesystem::path& file) {
  const auto pack = load_pack(file);
  if (!pack) return say_refusal(pack.error());
  const auto what = fmt::format("{}-{}, {}", pack->id, pack->version, pack->place.zone);
  tell(file, "good: " + what, "无误：" + what);
  return 0;
}

int rotate_key(const std::filesystem::path& directory, const std::string& holder) {
  if (!std::filesystem::is_directory(directory))
    return say_refusal({Fault::not_found, "keys.directory", directory.string()});
  const SystemClock clock;
  const auto ring = KeyRing::open(directory, holder, clock);
  if (!ring) return say_refusal(ring.error());
  if (const auto done = (*ring)->rotate(); !done) return say_refusal(done.error());
  const auto kid = (*ring)->current()->key.public_key().kid();
  tell(directory, fmt::format("new key {}; restart the server to sign with it", kid),
       fmt::format("新密钥 {}，重启服务器后启用", kid));
  return 0;
}

int migrate_database(const std::filesystem::path& file) {
  const auto report = migrate(file, progress_line());
  if (!report) return say_refusal(report.error());
  const auto steps = fmt::format("{} -> {}", report->from, report->to);
  tell(file, "schema " + steps, "数据库结构 " + steps);
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
    if (findings->empty())
      tell(file, "good", "无误");
    else
      tell(file, fmt::format("{} findings", findings->size()),
           fmt::format("发现 {} 处问题", findings->size()));
  }
  return findings->empty() ? 0 : cli::kFoundBad;
}

int back_up_database(const std::filesystem::path& file, const std::filesystem::path& to) {
  if (const auto done = backup(file, to, progress_line()); !done)
    return say_refusal(done.error());
  tell(file, fmt::format("backed up to {}; keep its key file apart", to.string()),
       fmt::format("已备份到 {}，密钥文件请另行保存", to.string()));
  return 0;
}

int restore_database(const std::filesystem::path& backup_file,
                     const std::filesystem::path& to, bool force) {
  if (const auto done = restore(backup_file, to, force, progress_line()); !done)
    return say_refusal(done.error());
  tell(to, fmt::format("restored from {}", backup_file.string()),
       fmt::format("已从 {} 恢复", backup_file.string()));
  return 0;
}

}  // namespace signoff
