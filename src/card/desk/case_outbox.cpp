// SPDX-License-Identifier: Apache-2.0
#include "card/desk/case_outbox.h"

#include "base/bounded_file.h"
#include "base/durable_file.h"
#include "rsp/notification.h"

#include <algorithm>
#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::size_t kOutboxFileMax = 4 * 1024 * 1024;
constexpr std::size_t kOutboxDepthMax = 4;
constexpr std::size_t kOutboxServerMax = 300;
constexpr std::size_t kOutboxDigitsMax = 32;
constexpr std::size_t kOutboxWipeMax = 64 * 1024;
constexpr std::int64_t kOutboxVersion = 1;

std::unexpected<Error> wrong_outbox(std::string_view member) {
  return fail(Fault::bad_input, "outbox.member", std::string{member});
}

// "20261122T084703123Z", which sorts by time.
std::string outbox_stamp(Instant at) {
  std::string out;
  for (const char c : to_string(at))
    if ((c >= '0' && c <= '9') || c == 'T') out += c;
  return out + "Z";
}

// Only what we wrote ourselves: a member we do not know may change what the others mean.
Result<void> check_outbox_members(const json::object& object) {
  constexpr std::string_view kMembers[] = {"version", "server", "at",           "iccid",
                                           "eid",     "wipe",   "notifications"};
  for (const auto& member : object) {
    const std::string_view name{member.key().data(), member.key().size()};
    if (std::ranges::find(kMembers, name) == std::end(kMembers)) return wrong_outbox("?");
  }
  const auto* version = object.if_contains("version");
  if (version == nullptr || !version->is_int64() || version->get_int64() != kOutboxVersion)
    return wrong_outbox("version");
  return {};
}

Result<std::string> outbox_text(const json::object& object, std::string_view name,
                                std::size_t longest) {
  const auto* value = object.if_contains(name);
  const auto* text = value ? value->if_string() : nullptr;
  if (text == nullptr || text->size() > longest) return wrong_outbox(name);
  return std::string{std::string_view{*text}};
}

Result<std::string> outbox_digits(const json::object& object, std::string_view name) {
  auto text = outbox_text(object, name, kOutboxDigitsMax);
  if (text && text->find_first_not_of("0123456789") != std::string::npos)
    return wrong_outbox(name);
  return text;
}

Result<std::vector<Bytes>> outbox_notifications(const json::object& object) {
  const auto* value = object.if_contains("notifications");
  const auto* list = value ? value->if_array() : nullptr;
  if (list == nullptr || list->size() > kOutboxNotificationsMax)
    return wrong_outbox("notifications");
  std::vector<Bytes> all;
  for (const auto& one : *list) {
    const auto* text = one.if_string();
    auto bytes = from_base64url(text ? std::string_view{*text} : std::string_view{});
    if (!bytes || bytes->empty() || bytes->size() > rsp::kNotificationMax)
      return wrong_outbox("notifications");
    all.push_back(*std::move(bytes));
  }
  return all;
}

}  // namespace

std::string to_json(const OutboxEntry& entry) {
  json::array notifications;
  for (const auto& bytes : entry.notifications)
    notifications.push_back(json::string{to_base64url(bytes)});
  return json::serialize(json::object{{"version", kOutboxVersion},
                                      {"server", entry.server},
                                      {"at", to_string(entry.at)},
                                      {"iccid", entry.iccid},
                                      {"eid", entry.eid},
                                      {"wipe", entry.wipe},
                                      {"notifications", std::move(notifications)}}) +
         "\n";
}

Result<OutboxEntry> parse_outbox_entry(std::string_view text) {
  if (text.size() > kOutboxFileMax) return fail(Fault::bad_input, "outbox.json");
  json::parse_options options;
  options.max_depth = kOutboxDepthMax;
  json::error_code error;
  const auto value = json::parse({text.data(), text.size()}, error, {}, options);
  const auto* object = error ? nullptr : value.if_object();
  if (object == nullptr) return fail(Fault::bad_input, "outbox.json");
  if (const auto checked = check_outbox_members(*object); !checked)
    return pass_on(checked.error());
  auto server = outbox_text(*object, "server", kOutboxServerMax);
  if (!server || server->empty()) return wrong_outbox("server");
  const auto moment = outbox_text(*object, "at", kOutboxDigitsMax);
  const auto at = parse_instant(moment.value_or(""));
  if (!at) return wrong_outbox("at");
  auto iccid = outbox_digits(*object, "iccid");
  if (!iccid) return pass_on(iccid.error());
  auto eid = outbox_digits(*object, "eid");
  if (!eid) return pass_on(eid.error());
  auto wipe = outbox_text(*object, "wipe", kOutboxWipeMax);
  if (!wipe) return pass_on(wipe.error());
  auto notifications = outbox_notifications(*object);
  if (!notifications) return pass_on(notifications.error());
  return OutboxEntry{*std::move(server), *at,
                     *std::move(iccid),  *std::move(eid),
                     *std::move(wipe),   *std::move(notifications)};
}

Result<fs::path> CaseOutbox::keep(const OutboxEntry& entry) const {
  const auto text = to_json(entry);
  auto file = directory_ / fmt::format("{}-{}.json", outbox_stamp(entry.at),
                                       to_hex(sha256(as_bytes(text))).substr(0, 16));
  if (const auto done = write_durably(file, text); !done) return pass_on(done.error());
  return file;
}

Result<std::vector<fs::path>> CaseOutbox::files() const {
  std::error_code error;
  std::vector<fs::path> all;
  fs::directory_iterator at{directory_, error};
  for (; !error && at != fs::directory_iterator{}; at.increment(error))
    if (at->path().extension() == ".json") all.push_back(at->path());
  if (error) return fail(Fault::unavailable, "outbox.directory", directory_.string());
  std::ranges::sort(all);
  return all;
}

Result<OutboxEntry> CaseOutbox::read(const fs::path& file) const {
  const auto text = read_bounded(file, kOutboxFileMax);
  if (!text) return pass_on(text.error());
  return parse_outbox_entry(*text);
}

Result<void> CaseOutbox::replace(const fs::path& file, const OutboxEntry& entry) const {
  return write_durably(file, to_json(entry));
}

// What cannot be removed is sent again, which changes nothing.
void CaseOutbox::drop(const fs::path& file) const {
  std::error_code error;
  fs::remove(file, error);
}

void CaseOutbox::put_aside(const fs::path& file) const {
  std::error_code error;
  fs::rename(file, file.string() + ".refused", error);
}

}  // namespace signoff
