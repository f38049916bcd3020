// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace signoff {

// The way from bytes to a Request. Only the server and its tests include this: it is the
// one place where Beast's types meet ours.

namespace beast_http = boost::beast::http;

struct ReadLimits {
  std::size_t header_max = 16 * 1024;
  std::size_t body_max = 12 << 20;
};

// Beast's parser with our limits. feed() takes bytes as they come.
class RequestReader {
 public:
  explicit RequestReader(const ReadLimits& limits);

  // Takes as many bytes as make sense now and says how many; after an error the connection
  // is of no further use.
  Result<std::size_t> feed(std::string_view bytes);

  bool has_header() { return parser_.is_header_done(); }
  bool is_complete() { return parser_.is_done(); }

  // The request without its body; ask once, when has_header() turned true.
  Result<Request> header();
  // From here on the body may have at most so many bytes.
  Result<void> limit_body(std::size_t body_max);
  // Lets feed() go on into the body.
  void read_body() { parser_.eager(true); }
  std::string take_body() { return std::move(parser_.get().body()); }

  bool wants_continue() const { return wants_continue_; }
  bool keeps_alive() const { return parser_.keep_alive(); }

 private:
  beast_http::request_parser<beast_http::string_body> parser_;
  std::size_t header_max_;
  bool wants_continue_ = false;
};

}  // namespace signoff
