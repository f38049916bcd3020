// SPDX-License-Identifier: Apache-2.0
#include "connectors/smdp/es9_receiver.h"

#include "base/bounded_file.h"
#include "base/ensure.h"
#include "connectors/smdp/host_name.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <charconv>

namespace signoff {
namespace {

constexpr std::size_t kAnswerMax = 16 * 1024;
constexpr std::string_view kPath = "/gsma/rsp2/es9plus/handleNotification";

using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

HeaderList list_of(std::initializer_list<const char*> lines) {
  HeaderList list{nullptr, curl_slist_free_all};
  for (const char* line : lines) {
    auto* grown = curl_slist_append(list.get(), line);
    ensure(grown != nullptr, "smdp.headers");
    static_cast<void>(list.release());
    list.reset(grown);
  }
  return list;
}

// Keeps the beginning; the rest is read and forgotten, so that the answer is whole.
std::size_t keep(char* data, std::size_t, std::size_t size, void* to) {
  auto& answer = *static_cast<std::string*>(to);
  answer.append(data, std::min(size, kAnswerMax - std::min(kAnswerMax, answer.size())));
  return size;
}

bool is_host_and_port(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return false;
  const auto port = text.substr(colon + 1);
  std::uint16_t number = 0;
  const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
  return read.ec == std::errc{} && read.ptr == port.data() + port.size() && number != 0 &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

Error failure(CURLcode code) {
  Error error{Fault::unavailable, "smdp.unreachable", curl_easy_strerror(code)};
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_USE_SSL_FAILED: error.code = "smdp.not_trusted"; break;
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_OPERATION_TIMEDOUT:
      // It may have arrived: a receiver knows it again.
      error.fault = Fault::unknown;
      error.code = "smdp.no_answer";
      break;
    default: break;
  }
  return error;
}

// Where Debian's ca-certificates puts what this machine trusts.
constexpr const char* kSystemRoots = "/etc/ssl/certs/ca-certificates.crt";
constexpr std::size_t kRootsMax = 4 * 1024 * 1024;  // Bytes; those of Debian have 220,000.

}  // namespace

// Made for the first notification: most deeds on a card leave none, and libcurl is dear to
// load.
struct Es9Receiver::Connection {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy;

  // Fault::unavailable "smdp.unreachable" without libcurl: the card has been changed by
  // now, and its notification waits.
  static Result<std::unique_ptr<Connection>> make() {
    static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
    auto* easy = kStarted == CURLE_OK ? curl_easy_init() : nullptr;
    if (!easy)
      return fail(Fault::unavailable, "smdp.unreachable",
                  curl_easy_strerror(CURLE_FAILED_INIT));
    return std::make_unique<Connection>(Connection{{easy, curl_easy_cleanup}});
  }
};

std::string handle_notification_body(ByteView notification) {
  std::string text(4 * ((notification.size() + 2) / 3), '\0');
  std::string out = R"({"pendingNotification":")";
  if (!notification.empty()) {
    // EVP ends with a zero, for which std::string has room.
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), notification.data(),
                    static_cast<int>(notification.size()));
    out += text;
  }
  return out + "\"}";
}

Es9Receiver::Es9Receiver(Es9Settings settings, const Clock& clock)
    : settings_{std::move(settings)}, clock_{clock} {}

Es9Receiver::~Es9Receiver() = default;

Result<std::unique_ptr<Es9Receiver>> Es9Receiver::make(Es9Settings settings,
                                                       const Clock& clock) {
  if (!settings.via.empty() && !is_host_and_port(settings.via))
    return fail(Fault::bad_input, "smdp.via");
  std::string roots;
  if (!settings.ca_file.empty()) {
    auto own = read_bounded(settings.ca_file, kRootsMax);
    if (!own || own->find("-----BEGIN CERTIFICATE-----") == own->npos)
      return fail(Fault::not_found, "smdp.ca_file", settings.ca_file.string());
    roots = *std::move(own);
    // A machine without roots of its own has those alone.
    if (const auto system = read_bounded(kSystemRoots, kRootsMax)) roots += "\n" + *system;
  }
  std::unique_ptr<Es9Receiver> made{new Es9Receiver{std::move(settings), clock}};
  made->roots_ = std::move(roots);
  return made;
}

Result<ReceiverAnswer> Es9Receiver::hand_over(const std::string& address,
                                              ByteView notification) {
  const auto host = parse_smdp_host(address);
  if (!host) return pass_on(host.error());
  if (!connection_) {
    auto made = Connection::make();
    if (!made) return pass_on(made.error());
    connection_ = *std::move(made);
  }
  CURL* easy = connection_->easy.get();
  curl_easy_reset(easy);  // Keeps the connection, forgets the request.
  const auto headers = list_of(
      {"Content-Type: application/json", "X-Admin-Protocol: gsma/rsp/v2.2.2", "Expect:"});
  const auto url = fmt::format("https://{}{}", *host, kPath);
  const auto body = handle_notification_body(notification);
  const auto through = "::" + settings_.via;
  const HeaderList connect_to =
      settings_.via.empty() ? list_of({}) : list_of({through.c_str()});
  ReceiverAnswer answer;
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
  if (connect_to) {
    curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to.get());
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "gsma-rsp-lpad");
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.deadline.count()));
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!roots_.empty()) {
    curl_blob roots{const_cast<char*>(roots_.data()), roots_.size(), CURL_BLOB_NOCOPY};
    curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &roots);
  }
  const auto code = curl_easy_perform(easy);
  if (code != CURLE_OK) return pass_on(failure(code));
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  answer.at = clock_.now();
  return answer;
}

}  // namespace signoff
