// SPDX-License-Identifier: Apache-2.0
#include "cli/submitting.h"

#include "cli/proving.h"
#include "cli/views.h"

#include <CLI/CLI.hpp>

namespace signoff::cli {
namespace {

// Consent in words, after seeing of what.
Done<void> ask_consent(const Console& console, const boost::json::object& one) {
  console.note(quote_view(object_at(one, "quote"), console.style()));
  auto said = console.ask(
      fmt::format("{} {} [yes/no]{} ", console.say("Stop this line:", "停用号码："),
                  text_at(one, "msisdn_masked"), console.say(":", "：")));
  if (said && *said == "yes") return {};
  return failed(Fault::bad_input, "consent.needed");
}

}  // namespace

void add_consent(const Tree& tree, CLI::App& command, Consent& consent) {
  command.add_flag("--yes", consent.is_given,
                   tree.say("Accept the quote as it is shown", "同意所示费用"));
  command
      .add_option("--quote-hash", consent.quote_hash,
                  tree.say("Accept exactly this quote", "仅同意此费用"))
      ->type_name("HASH");
}

Done<Resource> submit(Session& session, const std::string& id, const Consent& consent) {
  const auto& console = session.console();
  for (int round = 1;; ++round) {
    auto seen = session.get(case_path(id));
    if (!seen) return seen;
    auto hash = text_at(object_at(seen->document, "quote"), "hash");
    if (!consent.quote_hash.empty()) {
      hash = consent.quote_hash;
    } else if (consent.is_given) {
      if (!console.as_json())
        console.note(quote_view(object_at(seen->document, "quote"), console.style()));
    } else if (auto said = ask_consent(console, seen->document); !said) {
      return std::unexpected{std::move(said.error())};
    }
    auto done =
        session.post(case_path(id) + "/submission", {{"quote_hash", hash}}, seen->etag);
    const bool is_new_quote = !done && done.error().error.code == "quote.changed";
    if (!is_new_quote || consent.is_given || !consent.quote_hash.empty() ||
        round == kRoundsMax)
      return done;
    console.note(
        fmt::format("{}\n", console.say("The quote has changed:", "费用有变动：")));
  }
}

}  // namespace signoff::cli
