// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "connectors/hlr/rest_settings.h"

#include <chrono>
#include <memory>
#include <string>

namespace signoff {

struct RestAnswer {
  long status = 0;
  std::string body;
};

// One HTTP client that keeps its connection. TLS certificates are always verified,
// redirects are never followed. Used by one thread at a time.
class RestHttp {
 public:
  // `headers` hold finished values.
  RestHttp(std::filesystem::path ca_file, const std::vector<std::string>& headers);
  ~RestHttp();
  RestHttp(const RestHttp&) = delete;
  RestHttp& operator=(const RestHttp&) = delete;

  // Fault::unavailable: the request was not sent. Fault::unknown: no whole answer came.
  Result<RestAnswer> call(const std::string& method, const std::string& url,
                          const std::string& body, bool is_http2,
                          std::chrono::steady_clock::time_point deadline);

 private:
  struct Handles;
  std::string ca_file_;
  std::unique_ptr<Handles> handles_;
};

}  // namespace signoff
