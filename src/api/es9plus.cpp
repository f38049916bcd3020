// SPDX-License-Identifier: Apache-2.0
#include "api/es9plus.h"

#include "api/fields.h"
#include "api/json_text.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

struct Es9Code {
  std::string_view code;  // Of the error; one that ends in "." is how codes begin.
  std::string_view subject;
  std::string_view reason;
};
// The first row that fits decides.
constexpr Es9Code kEs9Codes[] = {
    {"notification.issuer_unknown", "8.11.1", "3.9"},  // The root's key is not known.
    {"notification.chain", "8.1.2", "6.1"},            // The maker's certificate.
    {"notification.eid_range", "8.1.2", "6.1"},
    {"notification.not_valid_then", "8.1.3", "6.3"},  // The chip's certificate, expired.
    {"notification.eid", "8.1.3", "6.1"},
    {"certificate.", "8.1.3", "6.1"},
    {"notification.no_chain", "8.1.3", "2.2"},
    {"notification.signature", "8.1", "6.1"},
    {"card.unknown_profile", "8.2.1", "3.9"},  // The profile's ICCID.
    {"seal.erased", "8.2.1", "3.9"},           // Nor is it ours any more.
    {"notification.missing", "1.6", "2.2"},    // Of the function itself.
    {"", "1.6", "2.1"},
};

bool covers_code(std::string_view row, std::string_view code) {
  return row == code || ((row.empty() || row.ends_with('.')) && code.starts_with(row));
}

// RFC 4648 clause 4; some senders break the lines. Kept apart from base64url, which no
// sender means here.
Result<Bytes> from_base64(std::string_view text) {
  const auto wrong = fail(Fault::bad_input, "notification.base64");
  std::string url;
  url.reserve(text.size());
  std::size_t padding = 0;
  for (const char letter : text) {
    if (letter == '\r' || letter == '\n') continue;
    if (letter == '-' || letter == '_' || (padding > 0 && letter != '=')) return wrong;
    if (letter == '=') {
      ++padding;
      continue;
    }
    url += letter == '+' ? '-' : letter == '/' ? '_' : letter;
  }
  if (url.empty() || padding > 2 || (url.size() + padding) % 4 != 0) return wrong;
  auto bytes = from_base64url(url);
  if (!bytes) return wrong;
  return bytes;
}

}  // namespace

Result<Bytes> pending_notification(std::string_view body) {
  const auto value = parse_json(body);
  if (!value) return pass_on(value.error());
  const auto* object = value->if_object();
  if (object == nullptr) return fail(Fault::bad_input, "json.not_object");
  const auto* member = object->if_contains("pendingNotification");
  if (member == nullptr || !member->is_string())
    return fail(Fault::bad_input, "notification.missing");
  return from_base64(member->get_string());
}

std::string es9_failure(const Error& error) {
  JsonText json;
  json.open().open("header").open("functionExecutionStatus").text("status", "Failed");
  for (const auto& row : kEs9Codes) {
    if (!covers_code(row.code, error.code)) continue;
    json.open("statusCodeData")
        .text("subjectCode", row.subject)
        .text("reasonCode", row.reason)
        .text("message", error.code)
        .close();
    break;
  }
  return json.close().close().close().take();
}

}  // namespace signoff
