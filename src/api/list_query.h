// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"
#include "ports/list_store.h"

namespace signoff {

// The query strings of lists as what the verbs take. Fault::bad_input "query.<name>" with
// the name as pointer.

Result<std::size_t> read_limit(const Request& request);
Result<CaseQuery> read_case_query(const Request& request);
Result<RefundQuery> read_refund_query(const Request& request);

// Where a list goes on, as text that tells nothing and holds only for the same order.
std::string cursor_text(std::string_view order, const ListMark& mark);
// Fault::bad_input "query.after" for anything that cursor_text() did not make for this
// order.
Result<ListMark> read_cursor(std::string_view order, std::string_view text);
// The order of a list of cases: "opened", "-due", …
std::string order_of(const CaseQuery& query);
inline constexpr std::string_view kRefundOrder = "refunds";

}  // namespace signoff
