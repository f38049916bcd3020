// SPDX-License-Identifier: Apache-2.0
#include "cli/choices.h"
#include "cli/proving.h"
#include "cli/submitting.h"
#include "cli/views.h"
#include "cli/watching.h"

#include <CLI/CLI.hpp>

namespace signoff::cli {
namespace {

struct EndOptions {
  std::string line;
  std::string reason;
  std::string effective = "now";
  std::string proof_file;
  Choices choices;
  Consent consent;
};

// The draft of this line: a new one, or the one that is open already.
Done<Resource> draft(Session& session, EndOptions& options) {
  auto line = line_id(session, options.line);
  if (!line) return std::unexpected{std::move(line.error())};
  auto precheck = session.get("/api/v1/lines/" + percent_encoded(*line) +
                              "/precheck?effective=" + percent_encoded(options.effective));
  if (!precheck) return precheck;
  const auto& console = session.console();
  console.note(precheck_view(precheck->document, console.style()) + "\n");
  if (auto asked = ask_open(session, precheck->document, options.choices); !asked)
    return std::unexpected{std::move(asked.error())};
  auto choices = body_of(options.choices);
  if (!choices) return failed(std::move(choices.error()));
  auto body = *choices;
  body["line_id"] = *line;
  body["reason"] = options.reason;
  body["effective"] = options.effective;
  auto opened = session.create("/api/v1/cases", body);
  if (!opened || opened->status == 201 || text_at(opened->document, "state") != "DRAFT")
    return opened;
  // An older draft is brought to what was said now.
  (*choices)["effective"] = options.effective;
  return session.post(case_path(text_at(opened->document, "id")) + "/settlements", *choices,
                      opened->etag);
}

Done<void> end_line(Session& session, EndOptions& options) {
  auto at = draft(session, options);
  if (!at) return std::unexpected{std::move(at.error())};
  const auto id = text_at(at->document, "id");
  if (text_at(at->document, "state") == "DRAFT") {
    at = submit(session, id, options.consent);
    if (!at) return std::unexpected{std::move(at.error())};
  }
  const auto& console = session.console();
  console.note(
      fmt::format("{} {}\n", console.say("Case", "事项"), text_at(at->document, "number")));
  at = follow(session, id, {});
  if (at && text_at(at->document, "state") == "AUTH_STEPUP") {
    at = act_with_proofs(session, id, "confirmation", options.proof_file);
    if (at) at = follow(session, id, {});
  }
  if (!at) return std::unexpected{std::move(at.error())};
  session.show(at->document, case_view);
  return {};
}

}  // namespace

void add_end_command(const Tree& tree, CLI::App& cases) {
  const auto options = std::make_shared<EndOptions>();
  auto& ending =
      add_verb(tree, cases,
               {"end", tree.say("End a line, guided, in one go", "引导办理注销"),
                "signoff case end +8613800138000",
                "signoff case end +8613800138000 --settle OB-17=pay_fee --yes"},
               [options](Session& session) { return end_line(session, *options); });
  ending
      .add_option("LINE", options->line,
                  tree.say("Its number (+86...) or id", "号码（+86…）或编号"))
      ->required();
  ending.add_option("--reason", options->reason, tree.say("In your words", "注销原因"))
      ->type_name("TEXT");
  ending
      .add_option("--effective", options->effective,
                  tree.say("now, cycle_end or a date", "now、cycle_end 或日期"))
      ->type_name("WHEN");
  add_choices(tree, ending, options->choices);
  add_consent(tree, ending, options->consent);
  add_proof_file(tree, ending, options->proof_file);
}

}  // namespace signoff::cli
