// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/views.h"

#include <CLI/CLI.hpp>
#include <filesystem>

namespace signoff::cli {
namespace {

constexpr std::size_t kDocumentMax = 12 * 1024 * 1024;

struct DeskOptions {
  std::string subject;
  std::string act;
  std::string reason;
  std::vector<std::string> defects;
  std::string file;
  std::string kind;
};
using Chosen = std::shared_ptr<DeskOptions>;

Done<void> act(Session& session, const DeskOptions& options, std::string_view path,
               const boost::json::object& body) {
  auto seen = session.get(case_path(options.subject));
  if (!seen) return std::unexpected{std::move(seen.error())};
  auto done = session.post(fmt::format("{}/{}", case_path(options.subject), path), body,
                           seen->etag);
  if (!done) return std::unexpected{std::move(done.error())};
  session.show(done->document, case_view);
  return {};
}

Done<void> decide(Session& session, const DeskOptions& options) {
  boost::json::object body{{"decision", options.act}};
  if (!options.reason.empty()) body["reason_code"] = options.reason;
  boost::json::array defects;
  for (const auto& defect : options.defects) defects.push_back(boost::json::string{defect});
  if (!defects.empty()) body["defects"] = std::move(defects);
  return act(session, options, "decision", body);
}

// "45 %  820 kB/s  2 s left".
std::string transfer_text(const Transfer& transfer, const Style& style) {
  if (transfer.bytes_total <= 0) return {};
  auto text = fmt::format("{:>3} %", 100 * transfer.bytes / transfer.bytes_total);
  if (transfer.bytes_per_s <= 0) return text;
  const auto left = (transfer.bytes_total - transfer.bytes) / transfer.bytes_per_s;
  return text + fmt::format("  {} kB/s  {} s {}", transfer.bytes_per_s / 1000, left,
                            style.say("left", "剩余"));
}

Done<void> add_document(Session& session, const DeskOptions& options) {
  const auto content = read_file(options.file, kDocumentMax);
  if (!content) return failed(content.error());
  const auto boundary = "signoff-" + fresh_name();
  const auto name = std::filesystem::path{options.file}.filename().string();
  Call sending;
  sending.method = "POST";
  sending.path = case_path(options.subject) + "/documents";
  sending.content_type = "multipart/form-data; boundary=" + boundary;
  sending.body = file_form(boundary, name, *content, options.kind);
  const auto& console = session.console();
  if (console.shows_progress())
    session.http().watch_transfer([&console](const Transfer& transfer) {
      console.progress(transfer_text(transfer, console.style()));
    });
  const auto answer = session.call(sending);
  console.end_progress();
  if (!answer) return std::unexpected{answer.error()};
  const auto document = parse_answer(answer->body);
  if (!document) return failed(document.error());
  session.show(*document, case_view);
  return {};
}

void take_desk_case(const Tree& tree, CLI::App& command, const Chosen& options) {
  command.add_option("CASE", options->subject, tree.say("Its number or id", "事项编号"))
      ->required();
}

void add_decide(const Tree& tree, CLI::App& cases, const Chosen& options) {
  auto& deciding =
      add_verb(tree, cases,
               {"decide", tree.say("Review: approve, refuse, ask for more", "审核"),
                "signoff case decide 2611-0042317-8 approve",
                "signoff case decide 2611-0042317-8 need_more --defect blurred"},
               [options](Session& session) { return decide(session, *options); });
  take_desk_case(tree, deciding, options);
  deciding
      .add_option("DECISION", options->act,
                  "approve, need_more, reject, fraud, second, release")
      ->required()
      ->check(
          CLI::IsMember({"approve", "need_more", "reject", "fraud", "second", "release"}));
  deciding
      .add_option("--reason-code", options->reason,
                  tree.say("Why it is refused", "原因代码"))
      ->type_name("CODE");
  deciding
      .add_option("--defect", options->defects,
                  tree.say("What is wrong with a document; repeat", "材料缺陷，可重复"))
      ->type_name("CODE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace

void add_desk_commands(const Tree& tree, CLI::App& cases) {
  const auto options = std::make_shared<DeskOptions>();
  add_decide(tree, cases, options);
  auto& resolving =
      add_verb(tree, cases,
               {"resolve", tree.say("A step that is stuck", "处理卡住的步骤"),
                "signoff case resolve 2611-0042317-8 retry --reason \"link is back\"",
                "signoff case resolve 2611-0042317-8 skip --reason \"gone by hand\""},
               [options](Session& session) {
                 return act(session, *options, "resolution",
                            {{"action", options->act}, {"reason", options->reason}});
               });
  take_desk_case(tree, resolving, options);
  resolving.add_option("ACTION", options->act, "retry, skip, compensate")
      ->required()
      ->check(CLI::IsMember({"retry", "skip", "compensate"}));
  resolving
      .add_option("--reason", options->reason, tree.say("Why; it is kept", "原因，将存档"))
      ->type_name("TEXT")
      ->required();

  auto& adding =
      add_verb(tree, cases,
               {"add-document", tree.say("Add a photo or paper to a case", "补充材料"),
                "signoff case add-document 2611-0042317-8 front.jpg --kind id_front",
                "signoff case add-document 2611-0042317-8 mandate.pdf --json"},
               [options](Session& session) { return add_document(session, *options); });
  take_desk_case(tree, adding, options);
  adding.add_option("FILE", options->file, "JPEG, PNG, PDF, MP4")->required();
  adding
      .add_option("--kind", options->kind,
                  "id_front, id_back, passport, mandate, video, signature, other")
      ->type_name("KIND")
      ->check(CLI::IsMember(
          {"id_front", "id_back", "passport", "mandate", "video", "signature", "other"}));
}

}  // namespace signoff::cli
