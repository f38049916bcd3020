// SPDX-License-Identifier: Apache-2.0
#include "api/http.h"

#include "api/problem_texts.h"
#include "base/bytes.h"
#include "base/text.h"

#include <boost/json.hpp>
#include <charconv>

namespace signoff {

namespace {

// The first row that fits decides. A code fits a pattern that equals it, that it begins
// with
// ("http.*") or that it ends with ("*.version").
struct StatusRow {
  Fault fault;
  std::string_view code;
  unsigned status;
};

constexpr StatusRow kStatus[] = {
    {Fault::bad_input, "http.body_too_large", 413},
    {Fault::bad_input, "http.header_too_large", 431},
    {Fault::bad_input, "http.target_too_long", 414},
    {Fault::bad_input, "http.content_type", 415},
    {Fault::bad_input, "http.content_encoding", 415},
    {Fault::bad_input, "http.not_acceptable", 406},
    {Fault::bad_input, "http.method_not_allowed", 405},
    {Fault::bad_input, "http.method_unknown", 501},
    {Fault::bad_input, "http.*", 400},
    {Fault::bad_input, "json.*", 400},
    {Fault::bad_input, "multipart.*", 400},
    {Fault::bad_input, "query.*", 400},
    {Fault::bad_input, "*", 422},
    {Fault::not_found, "*", 404},
    {Fault::forbidden, "session.*", 401},
    {Fault::forbidden, "login.wrong", 401},
    {Fault::forbidden, "*", 403},
    {Fault::conflict, "http.if_match_missing", 428},
    {Fault::conflict, "*.version", 412},
    {Fault::conflict, "*", 409},
    {Fault::unavailable, "rate.*", 429},
    {Fault::unavailable, "*", 503},
    {Fault::unknown, "http.internal", 500},
    {Fault::unknown, "*", 502},
};

bool fits(std::string_view pattern, std::string_view code) {
  if (pattern.starts_with('*')) return code.ends_with(pattern.substr(1));
  if (pattern.ends_with('*'))
    return code.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == code;
}

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// Takes the part before `separator` off the front of `rest`.
std::string_view take_until(std::string_view& rest, char separator) {
  const auto at = rest.find(separator);
  const auto part = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return trimmed(part);
}

// "q=0.5" in thousandths, as RFC 9110 clause 12.4.2 writes it; 0 where it is not a number.
int weight(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return 0;
  int thousandths = text[0] == '1' ? 1000 : 0;
  if (text.size() == 1) return thousandths;
  if (text[1] != '.' || text.size() > 5) return 0;
  for (int place = 100, at = 2; at < static_cast<int>(text.size()); ++at, place /= 10) {
    const char digit = text[static_cast<std::size_t>(at)];
    if (digit < '0' || digit > '9') return 0;
    thousandths += (digit - '0') * place;
  }
  return std::min(thousandths, 1000);
}

struct Weighted {
  std::string name;
  int q;
};

// One element of Accept or Accept-Language: its name and its weight.
Weighted weighted(std::string_view element) {
  std::string name;
  for (const char letter : take_until(element, ';')) name += lower(letter);
  int q = 1000;
  while (!element.empty()) {
    const auto parameter = take_until(element, ';');
    if (parameter.size() > 2 && lower(parameter[0]) == 'q' && parameter[1] == '=')
      q = weight(parameter.substr(2));
  }
  return {std::move(name), q};
}

// A header longer than this says nothing a person chose.
constexpr std::size_t kElementsMax = 32;

std::vector<Weighted> weighted_list(std::string_view header) {
  std::vector<Weighted> list;
  while (!header.empty() && list.size() < kElementsMax)
    list.push_back(weighted(take_until(header, ',')));
  return list;
}

// How exactly a range names a type: 3 the type itself, 2 "application/*", 1 "*/*", 0 not.
int precision(std::string_view range, std::string_view type) {
  if (range == type) return 3;
  if (range == "*/*") return 1;
  const bool whole_family = range.ends_with("/*");
  return whole_family && type.starts_with(range.substr(0, range.size() - 1)) ? 2 : 0;
}

int wish_for(const std::vector<Weighted>& ranges, std::string_view type) {
  int best = 0, q = 0;
  for (const auto& range : ranges) {
    const int how = precision(range.name, type);
    if (how > best) best = how, q = range.q;
  }
  return q;
}

// Hex digits that tell bodies of one version apart.
constexpr std::size_t kMarkDigits = 16;
// The longest version, a dot, the mark and the quotes.
constexpr std::size_t kTagMax = 19 + 1 + kMarkDigits + 2;

Result<std::int64_t> parse_etag(std::string_view text) {
  if (text.size() < 3 || text.size() > kTagMax || text.front() != '"' || text.back() != '"')
    return fail(Fault::bad_input, "http.if_match");
  text = text.substr(1, text.size() - 2);
  // What follows the version tells bodies apart, not versions.
  if (const auto dot = text.find('.'); dot != std::string_view::npos) {
    const auto mark = text.substr(dot + 1);
    const bool is_ours =
        mark.size() == kMarkDigits &&
        mark.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!is_ours) return fail(Fault::bad_input, "http.if_match");
    text = text.substr(0, dot);
  }
  std::int64_t version = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc{} || end != text.data() + text.size() || version < 0)
    return fail(Fault::bad_input, "http.if_match");
  return version;
}

