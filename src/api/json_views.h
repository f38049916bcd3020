// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/service.h"

#include <string>

namespace signoff {

// The resources of the REST contract as JSON. Each role is shown what its task needs.

std::string line_json(const LineView& view, const Caller& caller);
std::string lines_json(const std::vector<LineView>& views, const Caller& caller);
std::string precheck_json(const Precheck& precheck);
std::string case_json(const CaseView& view, const Caller& caller, const Pack& pack);
// Without timelines and refunds; `next` is where to go on, empty at the end. `total` is for
// the staff.
std::string cases_json(const std::vector<CaseView>& views, const std::string& next,
                       const Caller& caller, const Pack& pack,
                       std::optional<std::size_t> total = {});
std::string quote_json(const Quote& quote);
std::string session_json(const SessionToken& token);
std::string caller_json(const Caller& caller);
std::string voucher_status_json(const VoucherStatus& status);

// {"needs": [{"kind": "otp"}, …]} from the comma separated kinds of an Error's detail.
std::string needs_json(std::string_view kinds);
// {"refused": [{"kind": "otp", "code": "code.wrong"}, …]} from "otp:code.wrong,…".
std::string refused_json(std::string_view kinds);
// {"defects": […]} from comma separated codes.
std::string defects_json(std::string_view codes);
// {"obligations": ["OB-07", …]} likewise.
std::string obligations_json(std::string_view ids);

}  // namespace signoff
