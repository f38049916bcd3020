// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/relying_parties.h"
#include "ports/trouble.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// Receivers in memory that keep what they are told, for tests and the simulation.
class FakeParties final : public RelyingParties {
 public:
  // Says what goes wrong with the next push to that party.
  using TroubleHook = std::function<Trouble(std::string_view party)>;

  explicit FakeParties(std::vector<RelyingParty> parties, TroubleHook trouble = {})
      : parties_{std::move(parties)}, trouble_{std::move(trouble)} {}

  const std::vector<RelyingParty>& all() const override { return parties_; }
  Result<void> push(const RelyingParty& party, const LineNews& news) override;

  // What that party has taken, by jti; news pushed twice is there once.
  std::map<std::string, LineNews> taken_by(std::string_view party) const;

 private:
  std::vector<RelyingParty> parties_;
  TroubleHook trouble_;
  mutable std::mutex mutex_;
  std::map<std::string, std::map<std::string, LineNews>, std::less<>> taken_;
};

}  // namespace signoff
