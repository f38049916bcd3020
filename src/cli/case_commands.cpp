// SPDX-License-Identifier: Apache-2.0
#include "cli/choices.h"
#include "cli/proving.h"
#include "cli/submitting.h"
#include "cli/views.h"
#include "cli/watching.h"

#include <CLI/CLI.hpp>

namespace signoff::cli {
namespace {

struct CaseOptions {
  std::string subject;
  std::string state;
  std::string after;
  std::string limit;
  std::string type;
  std::string reason;
  std::string effective;
  std::string proof_file;
  Choices choices;
  Consent consent;
  Watch watch;
  bool has_no_login = false;
};
using Options = std::shared_ptr<CaseOptions>;

Done<void> shown(Session& session, Done<Resource> found) {
  if (!found) return std::unexpected{std::move(found.error())};
  session.show(found->document, case_view);
  return {};
}

Done<void> list(Session& session, const CaseOptions& options) {
  std::string query;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty())
      query +=
          fmt::format("{}{}={}", query.empty() ? "?" : "&", name, percent_encoded(value));
  };
  add("state", options.state);
  if (!options.subject.empty()) {
    auto line = line_id(session, options.subject);
    if (!line) return std::unexpected{std::move(line.error())};
    add("line_id", *line);
  }
  add("after", options.after);
  add("limit", options.limit);
  auto found = session.get("/api/v1/cases" + query);
  if (!found) return std::unexpected{std::move(found.error())};
  session.show(found->document, cases_view);
  return {};
}

Done<void> card(Session& session, const CaseOptions& options) {
  auto found = session.get(case_path(options.subject) + "/card");
  if (!found) return std::unexpected{std::move(found.error())};
  session.show(found->document, card_view);
  return {};
}

Done<void> open(Session& session, const CaseOptions& options) {
  auto body = body_of(options.choices);
  if (!body) return failed(std::move(body.error()));
  auto line = line_id(session, options.subject);
  if (!line) return std::unexpected{std::move(line.error())};
  (*body)["line_id"] = *line;
  if (!options.type.empty()) (*body)["type"] = options.type;
  (*body)["reason"] = options.reason;
  (*body)["effective"] = options.effective.empty() ? "now" : options.effective;
  return shown(session, session.create("/api/v1/cases", *body));
}

Done<void> settle(Session& session, const CaseOptions& options) {
  auto body = body_of(options.choices);
  if (!body) return failed(std::move(body.error()));
  if (!options.effective.empty()) (*body)["effective"] = options.effective;
  auto seen = session.get(case_path(options.subject));
  if (!seen) return std::unexpected{std::move(seen.error())};
  return shown(session, session.post(case_path(options.subject) + "/settlements", *body,
                                     seen->etag));
}

// "Not me" by the number of a message alone, for those who cannot log in any more.
Done<void> object(Session& session, const CaseOptions& options) {
  if (!options.has_no_login)
    return shown(session, session.post(case_path(options.subject) + "/objection", {}));
  auto taken = session.post("/api/v1/objections", {{"case_number", options.subject}});
  if (!taken) return std::unexpected{std::move(taken.error())};
  session.say_done("If there is such a case, it is on hold now.",
                   "如有此事项，现已暂停办理。");
  return {};
}

void take_case(const Tree& tree, CLI::App& command, const Options& options) {
  command.add_option("CASE", options->subject, tree.say("Its number or id", "事项编号"))
      ->required();
}

void take_when(const Tree& tree, CLI::App& command, const Options& options) {
  command
      .add_option("--effective", options->effective,
                  tree.say("now, cycle_end or a date", "now、cycle_end 或日期"))
      ->type_name("WHEN");
}

void add_looks(const Tree& tree, CLI::App& cases, const Options& options) {
  auto& listing =
      add_verb(tree, cases,
               {"list", tree.say("Cases you may see", "列出事项"), "signoff case list",
                "signoff case list --state UNDER_REVIEW --json"},
               [options](Session& session) { return list(session, *options); });
  listing.add_option("--line", options->subject, tree.say("Of this line", "某号码的"))
      ->type_name("LINE");
  listing.add_option("--state", options->state, tree.say("In this state", "某状态的"))
      ->type_name("STATE");
  listing
      .add_option("--after", options->after,
                  tree.say("Go on after this id", "从此编号之后"))
      ->type_name("ID");
  listing.add_option("--limit", options->limit, tree.say("At most that many", "最多条数"))
      ->type_name("N");
  take_case(tree,
            add_verb(tree, cases,
                     {"show", tree.say("One case with its history", "查看事项"),
                      "signoff case show 2611-0042317-8",
                      "signoff case show 2611-0042317-8 --json"},
                     [options](Session& session) {
                       return shown(session, session.get(case_path(options->subject)));
                     }),
            options);
  take_case(
      tree,
      add_verb(
          tree, cases,
          {"card", tree.say("What chip and desks have signed", "查看芯片与柜台的签名记录"),
           "signoff case card 2611-0042317-8", "signoff case card 2611-0042317-8 --json"},
          [options](Session& session) { return card(session, *options); }),
      options);
  auto& watching =
      add_verb(tree, cases,
               {"watch", tree.say("Follow a case until it rests", "跟踪事项进度"),
                "signoff case watch 2611-0042317-8",
                "signoff case watch 2611-0042317-8 --until CLOSED --timeout 600"},
               [options](Session& session) {
                 return shown(session, follow(session, options->subject, options->watch));
               });
  take_case(tree, watching, options);
  watching
      .add_option("--until", options->watch.until,
                  tree.say("Until it is in this state", "直到此状态"))
      ->type_name("STATE");
  watching
      .add_option("--timeout", options->watch.timeout_s,
                  tree.say("Give up after that long", "最长等待秒数"))
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 1'000'000));
}

