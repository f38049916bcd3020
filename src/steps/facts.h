// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/obligations.h"
#include "policy/risk.h"
#include "steps/outside.h"

namespace signoff {

// Everything the obligations are judged by, read from the store and the charging system.
// `own_case` is the case that asks, so that it does not count as another open one.
Result<CaseFacts> gather_facts(const Outside& outside, const Line& line,
                               const std::string& own_case, Instant now);

RiskFacts risk_facts(const CaseFacts& facts, const Pack& pack);

// The role in which the owner of the line asks.
Subject subject_of(const Line& line);

// True when a SIM swap or change of contacts is recent (OB-10).
bool is_freshly_swapped(const CaseFacts& facts, const Pack& pack);

}  // namespace signoff
