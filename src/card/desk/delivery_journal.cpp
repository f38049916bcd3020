// SPDX-License-Identifier: Apache-2.0
#include "card/desk/delivery_journal.h"

#include "base/durable_file.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>

namespace signoff {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::size_t kEntryFileMax = 256 * 1024;
constexpr std::size_t kBodyMax = 64 * 1024;
constexpr std::size_t kDepthMax = 4;
constexpr std::int64_t kEntryVersion = 1;

std::unexpected<Error> wrong_in_entry(std::string_view member) {
  return fail(Fault::bad_input, "delivery.member", std::string{member});
}

std::string_view member_text(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string_view{*text} : std::string_view{};
}

Result<std::optional<Instant>> moment_of(const json::object& object,
                                         std::string_view name) {
  if (!object.contains(name)) return std::optional<Instant>{};
  const auto moment = parse_instant(member_text(object, name));
  if (!moment) return wrong_in_entry(name);
  return std::optional<Instant>{*moment};
}

Result<ReceiverAnswer> answer_of(const json::value& value) {
  const auto* object = value.if_object();
  const auto* status = object ? object->if_contains("status") : nullptr;
  const auto* number = status ? status->if_int64() : nullptr;
  if (number == nullptr || *number < 100 || *number > 599)
    return wrong_in_entry("answer.status");
  const auto at = moment_of(*object, "at");
  if (!at || !*at) return wrong_in_entry("answer.at");
  const auto body = member_text(*object, "body");
  if (body.size() > kBodyMax) return wrong_in_entry("answer.body");
  return ReceiverAnswer{static_cast<int>(*number), std::string{body}, **at};
}

// Only what we wrote ourselves: a member we do not know may change what the others mean.
Result<void> check_members(const json::object& object) {
  constexpr std::string_view kNames[] = {"version", "notification", "taken_at", "answer",
                                         "discarded_at"};
  for (const auto& member : object) {
    const std::string_view name{member.key().data(), member.key().size()};
    if (std::ranges::find(kNames, name) == std::end(kNames)) return wrong_in_entry(name);
  }
  const auto* version = object.if_contains("version");
  if (version == nullptr || !version->is_int64() || version->get_int64() != kEntryVersion)
    return wrong_in_entry("version");
  return {};
}

// What a server said need not be UTF-8, and a file of ours is.
std::string printable(std::string_view body) {
  std::string out;
  for (const char c : body)
    out += (c >= ' ' && c < 0x7f) || c == '\n' || c == '\t' ? c : '?';
  return out;
}

}  // namespace

std::string to_json(const DeliveryEntry& entry) {
  json::object out{{"version", kEntryVersion},
                   {"notification", to_base64url(entry.notification)},
                   {"taken_at", to_string(entry.taken_at)}};
  if (entry.answer)
    out["answer"] = {{"status", entry.answer->status},
                     {"at", to_string(entry.answer->at)},
                     {"body", printable(entry.answer->body)}};
  if (entry.discarded_at) out["discarded_at"] = to_string(*entry.discarded_at);
  return json::serialize(out) + "\n";
}

Result<DeliveryEntry> parse_delivery(std::string_view text) {
  if (text.size() > kEntryFileMax) return fail(Fault::bad_input, "delivery.json");
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::error_code error;
  const auto value = json::parse({text.data(), text.size()}, error, {}, options);
  const auto* object = error ? nullptr : value.if_object();
  if (object == nullptr) return fail(Fault::bad_input, "delivery.json");
  if (const auto checked = check_members(*object); !checked)
    return pass_on(checked.error());
  DeliveryEntry entry;
  auto bytes = from_base64url(member_text(*object, "notification"));
  if (!bytes || bytes->empty() || bytes->size() > rsp::kNotificationMax)
    return wrong_in_entry("notification");
  entry.notification = std::move(*bytes);
  const auto taken_at = moment_of(*object, "taken_at");
  if (!taken_at || !*taken_at) return wrong_in_entry("taken_at");
  entry.taken_at = **taken_at;
  const auto discarded_at = moment_of(*object, "discarded_at");
  if (!discarded_at) return pass_on(discarded_at.error());
  entry.discarded_at = *discarded_at;
  if (const auto* answer = object->if_contains("answer")) {
    auto read = answer_of(*answer);
    if (!read) return pass_on(read.error());
    entry.answer = std::move(*read);
  }
  return entry;
}

Result<rsp::VerifiedNotification> verify_delivery(const DeliveryEntry& entry,
                                                  const std::vector<Bytes>& roots) {
  return rsp::verify_notification(entry.notification, roots, entry.taken_at);
}

Result<DeliveryJournal> DeliveryJournal::open(fs::path directory) {
  std::error_code error;
  const bool is_made = fs::create_directories(directory, error);
  if (!error && is_made)
    fs::permissions(directory, fs::perms::owner_all, fs::perm_options::replace, error);
  if (error || !fs::is_directory(directory, error))
    return fail(Fault::unavailable, "delivery.directory", directory.string());
  return DeliveryJournal{std::move(directory)};
}

fs::path DeliveryJournal::file_of(ByteView notification) const {
  return directory_ /
         ("notification-" + to_hex(sha256(notification)).substr(0, 32) + ".json");
}

Result<std::optional<DeliveryEntry>> DeliveryJournal::find(ByteView notification) const {
  const auto file = file_of(notification);
  std::ifstream in{file, std::ios::binary};
  if (!in) {
    std::error_code error;
    if (fs::exists(file, error) || error)
      return fail(Fault::unavailable, "delivery.directory", file.string());
    return std::optional<DeliveryEntry>{};
  }
  std::string text(kEntryFileMax + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  auto entry = parse_delivery(text);
  if (!entry) return pass_on(entry.error());
  if (!std::ranges::equal(entry->notification, notification))
    return fail(Fault::conflict, "delivery.member", "notification");
  return std::optional<DeliveryEntry>{std::move(*entry)};
}

Result<void> DeliveryJournal::keep(const DeliveryEntry& entry) const {
  return write_durably(file_of(entry.notification), to_json(entry));
}

}  // namespace signoff
