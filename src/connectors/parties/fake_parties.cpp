// SPDX-License-Identifier: Apache-2.0
#include "connectors/parties/fake_parties.h"

namespace signoff {

Result<void> FakeParties::push(const RelyingParty& party, const LineNews& news) {
  const auto trouble = trouble_ ? trouble_(party.id) : Trouble::none;
  if (trouble == Trouble::refuse_before)
    return fail(Fault::unavailable, "party.refused_for_now");
  // As a receiver does with a token it cannot tell from others (RFC 8935 clause 2.4).
  if (news.jti.empty()) return fail(Fault::bad_input, "party.invalid_request");
  {
    const std::lock_guard guard{mutex_};
    taken_[party.id].emplace(news.jti, news);
  }
  if (trouble == Trouble::lose_answer_after)
    return fail(Fault::unknown, "party.answer_lost");
  return {};
}

std::map<std::string, LineNews> FakeParties::taken_by(std::string_view party) const {
  const std::lock_guard guard{mutex_};
  const auto at = taken_.find(party);
  if (at == taken_.end()) return {};
  return at->second;
}

}  // namespace signoff
