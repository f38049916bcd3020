// SPDX-License-Identifier: Apache-2.0
#include "connectors/parties/pushed_parties.h"

#include "base/ensure.h"
#include "connectors/parties/security_event.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <boost/json.hpp>

namespace signoff {
namespace {

constexpr std::size_t kAnswerMax = 16 * 1024;
constexpr std::size_t kIdleMax = 16;
constexpr std::size_t kErrMax = 64;

using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void add_header(HeaderList& list, const std::string& line) {
  auto* grown = curl_slist_append(list.get(), line.c_str());
  ensure(grown != nullptr, "party.headers");
  static_cast<void>(list.release());
  list.reset(grown);
}

std::size_t keep(char* data, std::size_t, std::size_t size, void* to) {
  auto& answer = *static_cast<std::string*>(to);
  if (answer.size() + size > kAnswerMax) return 0;  // Ends the transfer.
  answer.append(data, size);
  return size;
}

void start_curl() {
  // Once for the process, before threads may race for it.
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  ensure(started == CURLE_OK, "party.curl");
}

// A receiver's word that may become part of a code.
bool is_plain(std::string_view err) {
  return !err.empty() && err.size() <= kErrMax && std::ranges::all_of(err, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-' || c == '.';
  });
}

}  // namespace

Result<void> read_push_answer(long status, std::string_view body) {
  if (status == 202) return {};
  const auto said = fmt::format("HTTP {}", status);
  // Another success is not what RFC 8935 clause 2.2 promises: perhaps a proxy's.
  if (status >= 200 && status < 300) return fail(Fault::unknown, "party.answer", said);
  if (status != 400) return fail(Fault::unavailable, "party.refused_for_now", said);
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = 4;
  if (body.size() > kAnswerMax) body = {};
  const auto answer = boost::json::parse(boost::json::string_view{body.data(), body.size()},
                                         error, {}, options);
  const auto* object = error ? nullptr : answer.if_object();
  const auto* err = object ? object->if_contains("err") : nullptr;
  if (!err || !err->is_string() || !is_plain(err->get_string()))
    return fail(Fault::bad_input, "party.refused", said);
  const std::string_view word = err->get_string();
  // Who we are, not what we say, is refused: mended by the operators of both sides.
  if (word == "authentication_failed" || word == "access_denied")
    return fail(Fault::unavailable, fmt::format("party.{}", word), said);
  return fail(Fault::bad_input, fmt::format("party.{}", word), said);
}

struct PushedParties::Connection {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy{curl_easy_init(),
                                                           curl_easy_cleanup};
};

PushedParties::PushedParties(PartiesSettings settings, Notary& notary, const Clock& clock)
    : notary_{notary},
      clock_{clock},
      issuer_{std::move(settings.issuer)},
      ca_file_{std::move(settings.ca_file)},
      deadline_{settings.deadline} {
  start_curl();
  for (auto& party : settings.parties) {
    authorizations_[party.party.id] = std::move(party.authorization);
    parties_.push_back(std::move(party.party));
  }
}

PushedParties::~PushedParties() = default;

std::unique_ptr<PushedParties::Connection> PushedParties::borrow() {
  const std::lock_guard guard{mutex_};
  if (idle_.empty()) return std::make_unique<Connection>();
  auto connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void PushedParties::give_back(std::unique_ptr<Connection> connection) {
  curl_easy_reset(connection->easy.get());  // Keeps the connections, forgets the request.
  const std::lock_guard guard{mutex_};
  if (idle_.size() < kIdleMax) idle_.push_back(std::move(connection));
}

Result<void> PushedParties::push(const RelyingParty& party, const LineNews& news) {
  const auto payload = security_event_payload(news, issuer_, party.audience, clock_.now());
  const auto token = notary_.sign(kSecurityEventTyp, payload);
  if (!token) return pass_on(token.error());
  return post(party, *token);
}

Result<void> PushedParties::post(const RelyingParty& party, const std::string& token) {
  auto connection = borrow();
  CURL* easy = connection->easy.get();
  ensure(easy != nullptr, "party.curl");
  HeaderList headers{nullptr, curl_slist_free_all};
  add_header(headers, "Content-Type: application/secevent+jwt");
  add_header(headers, "Accept: application/json");
  add_header(headers, "Expect:");
  if (const auto known = authorizations_.find(party.id);
      known != authorizations_.end() && !known->second.empty())
    add_header(headers, "Authorization: " + known->second);
  std::string answer;
  curl_easy_setopt(easy, CURLOPT_URL, party.endpoint.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(token.size()));
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, token.data());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(deadline_.count()));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!ca_file_.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file_.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  const CURLcode done = curl_easy_perform(easy);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  // Zero until the connection stood and the request could begin to leave.
  curl_off_t sent_after = 0;
  curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &sent_after);
  give_back(std::move(connection));
  if (done == CURLE_OK) return read_push_answer(status, answer);
  const char* why = curl_easy_strerror(done);
  if (sent_after == 0) return fail(Fault::unavailable, "party.unreachable", why);
  return fail(Fault::unknown, "party.answer_lost", why);
}

}  // namespace signoff
