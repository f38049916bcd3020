// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "domain/identifiers.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace signoff::lab {

struct VisitedNetworkSettings {
  std::string host = "127.0.0.1";  // Of the home register's GSUP server.
  std::uint16_t gsup_port = 4222;
  std::string vlr_name = "MSC-vlr1";
  std::string sgsn_name = "SGSN-1";
  // How many phones without service try again each second, in turn; 0 for none.
  std::size_t retries_per_second = 50;
};

struct PhoneState {
  bool attached_cs = false;
  bool attached_ps = false;
  // GMM cause (3GPP TS 24.008 table 10.5.147) of the last refusal, until one succeeds.
  std::optional<int> last_reject_cause;
  friend bool operator==(const PhoneState&, const PhoneState&) = default;
};

// The visited network with its phones: one VLR and one SGSN that attach phones at a real
// home register by GSUP and serve them until a Location Cancel arrives, as a real one does.
// A phone that lost its service, or was refused, tries again now and then. Survives the
// home register's death: phones it serves stay served. Calls may come from any thread.
class VisitedNetwork {
 public:
  explicit VisitedNetwork(VisitedNetworkSettings settings);
  ~VisitedNetwork();
  VisitedNetwork(const VisitedNetwork&) = delete;
  VisitedNetwork& operator=(const VisitedNetwork&) = delete;

  // Switches the phones on and returns at once; they attach one after the other.
  void switch_on(std::span<const Imsi> phones);
  // Waits while a phone that was switched on has no answer from both domains yet, and lets
  // it pass the others; false when `timeout` is over first.
  bool await_answer(const Imsi& phone, Duration timeout) const;
  // Switches the phones on and waits until each has its answer, yes or no, from both
  // domains. Fault::unavailable "lab.attach_timeout" when some have none by then; they go
  // on trying. `progress` is called from this thread with the number answered so far.
  Result<void> attach_all(std::span<const Imsi> phones, Duration timeout,
                          const std::function<void(std::size_t)>& progress = {});
  // Switches one phone off and on again: it tries to attach at once. Returns its state
  // when both domains have answered; after `timeout` whatever it is by then.
  PhoneState retry(const Imsi& phone, Duration timeout);
  // Takes the phone out of the network, without a word to the home register.
  void forget(const Imsi& phone);

  PhoneState state(const Imsi& phone) const;
  // An SMS to this subscription would be delivered.
  bool serves(const Imsi& phone) const;
  std::size_t attached_count() const;  // Phones attached in either domain.
  bool is_connected() const;           // Both peers are known to the home register now.

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace signoff::lab
