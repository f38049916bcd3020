// SPDX-License-Identifier: Apache-2.0
#include "lab/party_inbox.h"

#include "connectors/parties/security_event.h"
#include "evidence/jws.h"

#include <algorithm>
#include <boost/json.hpp>

namespace signoff::lab {
namespace {

namespace json = boost::json;

constexpr std::size_t kSeenMax = 10'000;

bool is_text(const json::object& claims, std::string_view name, std::string_view wanted) {
  const auto* value = claims.if_contains(name);
  return value != nullptr && value->is_string() &&
         std::string_view{value->get_string()} == wanted;
}

// What makes an object of claims a Security Event Token (RFC 8417 clause 2.2).
bool is_event(const json::object& claims) {
  const auto* jti = claims.if_contains("jti");
  const auto* iat = claims.if_contains("iat");
  const auto* events = claims.if_contains("events");
  return jti != nullptr && jti->is_string() && !jti->get_string().empty() &&
         iat != nullptr && iat->is_number() && events != nullptr && events->is_object() &&
         !events->get_object().empty();
}

}  // namespace

Result<void> PartyInbox::take(std::string_view party, std::string_view media_type,
                              std::string_view token) {
  const auto known = std::ranges::find(parties_, party, &RelyingParty::id);
  if (known == parties_.end()) return fail(Fault::not_found, "party.unknown");
  if (media_type != "application/secevent+jwt")
    return fail(Fault::bad_input, "invalid_request", "media type");
  const auto jws = verify_jws(token, *keys_.jwks());
  if (!jws && jws.error().fault == Fault::forbidden)
    return fail(Fault::bad_input, "invalid_key", jws.error().code);
  if (!jws || jws->typ != kSecurityEventTyp)
    return fail(Fault::bad_input, "invalid_request", "token");
  json::error_code error;
  const auto claims = json::parse(jws->payload, error);
  if (error || !claims.is_object() || !is_event(claims.get_object()))
    return fail(Fault::bad_input, "invalid_request", "claims");
  const auto& object = claims.get_object();
  if (!is_text(object, "iss", issuer_)) return fail(Fault::bad_input, "invalid_issuer");
  if (!is_text(object, "aud", known->audience))
    return fail(Fault::bad_input, "invalid_audience");
  if (is_news(known->id + " " + std::string{object.at("jti").get_string()}))
    log_.add({clock_.now(), "party", known->id, jws->payload, true});
  return {};
}

bool PartyInbox::is_news(const std::string& party_and_jti) {
  const std::scoped_lock lock{mutex_};
  if (!seen_.insert(party_and_jti).second) return false;
  seen_in_order_.push_back(party_and_jti);
  if (seen_in_order_.size() > kSeenMax) {
    seen_.erase(seen_in_order_.front());
    seen_in_order_.pop_front();
  }
  return true;
}

}  // namespace signoff::lab
