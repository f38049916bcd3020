// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/identifiers.h"

#include <optional>
#include <string>
#include <vector>

namespace signoff {

// Which half of the network: circuit switched (calls, SMS) or packet switched (data).
enum class NetworkDomain { cs, ps };

// What the home register (HLR, HSS or UDM) says about one subscription.
struct Subscription {
  Imsi imsi;
  std::optional<Msisdn> msisdn;
  bool cs_enabled = false;
  bool ps_enabled = false;
  bool has_keys = false;
  // Names of the visited registers where the line was last attached; empty when nowhere.
  std::string vlr;
  std::string sgsn;
  // The visited register has said that it forgot the line (PurgeMS, 3GPP TS 29.002).
  bool purged_cs = false;
  bool purged_ps = false;

  bool is_barred() const { return !cs_enabled && !ps_enabled; }
  bool is_attached() const {
    return (!vlr.empty() && !purged_cs) || (!sgsn.empty() && !purged_ps);
  }
  friend bool operator==(const Subscription&, const Subscription&) = default;
};

// How the home register answers a device that asks to attach.
enum class AttachAnswer { accepted, barred, unknown_subscription };

// Deleting a record here does not kill the line: the visited register serves it until a
// Location Cancel reaches it. Hence the order bar, cancel_location, wait until
// !is_attached(), strip_keys, strip_number, remove, and then the probes.
//
// Every verb is safe to repeat. A verb that names `seen` re-reads the record first and
// answers Fault::conflict "register.changed_hands" when IMSI and number no longer belong
// together, so a stranger is never touched. Fault::not_found: no such subscription.
// Fault::unknown: the answer was lost; look before acting again. Calls end within the
// connector's deadline.
class HomeRegister {
 public:
  virtual ~HomeRegister() = default;

  virtual Result<Subscription> find(const Imsi& imsi) = 0;
  virtual Result<Subscription> find(const Msisdn& msisdn) = 0;

  // No calls, SMS or data; emergency calls are not the home register's to bar.
  virtual Result<void> bar(const Subscription& seen) = 0;
  // Puts the service back as a snapshot had it.
  virtual Result<void> unbar(const Subscription& seen, bool cs, bool ps) = 0;
  // Tells the visited registers named in `seen` that the subscription is withdrawn
  // (3GPP TS 23.012 clause 4.1.2). They forget it soon after; poll find().
  virtual Result<void> cancel_location(const Subscription& seen) = 0;
  virtual Result<void> strip_keys(const Subscription& seen) = 0;
  virtual Result<void> strip_number(const Subscription& seen) = 0;
  // Success also when the record was already gone.
  virtual Result<void> remove(const Subscription& seen) = 0;

  // Probes. Attaching a live line would move its location: call only after remove().
  virtual Result<AttachAnswer> probe_attach(const Imsi& imsi, NetworkDomain domain) = 0;
  // True while the register still hands out authentication vectors for this subscription.
  virtual Result<bool> probe_keys(const Imsi& imsi) = 0;

  // Keys that belong to no subscription, by the register's row number. The next line that
  // gets the row would inherit a dead line's key. Fault::unavailable
  // "register.no_orphan_scan" where the make gives no way to ask.
  virtual Result<std::vector<std::int64_t>> orphan_keys() = 0;
};

}  // namespace signoff
