// SPDX-License-Identifier: Apache-2.0
#include "connectors/oidc/oidc_provider.h"

#include "base/ensure.h"
#include "connectors/oidc/id_token.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <boost/json.hpp>

namespace signoff {
namespace {

constexpr std::chrono::hours kKept{1};
constexpr std::chrono::minutes kKeysAtLeast{1};  // Forged key names make us ask no oftener.

using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void start_curl() {
  // Once for the process, before threads may race for it.
  static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  ensure(kStarted == CURLE_OK, "oidc.curl");
}

std::size_t keep(char* data, std::size_t, std::size_t size, void* to) {
  auto& answer = *static_cast<std::string*>(to);
  if (answer.size() + size > kProviderAnswerMax) return 0;  // Ends the transfer.
  answer.append(data, size);
  return size;
}

void add_header(HeaderList& list, const char* line) {
  auto* grown = curl_slist_append(list.get(), line);
  ensure(grown != nullptr, "oidc.headers");
  static_cast<void>(list.release());
  list.reset(grown);
}

std::string challenge_of(std::string_view verifier) {
  return to_base64url(sha256(as_bytes(verifier)));
}

}  // namespace

std::string form_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                          c == '~';
    if (is_plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

OidcProvider::OidcProvider(OidcSettings settings, const Clock& clock)
    : settings_{std::move(settings)}, clock_{clock} {
  start_curl();
}

Result<std::string> OidcProvider::address(const ProviderVisit& visit) {
  const auto known = places();
  if (!known) return pass_on(known.error());
  return fmt::format(
      "{}{}response_type=code&client_id={}&redirect_uri={}&scope={}&state={}&nonce={}"
      "&code_challenge={}&code_challenge_method=S256",
      known->authorization, known->authorization.find('?') == std::string::npos ? "?" : "&",
      form_encoded(settings_.client_id), form_encoded(visit.redirect_uri),
      form_encoded(settings_.scope), form_encoded(visit.state), form_encoded(visit.nonce),
      challenge_of(visit.verifier));
}

Result<StaffIdentity> OidcProvider::identify(const ProviderVisit& visit,
                                             const std::string& code) {
  if (code.empty()) return fail(Fault::forbidden, "oidc.code");
  const auto known = places();
  if (!known) return pass_on(known.error());
  const auto token = trade(*known, visit, code);
  if (!token) return pass_on(token.error());
  const TokenWanted wanted{settings_.issuer, settings_.client_id, visit.nonce,
                           settings_.algorithm, clock_.now()};
  auto signing = keys(*known, false);
  if (!signing) return pass_on(signing.error());
  auto claims = check_id_token(*token, *signing, wanted);
  if (!claims && claims.error().detail == "key") {
    signing = keys(*known, true);
    if (!signing) return pass_on(signing.error());
    claims = check_id_token(*token, *signing, wanted);
  }
  if (!claims) return pass_on(claims.error());
  auto staff = staff_in(*claims, settings_);
  if (!staff) return pass_on(staff.error());
  return StaffIdentity{std::move(staff->username), staff->role};
}

Result<ProviderPlaces> OidcProvider::places() {
  {
    const std::lock_guard lock{mutex_};
    if (places_ && clock_.now() < places_at_ + kKept) return *places_;
  }
  auto base = settings_.issuer;
  while (base.ends_with('/')) base.pop_back();
  const auto text = fetch(base + "/.well-known/openid-configuration");
  if (!text) return pass_on(text.error());
  auto found = parse_discovery(*text, settings_.issuer);
  if (!found) return found;
  const std::lock_guard lock{mutex_};
  places_ = *found;
  places_at_ = clock_.now();
  return found;
}

Result<std::vector<ProviderKey>> OidcProvider::keys(const ProviderPlaces& known,
                                                    bool fresh) {
  {
    const std::lock_guard lock{mutex_};
    const auto age = clock_.now() - keys_at_;
    if (keys_ && age < (fresh ? Duration{kKeysAtLeast} : Duration{kKept})) return *keys_;
  }
  const auto text = fetch(known.keys);
  if (!text) return pass_on(text.error());
  auto found = parse_provider_keys(*text);
  if (!found) return found;
  const std::lock_guard lock{mutex_};
  keys_ = *found;
  keys_at_ = clock_.now();
  return found;
}

Result<std::string> OidcProvider::fetch(const std::string& url) {
  auto answer = call(url, nullptr);
  if (!answer) return pass_on(answer.error());
  if (answer->status != 200)
    return fail(Fault::unavailable, "oidc.answer", fmt::format("HTTP {}", answer->status));
  return std::move(answer->body);
}

Result<std::string> OidcProvider::trade(const ProviderPlaces& known,
                                        const ProviderVisit& visit,
                                        const std::string& code) {
  const auto form = fmt::format(
      "grant_type=authorization_code&code={}&redirect_uri={}&code_verifier={}",
      form_encoded(code), form_encoded(visit.redirect_uri), form_encoded(visit.verifier));
  const auto answer = call(known.token, &form);
  if (!answer) return pass_on(answer.error());
  if (answer->status == 200) return parse_token_answer(answer->body);
  if (answer->status == 400 && is_code_refused(answer->body))
    return fail(Fault::forbidden, "oidc.code");
  return fail(Fault::unavailable, "oidc.refused_us",
              fmt::format("HTTP {}", answer->status));
}

// A form is posted with our name and secret (RFC 6749 clause 2.3.1).
Result<OidcProvider::Answer> OidcProvider::call(const std::string& url,
                                                const std::string* form) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy{curl_easy_init(),
                                                                 curl_easy_cleanup};
  ensure(easy != nullptr, "oidc.curl");
  HeaderList headers{nullptr, curl_slist_free_all};
  add_header(headers, "Accept: application/json");
  Answer answer;
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS,
                   static_cast<long>(settings_.deadline.count()));
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_SSLVERSION,
                   static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings_.ca_file.empty()) {
    curl_easy_setopt(easy.get(), CURLOPT_CAINFO, settings_.ca_file.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_CAPATH, nullptr);
  }
  const auto name = form_encoded(settings_.client_id);
  const auto secret = form_encoded(settings_.client_secret);
  if (form) {
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(form->size()));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, form->data());
    curl_easy_setopt(easy.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(easy.get(), CURLOPT_USERNAME, name.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_PASSWORD, secret.c_str());
  }
  const auto code = curl_easy_perform(easy.get());
  if (code != CURLE_OK)
    return fail(Fault::unavailable, "oidc.away", curl_easy_strerror(code));
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

}  // namespace signoff
