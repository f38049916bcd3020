// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "connectors/hlr/ctrl.h"
#include "connectors/hlr/gsup_client.h"
#include "connectors/hlr/pool.h"
#include "ports/home_register.h"

#include <filesystem>
#include <initializer_list>

namespace signoff {

struct OsmoHlrSettings {
  std::string host = "127.0.0.1";
  std::uint16_t ctrl_port = 4259;
  std::uint16_t gsup_port = 4222;
  Duration deadline{3000};  // For one verb, all its round trips together.
  // How visited registers see us; every node needs its own. Connections append "-1", "-2"…
  std::string gsup_name = "SIGNOFF";
  std::size_t connections_max = 8;  // Of each kind: CTRL and GSUP.
  // The register's own SQLite file, read only, for orphan_keys(); empty: no such scan.
  std::filesystem::path database;
};

// Osmocom's HLR: CTRL for the records, GSUP for the visited network and the probes.
// Calls may come from any thread.
class OsmoHlr final : public HomeRegister {
 public:
  explicit OsmoHlr(OsmoHlrSettings settings);

  Result<Subscription> find(const Imsi& imsi) override;
  Result<Subscription> find(const Msisdn& msisdn) override;
  Result<void> bar(const Subscription& seen) override;
  Result<void> unbar(const Subscription& seen, bool cs, bool ps) override;
  // Sent to every register named in `seen`, whatever the purged flags say: osmo-hlr 1.5.0
  // does not clear them when a line attaches again. Success means that the home register
  // has forwarded it. Fault::unavailable "register.visited_unreachable" when one of the
  // visited registers is not connected.
  Result<void> cancel_location(const Subscription& seen) override;
  Result<void> strip_keys(const Subscription& seen) override;
  Result<void> strip_number(const Subscription& seen) override;
  Result<void> remove(const Subscription& seen) override;
  Result<AttachAnswer> probe_attach(const Imsi& imsi, NetworkDomain domain) override;
  Result<bool> probe_keys(const Imsi& imsi) override;
  Result<std::vector<std::int64_t>> orphan_keys() override;

 private:
  IoDeadline deadline() const;
  Result<std::vector<CtrlReply>> ask(std::vector<CtrlRequest> requests,
                                     IoDeadline deadline);
  Result<Subscription> find_by(const std::string& selector);
  // The record as it is now, if it is still the line of `seen`.
  Result<Subscription> guard(const Subscription& seen, IoDeadline deadline);
  Result<void> change(std::vector<CtrlRequest> requests, IoDeadline deadline);

  OsmoHlrSettings settings_;
  Pool<CtrlClient> ctrl_;
  Pool<GsupClient> gsup_;
};

// The register's answer to GET …info or …info-all, as text. Fault::conflict
// "register.record_unreadable" when it holds what cannot be a subscription.
Result<Subscription> parse_osmo_info(std::string_view text);

}  // namespace signoff
