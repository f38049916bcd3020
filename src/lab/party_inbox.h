// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/key_ring.h"
#include "lab/message_log.h"
#include "ports/relying_parties.h"

#include <deque>
#include <set>

namespace signoff::lab {

// What relying parties do with the Security Event Tokens that are pushed to them: each
// token is checked against the operator's published keys (RFC 8417, RFC 8935 clause 2),
// taken once, and put into the message log under the name of its party. Any thread may
// call.
class PartyInbox {
 public:
  // `issuer` is the operator's address, the `iss` of all its tokens.
  PartyInbox(std::string issuer, std::vector<RelyingParty> parties, const KeyRing& keys,
             const Clock& clock, MessageLog& log)
      : issuer_{std::move(issuer)},
        parties_{std::move(parties)},
        keys_{keys},
        clock_{clock},
        log_{log} {}

  const std::vector<RelyingParty>& parties() const { return parties_; }

  // Fault::not_found "party.unknown"; else Fault::bad_input with an error code of RFC 8935
  // clause 2.4 as its code. A token that came before is taken in silence.
  Result<void> take(std::string_view party, std::string_view media_type,
                    std::string_view token);

 private:
  // Whether this party has not seen it yet.
  bool is_news(const std::string& party_and_jti);

  const std::string issuer_;
  const std::vector<RelyingParty> parties_;
  const KeyRing& keys_;
  const Clock& clock_;
  MessageLog& log_;
  std::mutex mutex_;
  std::set<std::string, std::less<>> seen_;
  std::deque<std::string> seen_in_order_;
};

}  // namespace signoff::lab