std::string problem_document(const Problem& problem, unsigned status, Language language) {
  const Error& error = problem.error;
  boost::json::object document;
  document["type"] = "urn:signoff:problem:" + error.code;
  document["title"] = title_of(error.fault).in(language);
  document["status"] = status;
  document["code"] = error.code;
  document["detail"] = (problem.detail ? *problem.detail : sentence_of(error)).in(language);
  if (error.fault == Fault::bad_input && error.detail.starts_with('/'))
    document["pointer"] = error.detail;
  if (!problem.extra_json.empty()) {
    boost::json::error_code failed;
    const auto extra = boost::json::parse(problem.extra_json, failed);
    if (!failed && extra.is_object())
      for (const auto& member : extra.get_object())
        document.insert_or_assign(member.key(), member.value());
  }
  return boost::json::serialize(document);
}

}  // namespace

std::string_view to_string(Method method) {
  constexpr std::string_view kNames[] = {"GET",   "HEAD",   "POST",    "PUT",
                                         "PATCH", "DELETE", "OPTIONS", "OTHER"};
  return kNames[static_cast<std::size_t>(method)];
}

std::string_view Request::path(std::string_view name) const {
  for (const auto& [key, value] : params)
    if (key == name) return value;
  return {};
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return std::nullopt;
}

Response json(unsigned status, const boost::json::value& value) {
  return {.status = status,
          .content_type = "application/json",
          .body = boost::json::serialize(value)};
}

Response no_content() { return {.status = kStatusNoContent}; }

Response bytes(std::string_view content_type, std::string body) {
  return {.content_type = std::string{content_type}, .body = std::move(body)};
}

Response problem(Error error) {
  Response response{.status = status_of(error)};
  response.problem = Problem{.error = std::move(error)};
  return response;
}

Response problem(Error error, const boost::json::object& extra) {
  Response response = problem(std::move(error));
  response.problem->extra_json = boost::json::serialize(extra);
  return response;
}

Response problem(Error error, Bilingual detail) {
  Response response = problem(std::move(error));
  response.problem->detail = std::move(detail);
  return response;
}

unsigned status_of(const Error& error) {
  for (const auto& row : kStatus)
    if (row.fault == error.fault && fits(row.code, error.code)) return row.status;
  return 500;
}

Response finish(Response response, const Request& request) {
  if (response.problem) {
    const auto language = language_of(request.accept_language);
    response.content_type = "application/problem+json";
    response.body = problem_document(*response.problem, response.status, language);
    response.with("Content-Language", language == Language::zh ? "zh" : "en");
    if (response.status == 401) response.with("WWW-Authenticate", "Bearer");
    bool has_retry = false;
    for (const auto& header : response.headers) has_retry |= header.first == "Retry-After";
    if (response.problem->error.fault == Fault::unavailable && !has_retry)
      response.with("Retry-After", "1");
  }
  return response;
}

Language language_of(std::string_view accept_language) {
  int zh = 0, en = 0;
  for (const auto& element : weighted_list(accept_language)) {
    if (element.name == "zh" || element.name.starts_with("zh-"))
      zh = std::max(zh, element.q);
    if (element.name == "en" || element.name.starts_with("en-"))
      en = std::max(en, element.q);
  }
  return zh > en ? Language::zh : Language::en;
}

std::string etag(std::int64_t version) { return fmt::format("\"{}\"", version); }

std::string etag(std::int64_t version, std::string_view body) {
  const auto digest = sha256(as_bytes(body));
  const auto mark = to_hex(ByteView{digest}.first(kMarkDigits / 2));
  return fmt::format("\"{}.{}\"", version, mark);
}

bool is_seen(std::string_view if_none_match, std::string_view tag) {
  // No tag of ours holds a comma, so that a foreign one with a comma is no trouble.
  while (!if_none_match.empty()) {
    const auto comma = std::min(if_none_match.find(','), if_none_match.size());
    auto one = trimmed(if_none_match.substr(0, comma));
    if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag || one == "*") return true;
  }
  return false;
}

Result<std::optional<std::int64_t>> if_match_optional(const Request& request) {
  if (request.if_match.empty() || request.if_match == "*") return std::nullopt;
  const auto version = parse_etag(request.if_match);
  if (!version) return pass_on(version.error());
  return *version;
}

Result<std::int64_t> if_match(const Request& request) {
  const auto version = if_match_optional(request);
  if (!version) return pass_on(version.error());
  if (!*version) return fail(Fault::conflict, "http.if_match_missing");
  return **version;
}

Result<std::optional<std::string>> idempotency_key(const Request& request) {
  std::string_view key = request.idempotency_key;
  if (key.empty()) return std::nullopt;
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"')
    key = key.substr(1, key.size() - 2);
  if (key.empty() || key.size() > 128)
    return fail(Fault::bad_input, "http.idempotency_key");
  for (const char letter : key)
    if (letter <= ' ' || letter > '~' || letter == '"' || letter == '\\')
      return fail(Fault::bad_input, "http.idempotency_key");
  return std::string{key};
}

Result<std::string_view> negotiate(std::string_view accept,
                                   const std::vector<std::string_view>& offers) {
  if (trimmed(accept).empty() && !offers.empty()) return offers.front();
  const auto ranges = weighted_list(accept);
  int best = 0;
  std::string_view chosen_offer;
  for (const auto offer : offers) {
    const int wish = wish_for(ranges, offer);
    if (wish > best) best = wish, chosen_offer = offer;
  }
  if (best == 0) return fail(Fault::bad_input, "http.not_acceptable");
  return chosen_offer;
}

bool takes_coding(std::string_view accept_encoding, std::string_view coding) {
  bool takes_any = false;
  for (const auto& element : weighted_list(accept_encoding)) {
    if (element.name == coding) return element.q > 0;
    if (element.name == "*") takes_any = element.q > 0;
  }
  return takes_any;
}

std::string media_type(std::string_view content_type) {
  std::string type;
  for (const char letter : take_until(content_type, ';')) type += lower(letter);
  return type;
}

}  // namespace signoff
