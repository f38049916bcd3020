// SPDX-License-Identifier: Apache-2.0
#include "card/desk/wipe_proof.h"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::size_t kProofVersion = 1;
constexpr std::size_t kTextMax = 200;
constexpr std::size_t kFilesMax = 512;

std::unexpected<Error> wrong_in_proof(std::string_view member) {
  return fail(Fault::bad_input, "wipe.member", std::string{member});
}

std::string path_text(const CardPath& path) {
  std::string out;
  for (const auto id : path) out += fmt::format("{}{:04x}", out.empty() ? "" : "/", id);
  return out;
}

// As path_text writes it and in no other way, so that a proof has one spelling.
Result<CardPath> path_of(std::string_view text) {
  CardPath path;
  for (auto rest = text; !rest.empty();) {
    const auto id = from_hex(rest.substr(0, 4));
    if (!id || id->size() != 2) return wrong_in_proof("files.path");
    path.push_back(static_cast<std::uint16_t>((*id)[0] << 8 | (*id)[1]));
    rest.remove_prefix(std::min<std::size_t>(rest.size(), 5));
  }
  if (path_text(path) != text) return wrong_in_proof("files.path");
  return path;
}

std::optional<std::string> short_text(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const auto* text = value ? value->if_string() : nullptr;
  if (text == nullptr || text->size() > kTextMax) return std::nullopt;
  return std::string{std::string_view{*text}};
}

std::optional<std::size_t> count_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const auto* number = value ? value->if_int64() : nullptr;
  if (number == nullptr || *number < 0) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

Result<WipedFile> wiped_file(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) return wrong_in_proof("files");
  const auto name = short_text(*object, "name");
  const auto path = short_text(*object, "path");
  const auto records = count_of(*object, "records");
  const auto wiped = count_of(*object, "wiped");
  const auto refused = short_text(*object, "refused");
  if (!name || !path || !records || !wiped || !refused) return wrong_in_proof("files");
  auto ids = path_of(*path);
  if (!ids) return pass_on(ids.error());
  return WipedFile{*name, std::move(*ids), *records, *wiped, *refused};
}

}  // namespace

WipeProof make_proof(const WipeReport& report, std::string_view backup_json, Instant at) {
  WipeProof proof;
  proof.iccid = report.iccid;
  proof.at = at;
  proof.is_proved = report.is_proved();
  if (!backup_json.empty()) proof.backup_sha256 = to_hex(sha256(as_bytes(backup_json)));
  proof.files = report.files;
  if (report.stopped) proof.stopped = report.stopped->code;
  return proof;
}

std::string to_json(const WipeProof& proof) {
  json::array files;
  for (const auto& file : proof.files)
    files.push_back({{"name", file.name},
                     {"path", path_text(file.path)},
                     {"records", file.records},
                     {"wiped", file.wiped},
                     {"refused", file.refused}});
  return json::serialize(json::object{{"version", kProofVersion},
                                      {"iccid", proof.iccid},
                                      {"at", to_string(proof.at)},
                                      {"proved", proof.is_proved},
                                      {"backup_sha256", proof.backup_sha256},
                                      {"files", std::move(files)},
                                      {"stopped", proof.stopped}});
}

Result<WipeProof> parse_wipe_proof(std::string_view text) {
  json::parse_options options;
  options.max_depth = 4;
  json::error_code error;
  const auto value = json::parse({text.data(), text.size()}, error, {}, options);
  const auto* object = error ? nullptr : value.if_object();
  if (object == nullptr) return fail(Fault::bad_input, "wipe.json");
  const auto version = count_of(*object, "version");
  if (version != kProofVersion) return wrong_in_proof("version");
  const auto iccid = short_text(*object, "iccid");
  const auto at = parse_instant(short_text(*object, "at").value_or(""));
  const auto* proved = object->if_contains("proved");
  const auto backup = short_text(*object, "backup_sha256");
  const auto stopped = short_text(*object, "stopped");
  const auto* files = object->if_contains("files");
  if (!iccid) return wrong_in_proof("iccid");
  if (!at) return wrong_in_proof("at");
  if (proved == nullptr || !proved->is_bool()) return wrong_in_proof("proved");
  if (!backup || !stopped) return wrong_in_proof("stopped");
  if (files == nullptr || !files->is_array() || files->get_array().size() > kFilesMax)
    return wrong_in_proof("files");
  WipeProof proof{*iccid, *at, proved->get_bool(), *backup, {}, *stopped};
  for (const auto& one : files->get_array()) {
    auto file = wiped_file(one);
    if (!file) return pass_on(file.error());
    proof.files.push_back(std::move(*file));
  }
  return proof;
}

Result<WipeProof> verify_wipe_proof(std::string_view jws, const Jwks& jwks) {
  const auto parts = verify_jws(jws, jwks);
  if (!parts) return pass_on(parts.error());
  if (parts->typ != kWipeTyp) return fail(Fault::forbidden, "wipe.typ");
  return parse_wipe_proof(parts->payload);
}

}  // namespace signoff
