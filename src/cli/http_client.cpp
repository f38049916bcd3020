// SPDX-License-Identifier: Apache-2.0
#include "cli/http_client.h"

#include "cli/answer.h"

#include <curl/curl.h>

namespace signoff::cli {
namespace {

constexpr long kConnectSeconds = 10;
constexpr long kTotalSeconds = 120;
constexpr std::size_t kHeaderMax = 256;

using Headers = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

void add(Headers& headers, const std::string& line) {
  auto* longer = curl_slist_append(headers.get(), line.c_str());
  if (longer == nullptr) return;
  (void)headers.release();
  headers.reset(longer);
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* to) {
  auto& answer = *static_cast<Answer*>(to);
  if (answer.body.size() + size * count > kAnswerMax) return 0;
  answer.body.append(data, size * count);
  return size * count;
}

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* to) {
  auto& answer = *static_cast<Answer*>(to);
  const std::string_view line{data, size * count};
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || line.size() > kHeaderMax) return line.size();
  std::string name;
  for (const char letter : line.substr(0, colon)) name += lower(letter);
  auto value = line.substr(colon + 1);
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  while (!value.empty() && (value.back() == '\n' || value.back() == '\r'))
    value.remove_suffix(1);
  if (name == "etag") answer.etag = value;
  if (name == "content-type") answer.content_type = value;
  return line.size();
}

struct Watched {
  CURL* curl;
  const std::function<void(const Transfer&)>& watch;
};

int show_transfer(void* to, curl_off_t down_total, curl_off_t down, curl_off_t up_total,
                  curl_off_t up) {
  const auto& watched = *static_cast<Watched*>(to);
  const bool is_up = up_total > 0 && up < up_total;
  curl_off_t speed = 0;
  curl_easy_getinfo(watched.curl,
                    is_up ? CURLINFO_SPEED_UPLOAD_T : CURLINFO_SPEED_DOWNLOAD_T, &speed);
  watched.watch(is_up ? Transfer{up, up_total, speed} : Transfer{down, down_total, speed});
  return 0;
}

// Before a request is out, nothing can have happened.
bool nothing_was_sent(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT: return true;
    default: return false;
  }
}

Error why(CURLcode code, bool is_change) {
  std::string detail = curl_easy_strerror(code);
  if (code == CURLE_PEER_FAILED_VERIFICATION)
    return {Fault::unavailable, "server.not_trusted", std::move(detail)};
  if (code == CURLE_SSL_CACERT_BADFILE)
    return {Fault::bad_input, "server.ca_file", std::move(detail)};
  if (nothing_was_sent(code) || !is_change)
    return {Fault::unavailable, "server.unreachable", std::move(detail)};
  return {Fault::unknown, "server.no_answer", std::move(detail)};
}

void set_connection(CURL* curl, const std::string& url, const Settings& settings) {
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR,
                   url.starts_with("https://") ? "https" : "http");
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (!settings.ca_file.empty())
    curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kTotalSeconds);
}

struct CurlLibrary {
  CurlLibrary() { curl_global_init(CURL_GLOBAL_DEFAULT); }
  ~CurlLibrary() { curl_global_cleanup(); }
  CurlLibrary(const CurlLibrary&) = delete;
  CurlLibrary& operator=(const CurlLibrary&) = delete;
};

bool is_unreserved(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' ||
         letter == '_' || letter == '~';
}

}  // namespace

struct HttpClient::Handle {
  CurlLibrary library;
  std::unique_ptr<CURL, void (*)(CURL*)> curl{curl_easy_init(), curl_easy_cleanup};
};

HttpClient::HttpClient(Settings settings, Language language)
    : settings_{std::move(settings)},
      language_{language},
      handle_{std::make_unique<Handle>()} {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<Answer> HttpClient::send(const Call& call) {
  auto* curl = handle_->curl.get();
  if (curl == nullptr) return fail(Fault::unavailable, "server.unreachable");
  curl_easy_reset(curl);  // Connections stay open.
  Answer answer;
  Headers headers{nullptr, curl_slist_free_all};
  add(headers, "Accept: " + call.accept);
  add(headers,
      language_ == Language::zh ? "Accept-Language: zh-CN" : "Accept-Language: en");
  add(headers, "Expect:");
  if (!token_.empty()) add(headers, "Authorization: Bearer " + token_);
  if (!call.if_match.empty()) add(headers, "If-Match: " + call.if_match);
  if (!call.idempotency_key.empty())
    add(headers, "Idempotency-Key: " + call.idempotency_key);
  if (call.method != "GET") add(headers, "Content-Type: " + call.content_type);

  const auto url = settings_.server + call.path;
  set_connection(curl, url, settings_);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
  if (call.method != "GET") {
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call.method.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.body.data());
  }
  Watched watched{curl, watch_};
  if (watch_) {
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, show_transfer);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &watched);
  }
  if (const auto code = curl_easy_perform(curl); code != CURLE_OK)
    return pass_on(why(code, call.method != "GET"));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<unsigned>(status);
  return answer;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char letter : text) {
    if (is_unreserved(letter)) {
      out += letter;
      continue;
    }
    const auto byte = static_cast<unsigned char>(letter);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

std::string file_form(std::string_view boundary, std::string_view name,
                      std::string_view content, std::string_view kind) {
  std::string shown;
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    shown += byte < 0x20 || byte == 0x7f || letter == '"' || letter == '\\' ? '_' : letter;
  }
  std::string form;
  if (!kind.empty())
    form =
        fmt::format("--{}\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n{}\r\n",
                    boundary, kind);
  return form +
         fmt::format(
             "--{0}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{1}\"\r\n"
             "Content-Type: application/octet-stream\r\n\r\n{2}\r\n--{0}--\r\n",
             boundary, shown, content);
}

}  // namespace signoff::cli