void add_beginning(const Tree& tree, CLI::App& cases, const Options& options) {
  auto& opening = add_verb(
      tree, cases,
      {"open", tree.say("Ask for the end of a line; still a draft", "发起注销（草稿）"),
       "signoff case open +8613800138000 --reason moving",
       "signoff case open +8613800138000 --settle OB-17=pay_fee"},
      [options](Session& session) { return open(session, *options); });
  opening
      .add_option("LINE", options->subject,
                  tree.say("Its number (+86...) or id", "号码（+86…）或编号"))
      ->required();
  opening.add_option("--type", options->type, tree.say("Kind of case", "事项类型"))
      ->type_name("TYPE");
  opening.add_option("--reason", options->reason, tree.say("In your words", "注销原因"))
      ->type_name("TEXT");
  take_when(tree, opening, options);
  add_choices(tree, opening, options->choices);

  auto& settling =
      add_verb(tree, cases,
               {"settle", tree.say("Choose how to settle what is open", "处理未结事项"),
                "signoff case settle 2611-0042317-8 --settle OB-17=pay_fee",
                "signoff case settle 2611-0042317-8 --acknowledge OB-23"},
               [options](Session& session) { return settle(session, *options); });
  take_case(tree, settling, options);
  take_when(tree, settling, options);
  add_choices(tree, settling, options->choices);

  auto& submitting = add_verb(
      tree, cases,
      {"submit", tree.say("Accept the quote and submit", "同意费用并提交"),
       "signoff case submit 2611-0042317-8", "signoff case submit 2611-0042317-8 --yes"},
      [options](Session& session) {
        return shown(session, submit(session, options->subject, options->consent));
      });
  take_case(tree, submitting, options);
  add_consent(tree, submitting, options->consent);
}

void add_proved(const Tree& tree, CLI::App& cases, const Options& options) {
  const auto add = [&](const About& about, std::string act) {
    auto& command =
        add_verb(tree, cases, about, [options, act = std::move(act)](Session& session) {
          return shown(session, act_with_proofs(session, options->subject, act,
                                                options->proof_file));
        });
    take_case(tree, command, options);
    add_proof_file(tree, command, options->proof_file);
  };
  add({"confirm", tree.say("Prove that it is you", "验证身份"),
       "signoff case confirm 2611-0042317-8",
       "signoff case confirm 2611-0042317-8 --proof-file p.json"},
      "confirmation");
  add({"withdraw", tree.say("Take it back; the line stays", "撤回申请，保留号码"),
       "signoff case withdraw 2611-0042317-8",
       "signoff case withdraw 2611-0042317-8 --proof-file p.json"},
      "withdrawal");
  add({"finish", tree.say("End the cooling-off early", "提前结束冷静期"),
       "signoff case finish 2611-0042317-8",
       "signoff case finish 2611-0042317-8 --proof-file p.json"},
      "finish");
}

void add_objecting(const Tree& tree, CLI::App& cases) {
  // Two commands in one: with a session by what it may see, without by the number alone.
  const auto options = std::make_shared<CaseOptions>();
  auto& objecting =
      add_verb(tree, cases,
               {"object", tree.say("It was not you: stop it", "非本人办理，立即停止"),
                "signoff case object 2611-0042317-8",
                "signoff case object 2611-0042317-8 --no-login"},
               [options](Session& session) {
                 if (options->has_no_login) session.forget_login();
                 return object(session, *options);
               });
  take_case(tree, objecting, options);
  objecting.add_flag("--no-login", options->has_no_login,
                     tree.say("By the number alone", "仅凭事项编号，无需登录"));
}

}  // namespace

void add_case_commands(const Tree& tree) {
  auto& cases = add_group(
      tree, tree.root,
      {"case",
       tree.say("Cases: ask for an end, follow, decide", "注销事项：办理、跟踪、审核"),
       "signoff case end +8613800138000", "signoff case watch 2611-0042317-8"});
  add_end_command(tree, cases);
  const auto options = std::make_shared<CaseOptions>();
  add_looks(tree, cases, options);
  add_beginning(tree, cases, options);
  add_proved(tree, cases, options);
  add_objecting(tree, cases);
  add_desk_commands(tree, cases);
}

}  // namespace signoff::cli
