// SPDX-License-Identifier: Apache-2.0
#include "connectors/mail/smtp_gateway.h"

#include "base/ensure.h"
#include "connectors/mail/mime.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <algorithm>
#include <cstring>

namespace signoff {
namespace {

struct CurlDeleter {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, CurlDeleter>;
using Recipients = std::unique_ptr<curl_slist, CurlDeleter>;

// What libcurl has been given of the message so far.
struct Upload {
  std::string_view rest;
  bool is_whole_given = false;  // From here on the server may have taken it.
};

std::size_t read_upload(char* into, std::size_t size, std::size_t count, void* context) {
  auto& upload = *static_cast<Upload*>(context);
  const auto piece = upload.rest.substr(0, size * count);
  if (piece.empty()) upload.is_whole_given = true;
  std::memcpy(into, piece.data(), piece.size());
  upload.rest.remove_prefix(piece.size());
  return piece.size();
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

bool is_loopback(std::string_view host) {
  return host == "127.0.0.1" || host == "::1" || host == "localhost";
}

bool is_safe(std::string_view text) {
  return std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_sound(const SmtpSettings& s) {
  return !s.host.empty() && s.port != 0 && (!s.plain || is_loopback(s.host)) &&
         s.call_deadline.count() > 0 && is_safe(s.user) && is_safe(s.password) &&
         is_dot_atom(s.helo) && (is_dot_atom(s.host) || is_loopback(s.host));
}

std::unexpected<Error> unavailable(std::string_view code, std::string detail) {
  return fail(Fault::unavailable, code, std::move(detail));
}

// What a failed transfer means. `code` is the last answer's, 0 when there was none.
std::unexpected<Error> failure(CURLcode failed, long code, bool is_whole_given) {
  auto detail = fmt::format("{}, last answer {}", curl_easy_strerror(failed), code);
  switch (failed) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED: return unavailable("mail.tls", std::move(detail));
    case CURLE_LOGIN_DENIED: return unavailable("mail.login_refused", std::move(detail));
    default: break;
  }
  // RFC 4954 clause 6: the server wants to know us better, whoever the mail is for.
  if (code == 530 || code == 534 || code == 535 || code == 538)
    return unavailable("mail.login_refused", std::move(detail));
  // A 5xx counts against this mail only where MAIL, RCPT or the text was answered; before
  // that the server refuses us, not the mail.
  const bool is_about_mail = is_whole_given || failed == CURLE_SEND_ERROR;
  if (code >= 500 && is_about_mail)
    return fail(Fault::bad_input, "mail.refused", std::move(detail));
  if (code >= 400) return unavailable("mail.later", std::move(detail));
  if (is_whole_given) return fail(Fault::unknown, "mail.answer_lost", std::move(detail));
  return unavailable("mail.unreachable", std::move(detail));
}

void set_transport(CURL* curl, const SmtpSettings& settings) {
  const auto host = settings.host == "::1" ? "[::1]" : settings.host;
  const auto url = fmt::format("smtp://{}:{}/{}", host, settings.port, settings.helo);
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
                   static_cast<long>(settings.call_deadline.count()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   static_cast<long>(settings.plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  if (!settings.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
  }
}

}  // namespace

Result<std::unique_ptr<SmtpGateway>> SmtpGateway::make(SmtpSettings settings,
                                                       const Clock& clock) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  ensure(started == CURLE_OK, "mail.curl");
  if (!is_sound(settings)) return fail(Fault::bad_input, "mail.settings");
  auto from = MailAddress::parse(settings.from);
  if (!from) return pass_on(from.error());
  return std::unique_ptr<SmtpGateway>{
      new SmtpGateway{std::move(settings), std::move(*from), clock}};
}

Result<void> SmtpGateway::send(const Mail& mail) {
  const auto message = to_mime(mail, from_, clock_.now());
  if (!message) return pass_on(message.error());
  const Curl curl{curl_easy_init()};
  ensure(curl != nullptr, "mail.curl");
  set_transport(curl.get(), settings_);
  const auto sender = fmt::format("<{}>", from_.text());
  const auto receiver = fmt::format("<{}>", mail.to);
  const Recipients recipients{curl_slist_append(nullptr, receiver.c_str())};
  Upload upload{*message};
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, read_upload);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
  const auto outcome = curl_easy_perform(curl.get());
  if (outcome == CURLE_OK) return {};
  long code = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &code);
  return failure(outcome, code, upload.is_whole_given);
}

}  // namespace signoff
