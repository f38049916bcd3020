// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/figures.h"
#include "service/refund_desk.h"

namespace signoff {

std::string figures_json(const FigureSheet& sheet);
std::string ledger_proof_json(const LedgerProofView& view);
std::string refund_json(const RefundView& view);
// `next` is where to go on, empty at the end.
std::string refunds_json(const RefundListView& view, const std::string& next);

}  // namespace signoff
