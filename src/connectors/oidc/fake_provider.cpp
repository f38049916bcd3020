// SPDX-License-Identifier: Apache-2.0
#include "connectors/oidc/fake_provider.h"

#include "base/bytes.h"

#include <fmt/format.h>

namespace signoff {
namespace {

std::string url_of(const ProviderVisit& visit) {
  return fmt::format("https://login.test/authorize?state={}&nonce={}&code_challenge={}",
                     visit.state, visit.nonce,
                     to_base64url(sha256(as_bytes(visit.verifier))));
}

}  // namespace

Result<std::string> FakeProvider::address(const ProviderVisit& visit) {
  if (is_away_) return fail(Fault::unavailable, "oidc.away");
  return url_of(visit);
}

std::string FakeProvider::sign_in(const std::string& url, StaffIdentity who) {
  const std::lock_guard lock{mutex_};
  auto code = fmt::format("code-{}", ++codes_);
  given_[code] = {std::move(who), url};
  return code;
}

Result<StaffIdentity> FakeProvider::identify(const ProviderVisit& visit,
                                             const std::string& code) {
  if (is_away_) return fail(Fault::unavailable, "oidc.away");
  const std::lock_guard lock{mutex_};
  const auto given = given_.find(code);
  if (given == given_.end()) return fail(Fault::forbidden, "oidc.code");
  const auto was = std::move(given->second);
  given_.erase(given);
  const auto now = url_of(visit);
  const auto challenge = now.substr(now.find("&code_challenge="));
  if (!was.url.ends_with(challenge)) return fail(Fault::forbidden, "oidc.code");
  if (was.url != now) return fail(Fault::forbidden, "oidc.token", "nonce");
  return was.who;
}

}  // namespace signoff
