// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "cli/settings.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace signoff::cli {

struct Call {
  std::string method = "GET";
  std::string path;  // Begins with "/"; whatever is put into it is percent-encoded.
  std::string body;
  std::string content_type = "application/json";
  std::string accept = "application/json";
  std::string if_match;
  std::string idempotency_key;
};

struct Answer {
  unsigned status = 0;
  std::string content_type;
  std::string etag;
  std::string body;
};

// How far a transfer has come; the total is 0 where it is not known yet.
struct Transfer {
  std::int64_t bytes = 0;
  std::int64_t bytes_total = 0;
  std::int64_t bytes_per_s = 0;
};

// One server, spoken to over verified TLS. Follows no redirects: the token would go along.
class HttpClient {
 public:
  HttpClient(Settings settings, Language language);
  HttpClient(HttpClient&&) noexcept;
  ~HttpClient();

  void use_token(std::string token) { token_ = std::move(token); }
  void watch_transfer(std::function<void(const Transfer&)> watch) {
    watch_ = std::move(watch);
  }

  // Any HTTP answer is a success here. Fault::unavailable "server.…" when nothing can have
  // happened, Fault::unknown when a change was sent and no answer came.
  Result<Answer> send(const Call& call);

 private:
  struct Handle;
  Settings settings_;
  Language language_;
  std::string token_;
  std::function<void(const Transfer&)> watch_;
  std::unique_ptr<Handle> handle_;
};

// One element of a path, or a value of a query (RFC 3986 clause 2.1).
std::string percent_encoded(std::string_view text);

// A form with one file (RFC 7578). The boundary must not occur in the content.
std::string file_form(std::string_view boundary, std::string_view name,
                      std::string_view content, std::string_view kind = {});

}  // namespace signoff::cli
