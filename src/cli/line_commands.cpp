// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/proving.h"
#include "cli/views.h"

#include <CLI/CLI.hpp>

namespace signoff::cli {
namespace {

struct LineOptions {
  std::string line;
  std::string effective;
  std::string action;
  std::string proof_file;
};
using LineChosen = std::shared_ptr<LineOptions>;

Done<void> shown(Session& session, Done<Resource> found, Session::View view) {
  if (!found) return std::unexpected{std::move(found.error())};
  session.show(found->document, view);
  return {};
}

Done<void> list(Session& session, const LineOptions& options) {
  const auto query =
      options.line.empty() ? "" : "?msisdn=" + percent_encoded(with_plus(options.line));
  return shown(session, session.get("/api/v1/lines" + query), lines_view);
}

Done<void> show(Session& session, const LineOptions& options) {
  auto id = line_id(session, options.line);
  if (!id) return std::unexpected{std::move(id.error())};
  return shown(session, session.get("/api/v1/lines/" + percent_encoded(*id)), line_view);
}

Done<void> precheck(Session& session, const LineOptions& options) {
  auto id = line_id(session, options.line);
  if (!id) return std::unexpected{std::move(id.error())};
  auto path = "/api/v1/lines/" + percent_encoded(*id) + "/precheck";
  if (!options.effective.empty())
    path += "?effective=" + percent_encoded(options.effective);
  return shown(session, session.get(path), precheck_view);
}

Done<void> port(Session& session, const LineOptions& options) {
  auto id = line_id(session, options.line);
  if (!id) return std::unexpected{std::move(id.error())};
  const auto path = "/api/v1/lines/" + percent_encoded(*id) + "/port";
  auto moved = try_with_proofs(session, options.proof_file, [&](boost::json::array proofs) {
    boost::json::object body{{"action", options.action}};
    if (!proofs.empty()) body["proofs"] = std::move(proofs);
    return session.post(path, body);
  });
  return shown(session, std::move(moved), line_view);
}

// Works without a session: a lost phone cannot be sent a code.
Done<void> report_loss(Session& session, const LineOptions& options) {
  auto proof = one_proof(session, options.proof_file, "id_number");
  if (!proof) return std::unexpected{std::move(proof.error())};
  auto taken = session.post("/api/v1/loss-reports",
                            {{"msisdn", with_plus(options.line)}, {"id_number", *proof}});
  if (!taken) return std::unexpected{std::move(taken.error())};
  session.say_done("If number and identity fit, the line is barred now.",
                   "如号码与证件相符，该号码现已挂失停机。");
  return {};
}

void take_line(const Tree& tree, CLI::App& command, const LineChosen& options) {
  command
      .add_option("LINE", options->line,
                  tree.say("Its number (+86...) or id", "号码（+86…）或编号"))
      ->required();
}

void add_questions(const Tree& tree, CLI::App& lines) {
  const auto options = std::make_shared<LineOptions>();
  auto& listing =
      add_verb(tree, lines,
               {"list", tree.say("Your lines", "列出您的号码"), "signoff line list",
                "signoff line list --number +8613800138000"},
               [options](Session& session) { return list(session, *options); });
  listing
      .add_option("--number", options->line,
                  tree.say("Only this one; staff must say it", "仅此号码；员工必须指定"))
      ->type_name("NUMBER");
  take_line(tree,
            add_verb(tree, lines,
                     {"show", tree.say("One line", "查看号码"),
                      "signoff line show +8613800138000",
                      "signoff line show +8613800138000 --json"},
                     [options](Session& session) { return show(session, *options); }),
            options);
  auto& checking =
      add_verb(tree, lines,
               {"precheck",
                tree.say("What ending it would mean; binds to nothing",
                         "注销前预检，不产生任何约束"),
                "signoff line precheck +8613800138000",
                "signoff line precheck +8613800138000 --effective cycle_end"},
               [options](Session& session) { return precheck(session, *options); });
  take_line(tree, checking, options);
  checking
      .add_option("--effective", options->effective,
                  tree.say("now, cycle_end or a date", "now、cycle_end 或日期"))
      ->type_name("WHEN");
}

void add_acts(const Tree& tree, CLI::App& lines) {
  const auto options = std::make_shared<LineOptions>();
  auto& losing = add_verb(
      tree, lines,
      {"report-loss", tree.say("Bar a lost line; needs no session", "挂失，无需登录"),
       "signoff line report-loss +8613800138000",
       "signoff line report-loss +8613800138000 --proof-file proof.json"},
      [options](Session& session) { return report_loss(session, *options); }, false);
  losing.add_option("NUMBER", options->line, tree.say("The lost number", "丢失的号码"))
      ->required();
  add_proof_file(tree, losing, options->proof_file);
  auto& porting = add_verb(
      tree, lines,
      {"port", tree.say("A move to another operator", "携号转网"),
       "signoff line port +8613800138000 start", "signoff line port +8613800138000 revoke"},
      [options](Session& session) { return port(session, *options); });
  take_line(tree, porting, options);
  porting.add_option("ACTION", options->action, "start, revoke, complete")
      ->required()
      ->check(CLI::IsMember({"start", "revoke", "complete"}));
  add_proof_file(tree, porting, options->proof_file);
}

}  // namespace

void add_line_commands(const Tree& tree) {
  auto& lines =
      add_group(tree, tree.root,
                {"line", tree.say("Lines: look, check, report", "号码：查看、预检、挂失"),
                 "signoff line list", "signoff line precheck +8613800138000"});
  add_questions(tree, lines);
  add_acts(tree, lines);
}

}  // namespace signoff::cli
