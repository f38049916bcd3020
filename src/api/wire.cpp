// SPDX-License-Identifier: Apache-2.0
#include "api/wire.h"

namespace signoff {

namespace {

constexpr std::string_view kAlways =
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(self), microphone=(), geolocation=()\r\n";
// Of what is no page. The service worker may fetch; a page has a policy of its own.
constexpr std::string_view kNoPage =
    "Content-Security-Policy: default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view kOnlyTls =
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

std::string_view reason(unsigned status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    default: return "";
  }
}

// A line break in a value would start a header of the sender's choice.
void append_value(std::string& out, std::string_view value) {
  for (const char letter : value) {
    const auto byte = static_cast<unsigned char>(letter);
    out += byte < 0x20 || byte == 0x7F ? ' ' : letter;
  }
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  append_value(out, name);
  out += ": ";
  append_value(out, value);
  out += "\r\n";
}

}  // namespace

void write_response(const Response& response, const WireContext& context,
                    std::string& out) {
  out.reserve(out.size() + 1024 + response.body.size());
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                 reason(response.status));
  append_header(out, "Date", context.date);
  append_header(out, "X-Request-Id", context.request_id);
  out += kAlways;
  if (context.is_tls) out += kOnlyTls;

  bool has_cache_control = false, has_policy = false;
  for (const auto& [name, value] : response.headers) {
    has_cache_control |= name == "Cache-Control";
    has_policy |= name == "Content-Security-Policy";
    append_header(out, name, value);
  }
  if (!has_policy) out += kNoPage;
  if (!has_cache_control) out += "Cache-Control: no-store\r\n";
  if (!context.keeps_alive) out += "Connection: close\r\n";
  if (!response.content_type.empty())
    append_header(out, "Content-Type", response.content_type);
  // RFC 9110 clause 8.6: neither of these statuses has a Content-Length.
  const bool has_no_body = response.status == 204 || response.status == 304;
  if (!has_no_body)
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.body.size());
  out += "\r\n";
  if (!has_no_body && !context.is_head) out += response.body;
}

std::string http_date(Instant instant) {
  using namespace std::chrono;
  constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = floor<days>(instant);
  const year_month_day date{day};
  const hh_mm_ss time{floor<seconds>(instant - day)};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays[weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

}  // namespace signoff
