// SPDX-License-Identifier: Apache-2.0
#include "cli/proving.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace signoff::cli {
namespace {

constexpr std::size_t kProofFileMax = 16 * 1024;
constexpr std::size_t kProofMax = 256;
constexpr std::size_t kProofsMax = 8;

boost::json::array list_of(const Proofs& proofs) {
  boost::json::array list;
  for (const auto& [kind, value] : proofs)
    list.push_back({{"kind", kind}, {"value", value}});
  return list;
}

Done<Proofs> proofs_of(const std::string& file) {
  const auto text = read_file(file, kProofFileMax);
  if (!text) return failed(text.error());
  auto proofs = parse_proofs(*text);
  if (!proofs) return failed(proofs.error());
  return *std::move(proofs);
}

Done<Proofs> ask_for(const Console& console, const std::vector<std::string>& kinds) {
  Proofs proofs;
  for (const auto& kind : kinds) {
    auto value =
        console.ask_secret(fmt::format("{}: ", proof_text(kind, console.style().language)));
    if (!value) return std::unexpected{std::move(value.error())};
    proofs.emplace_back(kind, *std::move(value));
  }
  return proofs;
}

}  // namespace

Result<Proofs> parse_proofs(std::string_view text) {
  const auto object = parse_answer(text);
  if (!object || object->size() > kProofsMax) return fail(Fault::bad_input, "proof.file");
  Proofs proofs;
  for (const auto& member : *object) {
    const auto value = text_at(*object, member.key());
    if (value.empty() || value.size() > kProofMax)
      return fail(Fault::bad_input, "proof.file");
    proofs.emplace_back(std::string_view{member.key()}, value);
  }
  return proofs;
}

void add_proof_file(const Tree& tree, CLI::App& command, std::string& file) {
  command
      .add_option("--proof-file", file,
                  tree.say("JSON {\"otp\": \"...\"}; - is stdin; else you are asked",
                           "JSON {\"otp\": \"…\"}；- 为标准输入；否则逐项询问"))
      ->type_name("FILE");
}

Done<std::string> one_proof(Session& session, const std::string& file,
                            std::string_view kind) {
  auto proofs =
      file.empty() ? ask_for(session.console(), {std::string{kind}}) : proofs_of(file);
  if (!proofs) return std::unexpected{std::move(proofs.error())};
  for (auto& [name, value] : *proofs)
    if (name == kind) return std::move(value);
  return failed(Fault::bad_input, "proof.file");
}

Done<Resource> try_with_proofs(Session& session, const std::string& file,
                               const Attempt& attempt) {
  Proofs proofs;
  if (!file.empty()) {
    auto read = proofs_of(file);
    if (!read) return std::unexpected{std::move(read.error())};
    proofs = *std::move(read);
  }
  for (int round = 1;; ++round) {
    auto done = attempt(list_of(proofs));
    if (done || done.error().needs.empty() || !file.empty() || round > kRoundsMax)
      return done;
    auto given = ask_for(session.console(), done.error().needs);
    // Nobody is there to be asked: what is needed says more than that.
    if (!given) return done;
    proofs = *std::move(given);
  }
}

Done<Resource> act_with_proofs(Session& session, const std::string& id,
                               std::string_view act, const std::string& file) {
  // The version is read anew each time: a proof that was taken has changed the case.
  return try_with_proofs(session, file, [&](boost::json::array proofs) -> Done<Resource> {
    auto seen = session.get(case_path(id));
    if (!seen) return std::unexpected{std::move(seen.error())};
    return session.post(fmt::format("{}/{}", case_path(id), act),
                        {{"proofs", std::move(proofs)}}, seen->etag);
  });
}

}  // namespace signoff::cli
