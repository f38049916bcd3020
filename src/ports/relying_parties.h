// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/identifiers.h"
#include "domain/names.h"

#include <optional>
#include <string>
#include <vector>

namespace signoff {

// A bank, messenger or mail service that wants to know when a number it relies on ends.
struct RelyingParty {
  std::string id;        // Stable, "bank-a".
  std::string audience;  // The `aud` of its tokens.
  std::string endpoint;  // RFC 8935 push endpoint, https.
};

enum class NewsKind {
  stopped,     // Service barred; may come back (RISC account-disabled).
  restored,    // Service is back with the same owner (RISC account-enabled).
  terminated,  // Gone for good (RISC account-purged).
  resting,     // With `terminated`: our own event with the days of the quarantine.
};
template <>
inline constexpr std::array kNames<NewsKind> =
    std::to_array<std::string_view>({"stopped", "restored", "terminated", "resting"});

// What happened to a number, in our words. The connector turns one into one Security Event
// Token (RFC 8417), signs it through the Notary and pushes it.
struct LineNews {
  NewsKind kind = NewsKind::stopped;
  Msisdn msisdn;
  int generation = 1;
  Instant at;                            // When it happened.
  std::optional<Date> quarantine_until;  // With `terminated` and `resting`.
  std::string jti;  // The same over retries: receivers drop doubles by it.
  std::string txn;  // The same over all news of one case.
};

class RelyingParties {
 public:
  virtual ~RelyingParties() = default;
  virtual const std::vector<RelyingParty>& all() const = 0;
  // Delivers by push (RFC 8935); repeating is safe. Fault::bad_input: the receiver refuses
  // this token for good (its `err` is the code). Fault::unavailable / unknown: again later.
  virtual Result<void> push(const RelyingParty& party, const LineNews& news) = 0;
};

}  // namespace signoff
