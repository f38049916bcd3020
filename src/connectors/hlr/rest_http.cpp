// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/rest_http.h"

#include "base/ensure.h"

#include <curl/curl.h>

namespace signoff {

namespace {

constexpr std::size_t kBodyMax = 1024 * 1024;

std::size_t collect(char* data, std::size_t, std::size_t size, void* to) {
  auto& body = *static_cast<std::string*>(to);
  if (body.size() + size > kBodyMax) return 0;
  body.append(data, size);
  return size;
}

// The connection was never there, so nothing can have happened.
bool is_before_sending(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_URL_MALFORMAT: return true;
    default: return false;
  }
}

void init_curl_once() {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  ensure(initialised == CURLE_OK, "rest.curl_init");
}

}  // namespace

struct RestHttp::Handles {
  CURL* curl = nullptr;
  curl_slist* headers = nullptr;

  ~Handles() {
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
  }
};

RestHttp::RestHttp(std::filesystem::path ca_file, const std::vector<std::string>& headers)
    : ca_file_{ca_file.string()}, handles_{std::make_unique<Handles>()} {
  init_curl_once();
  handles_->curl = curl_easy_init();
  ensure(handles_->curl != nullptr, "rest.curl_init");
  for (const std::string& header : headers)
    handles_->headers = curl_slist_append(handles_->headers, header.c_str());
}

RestHttp::~RestHttp() = default;

Result<RestAnswer> RestHttp::call(const std::string& method, const std::string& url,
                                  const std::string& body, bool is_http2,
                                  std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  if (left.count() <= 0) return fail(Fault::unavailable, "register.timeout");
  CURL* const curl = handles_->curl;
  curl_easy_reset(curl);  // Keeps the connection.
  RestAnswer answer;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
  if (!body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, handles_->headers);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
                   is_http2 ? CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE : CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!ca_file_.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file_.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &collect);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  const CURLcode code = curl_easy_perform(curl);
  if (is_before_sending(code))
    return fail(Fault::unavailable, "register.unreachable", curl_easy_strerror(code));
  if (code != CURLE_OK)
    return fail(Fault::unknown, "register.no_answer", curl_easy_strerror(code));
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

}  // namespace signoff
