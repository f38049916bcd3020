// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/console.h"

#include <boost/json.hpp>
#include <string>

namespace signoff::cli {

// Answers of the server as a person reads them, in 80 columns. Any object is good enough:
// what is missing stays empty, and nothing in it can move the terminal.

std::string lines_view(const boost::json::object& answer, const Style& style);
std::string line_view(const boost::json::object& line, const Style& style);
std::string precheck_view(const boost::json::object& precheck, const Style& style);
std::string quote_view(const boost::json::object& quote, const Style& style);
std::string cases_view(const boost::json::object& answer, const Style& style);
std::string case_view(const boost::json::object& one, const Style& style);
// What is known of a case's card or profile, and what its chip has signed.
std::string card_view(const boost::json::object& card, const Style& style);
std::string voucher_view(const boost::json::object& voucher, const Style& style);
std::string session_view(const boost::json::object& session, const Style& style);

// "cooling off", "冷静期".
std::string state_text(std::string_view state, Language language);
// The way of a case from asked to gone, with "|" where there is no way back:
// "asked =====o---|-- gone". Empty for a case that left the way.
std::string way_text(std::string_view state, const Style& style);
// "2026-11-21 22:07Z" of "2026-11-21T22:07:14Z"; other text as it is.
std::string moment_text(std::string_view at);
// One event of a timeline in one or more lines.
std::string event_view(const boost::json::object& event, const Style& style);

}  // namespace signoff::cli
