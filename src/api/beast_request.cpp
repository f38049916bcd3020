// SPDX-License-Identifier: Apache-2.0
#include "api/beast_request.h"

#include "api/target.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

namespace signoff {

namespace {

using beast_http::field;

Method method_of(beast_http::verb verb) {
  switch (verb) {
    case beast_http::verb::get: return Method::get;
    case beast_http::verb::head: return Method::head;
    case beast_http::verb::post: return Method::post;
    case beast_http::verb::put: return Method::put;
    case beast_http::verb::patch: return Method::patch;
    case beast_http::verb::delete_: return Method::remove;
    case beast_http::verb::options: return Method::options;
    default: return Method::other;
  }
}

std::string_view text_of(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

struct Seen {
  Request request;
  std::uint32_t once = 0;  // One bit per header that may come once only.
  bool has_host = false;
};

// The text the header goes to; null where nobody asks for it. Sets a bit for those that
// would be dangerous to have twice.
std::string* place_of(field name, Request& request, std::uint32_t& bit) {
  switch (name) {
    case field::authorization: bit = 1; return &request.bearer;
    case field::if_match: bit = 2; return &request.if_match;
    case field::if_none_match: bit = 4; return &request.if_none_match;
    case field::content_type: bit = 8; return &request.content_type;
    case field::accept: bit = 16; return &request.accept;
    case field::accept_language: bit = 32; return &request.accept_language;
    case field::accept_encoding: return &request.accept_encoding;
    case field::host: bit = 128; return &request.host;
    case field::origin: bit = 256; return &request.origin;
    case field::cookie: bit = 512; return &request.cookie;
    default: return nullptr;
  }
}

// The same of headers that the library has no name for.
std::string* place_of(boost::beast::string_view name, Request& request,
                      std::uint32_t& bit) {
  using boost::beast::iequals;
  if (iequals(name, "Idempotency-Key")) return bit = 64, &request.idempotency_key;
  if (iequals(name, "X-Signoff-Face")) return bit = 1024, &request.face;
  // May come more than once: the last one is the nearest proxy's.
  if (iequals(name, "X-Forwarded-For")) return &request.remote_address;
  if (iequals(name, "Sec-Fetch-Site")) return bit = 2048, &request.fetch_site;
  return nullptr;
}

Result<void> take_header(const beast_http::fields::value_type& header, Seen& seen) {
  const auto value = text_of(header.value());
  std::uint32_t bit = 0;
  std::string* place = place_of(header.name(), seen.request, bit);
  seen.has_host |= header.name() == field::host;
  if (header.name() == field::content_encoding) {
    if (!boost::beast::iequals(header.value(), "identity"))
      return fail(Fault::bad_input, "http.content_encoding");
  } else if (header.name() == field::transfer_encoding) {
    // Any other coding leaves the end of the body to guesswork.
    if (!boost::beast::iequals(header.value(), "chunked"))
      return fail(Fault::bad_input, "http.transfer_encoding");
  } else if (header.name() == field::unknown) {
    place = place_of(header.name_string(), seen.request, bit);
  }
  if (!place) return {};
  if (seen.once & bit) return fail(Fault::bad_input, "http.header_repeated");
  seen.once |= bit;
  *place = value;
  return {};
}

// Leaves the token of "Bearer <token>"; another scheme leaves nothing.
void keep_bearer_token(std::string& authorization) {
  constexpr std::size_t kScheme = 7;
  const std::string_view all = authorization;
  if (all.size() <= kScheme || !boost::beast::iequals(all.substr(0, kScheme), "Bearer ")) {
    authorization.clear();
    return;
  }
  auto token = all.substr(kScheme);
  while (token.starts_with(' ')) token.remove_prefix(1);
  authorization = std::string{token};
}

Error error_of(const boost::beast::error_code& failed) {
  using beast_http::error;
  if (failed == error::header_limit) return {Fault::bad_input, "http.header_too_large", ""};
  if (failed == error::body_limit) return {Fault::bad_input, "http.body_too_large", ""};
  return {Fault::bad_input, "http.malformed", ""};
}

}  // namespace

RequestReader::RequestReader(const ReadLimits& limits) : header_max_{limits.header_max} {
  parser_.header_limit(static_cast<std::uint32_t>(limits.header_max));
  parser_.body_limit(limits.body_max);
}

Result<std::size_t> RequestReader::feed(std::string_view bytes) {
  // Beast 1.81 asserts that it is shown no piece of a chunked body shorter than its
  // shortest end, "0\r\n\r\n"; and at least so much must follow until the body is complete.
  constexpr std::size_t kShortestEnd = 5;
  if (has_header() && parser_.chunked() && bytes.size() < kShortestEnd) return 0;

  boost::beast::error_code failed;
  const auto used = parser_.put(boost::asio::buffer(bytes.data(), bytes.size()), failed);
  if (failed && failed != beast_http::error::need_more) return pass_on(error_of(failed));
  // Nor does it bound chunk extensions and trailers, which it takes whole or not at all.
  if (used == 0 && bytes.size() > header_max_)
    return fail(Fault::bad_input, "http.header_too_large");
  return used;
}

Result<Request> RequestReader::header() {
  const auto& message = parser_.get();
  Seen seen;
  for (const auto& each : message)
    if (auto taken = take_header(each, seen); !taken) return pass_on(taken.error());
  // RFC 9112 clause 3.2: HTTP/1.1 without Host is refused.
  if (!seen.has_host && message.version() >= 11) return fail(Fault::bad_input, "http.host");

  auto target = parse_target(text_of(message.target()));
  if (!target) return pass_on(target.error());
  keep_bearer_token(seen.request.bearer);
  seen.request.method = method_of(message.method());
  seen.request.segments = std::move(target->segments);
  seen.request.query = std::move(target->query);
  wants_continue_ = boost::beast::iequals(message[field::expect], "100-continue");
  return std::move(seen.request);
}

Result<void> RequestReader::limit_body(std::size_t body_max) {
  const auto length = parser_.content_length();
  if (length && *length > body_max) return fail(Fault::bad_input, "http.body_too_large");
  parser_.body_limit(body_max);
  return {};
}

}  // namespace signoff
