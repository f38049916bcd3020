// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/language.h"
#include "base/result.h"

#include <any>
#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signoff {

// Requests and answers as plain values. Handlers see these and never the HTTP library.

enum class Method { get, head, post, put, patch, remove, options, other };

std::string_view to_string(Method method);

// A name and its decoded value, in the order of arrival.
using NamedText = std::pair<std::string, std::string>;

struct Request {
  Method method = Method::get;
  std::vector<std::string> segments;  // The path, decoded; "/" has none.
  std::vector<NamedText> params;      // What the route's {name} parts matched.
  std::vector<NamedText> query;
  std::string bearer;  // The token of "Authorization: Bearer", without the scheme.
  std::string if_match;
  std::string if_none_match;
  std::string idempotency_key;
  std::string accept;
  std::string accept_language;
  std::string accept_encoding;
  std::string content_type;
  std::string host;
  std::string origin;      // Of the page that sent it; browsers say so with unsafe methods.
  std::string fetch_site;  // Sec-Fetch-Site.
  std::string cookie;      // The whole header; see cookies.h.
  std::string face;        // X-Signoff-Face: which of our pages calls.
  std::string body;
  std::string remote_address;
  std::string id;   // Ours, fresh for each request; also in the answer and in the log.
  std::any caller;  // Who the guard found this to be; see caller_as().

  // The text matched by {name}; "" where the route has no such part.
  std::string_view path(std::string_view name) const;
  // The first query parameter of this name.
  std::optional<std::string_view> query_value(std::string_view name) const;
};

// The caller as the type that the guard stored; null where it stored none.
template <class T>
const T* caller_as(const Request& request) {
  return std::any_cast<T>(&request.caller);
}

// A refusal before its language is chosen; rendered by finish().
struct Problem {
  Error error;
  std::optional<Bilingual> detail;  // Instead of the sentence known for the code.
  std::string extra_json;           // Further members, as one JSON object; "" for none.
};

struct Response {
  unsigned status = 200;
  std::string content_type;
  std::string body;
  std::vector<NamedText> headers;
  std::optional<Problem> problem;

  Response& with(std::string_view name, std::string_view value) {
    headers.emplace_back(name, value);
    return *this;
  }
};

// An answer with a JSON body.
Response json(unsigned status, const boost::json::value& value);
inline constexpr unsigned kStatusNoContent = 204;
inline constexpr unsigned kStatusNotModified = 304;
Response no_content();
Response bytes(std::string_view content_type, std::string body);

// A refusal as RFC 9457 wants it. `extra` becomes further members of the document. An
// error whose detail is a JSON pointer ("/msisdn") shows it as `pointer`; any other detail
// is for operators and stays here.
Response problem(Error error);
Response problem(Error error, const boost::json::object& extra);
Response problem(Error error, Bilingual detail);

// The one table from failure to HTTP status.
unsigned status_of(const Error& error);

// Chooses the language of a refusal and writes its document; other answers pass unchanged.
Response finish(Response response, const Request& request);

// zh where "Accept-Language" prefers it, else en.
Language language_of(std::string_view accept_language);

// The version of a resource as a strong entity tag: "7" in quotes.
std::string etag(std::int64_t version);
// The same for one body, which may differ while the version stays: "7.1f0c…". If-Match
// takes it as the version.
std::string etag(std::int64_t version, std::string_view body);
// Whether If-None-Match names this tag (RFC 9110 clause 13.1.2), so that 304 is the answer.
bool is_seen(std::string_view if_none_match, std::string_view tag);
// The version the caller saw; a change without it is refused.
Result<std::int64_t> if_match(const Request& request);
// The same where the header may be missing or "*": nullopt then.
Result<std::optional<std::int64_t>> if_match_optional(const Request& request);

// The key that makes a creation repeatable; nullopt where there is none. 1 to 128 visible
// characters, in quotes or bare.
Result<std::optional<std::string>> idempotency_key(const Request& request);

// The offered media type ("application/pdf") that `accept` likes best; ties go to the
// earlier offer. An empty header takes the first.
Result<std::string_view> negotiate(std::string_view accept,
                                   const std::vector<std::string_view>& offers);

// Whether "Accept-Encoding" takes this coding ("br"). Without the header none is taken.
bool takes_coding(std::string_view accept_encoding, std::string_view coding);

// The media type of a Content-Type header in lower case, without its parameters.
std::string media_type(std::string_view content_type);

// What a finished request leaves for logs and metrics: nothing that names a person.
struct Finished {
  Method method;
  std::string_view route;  // The pattern, never the path.
  unsigned status;
  double seconds;
  std::string_view request_id;
};

// Told of every answer. Calls come from several threads at once.
class RequestObserver {
 public:
  virtual ~RequestObserver() = default;
  virtual void finished(const Finished& what) = 0;
};

}  // namespace signoff
