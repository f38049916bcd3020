// SPDX-License-Identifier: Apache-2.0
#include "connectors/parties/security_event.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;

std::string_view event_uri(NewsKind kind) {
  switch (kind) {
    case NewsKind::stopped: return kAccountDisabled;
    case NewsKind::restored: return kAccountEnabled;
    case NewsKind::terminated: return kAccountPurged;
    case NewsKind::resting: return kLineTerminated;
  }
  return {};
}

// RISC's own events say all by their name; ours carries what a receiver needs to know when
// the number may belong to somebody else.
json::object details(const LineNews& news) {
  if (news.kind != NewsKind::resting) return {};
  json::object out{{"effective_at", to_string(news.at)},
                   {"number_generation", news.generation}};
  if (news.quarantine_until)
    out.emplace("quarantine_until", to_string(*news.quarantine_until));
  return out;
}

}  // namespace

std::string security_event_payload(const LineNews& news, std::string_view issuer,
                                   std::string_view audience, Instant now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  json::object payload{{"iss", issuer},
                       {"iat", seconds.time_since_epoch().count()},
                       {"jti", news.jti},
                       {"aud", audience}};
  if (!news.txn.empty()) payload.emplace("txn", news.txn);
  payload.emplace("sub_id", json::object{{"format", "phone_number"},
                                         {"phone_number", news.msisdn.e164()}});
  payload.emplace("events", json::object{{event_uri(news.kind), details(news)}});
  return json::serialize(payload);
}

}  // namespace signoff
