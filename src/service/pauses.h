// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/service.h"

namespace signoff {

// The first day that may be named as the end of a pause: sooner, the owner could not be
// told in time, and a line comes back by itself only after that.
Date first_day_of_service(const Pack& pack, Instant now);

// Pausing a line and taking it back into service (L1, L2).
class Pauses {
 public:
  explicit Pauses(const ServiceParts& parts) : parts_{parts} {}

  // `until` is the first day of service again; none: until the owner says so, or as long
  // as the pack allows. Conflicts: "suspension.arrears", "suspension.contract",
  // "suspension.case_open", "suspension.porting", "line.state". Bad input:
  // "suspension.too_near", "suspension.too_long". Forbidden as for prove_on_line().
  Result<LineView> suspend(const Caller& caller, const std::string& line_id,
                           std::optional<Date> until,
                           const std::vector<GivenProof>& proofs);
  // The register is told at once, and again until it has heard.
  Result<LineView> resume(const Caller& caller, const std::string& line_id,
                          const std::vector<GivenProof>& proofs);

 private:
  Result<void> check(const Line& line);
  Result<std::optional<Date>> last_day(std::optional<Date> until);
  Result<Change> pausing(Line line, std::optional<Date> until);

  const ServiceParts& parts_;
};

}  // namespace signoff
