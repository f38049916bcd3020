// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "connectors/parties/parties_file.h"
#include "ports/notary.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// Signs each piece of news as a Security Event Token (RFC 8417) and pushes it over HTTPS
// (RFC 8935). Calls may come from any thread; connections are kept for the next push.
class PushedParties final : public RelyingParties {
 public:
  // Notary and clock outlive this.
  PushedParties(PartiesSettings settings, Notary& notary, const Clock& clock);
  ~PushedParties() override;

  const std::vector<RelyingParty>& all() const override { return parties_; }
  Result<void> push(const RelyingParty& party, const LineNews& news) override;

 private:
  struct Connection;
  std::unique_ptr<Connection> borrow();
  void give_back(std::unique_ptr<Connection> connection);
  Result<void> post(const RelyingParty& party, const std::string& token);

  Notary& notary_;
  const Clock& clock_;
  std::string issuer_;
  std::string ca_file_;
  std::chrono::milliseconds deadline_;
  std::vector<RelyingParty> parties_;
  std::map<std::string, std::string, std::less<>> authorizations_;  // By party id.
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

// What a receiver's answer means for the sender. `body` counts only for status 400.
Result<void> read_push_answer(long status, std::string_view body);

}  // namespace signoff
