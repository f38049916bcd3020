// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/views.h"

#include <CLI/CLI.hpp>

namespace signoff::cli {
namespace {

struct VoucherOptions {
  std::string subject;
  std::string pdf;
  std::string jws;
};

Done<void> fetch(Session& session, const std::string& id, std::string_view type,
                 const std::string& file) {
  Call wanted;
  wanted.path = case_path(id) + "/voucher";
  wanted.accept = type;
  auto answer = session.call(wanted);
  if (!answer) return std::unexpected{std::move(answer.error())};
  if (!answer->content_type.starts_with(type))
    return failed(Fault::unknown, "answer.unreadable");
  if (file == "-") {
    session.console().print(answer->body);
    return {};
  }
  if (auto written = write_file(file, answer->body, false); !written)
    return failed(std::move(written.error()));
  session.console().note(fmt::format("{}: {} {}\n", file, answer->body.size(),
                                     session.console().say("bytes", "字节")));
  return {};
}

Done<void> get(Session& session, const VoucherOptions& options) {
  if (options.pdf.empty() && options.jws.empty())
    return failed(Fault::bad_input, "voucher.form");
  if (!options.pdf.empty())
    if (auto done = fetch(session, options.subject, "application/pdf", options.pdf); !done)
      return done;
  if (options.jws.empty()) return {};
  return fetch(session, options.subject, "application/jose", options.jws);
}

Done<void> show(Session& session, const VoucherOptions& options) {
  auto found = session.get("/api/v1/vouchers/" + percent_encoded(options.subject));
  if (!found) return std::unexpected{std::move(found.error())};
  session.show(found->document, voucher_view);
  return {};
}

}  // namespace

void add_voucher_commands(const Tree& tree) {
  const auto options = std::make_shared<VoucherOptions>();
  auto& vouchers =
      add_group(tree, tree.root,
                {"voucher", tree.say("Proofs of the end of a line", "注销凭证"),
                 "signoff voucher get 2611-0042317-8 --pdf voucher.pdf",
                 "signoff voucher show V-7K3QM-9XWT4-HB2PC"});
  auto& getting = add_verb(tree, vouchers,
                           {"get", tree.say("Fetch the voucher of a case", "下载凭证"),
                            "signoff voucher get 2611-0042317-8 --pdf voucher.pdf",
                            "signoff voucher get 2611-0042317-8 --jws -"},
                           [options](Session& session) { return get(session, *options); });
  getting
      .add_option("CASE", options->subject,
                  tree.say("Id or number of the case", "事项编号"))
      ->required();
  getting
      .add_option("--pdf", options->pdf,
                  tree.say("As a page; - is stdout", "PDF；- 为标准输出"))
      ->type_name("FILE");
  getting
      .add_option("--jws", options->jws,
                  tree.say("For programs; - is stdout", "JWS；- 为标准输出"))
      ->type_name("FILE");
  auto& showing = add_verb(
      tree, vouchers,
      {"show",
       tree.say("Ask whether a voucher is valid; needs no session", "查验凭证，无需登录"),
       "signoff voucher show V-7K3QM-9XWT4-HB2PC",
       "signoff voucher show V-7K3QM-9XWT4-HB2PC --json"},
      [options](Session& session) { return show(session, *options); }, false);
  showing
      .add_option("NUMBER", options->subject, tree.say("Number of the voucher", "凭证号"))
      ->required();
}

}  // namespace signoff::cli
