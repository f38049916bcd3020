// SPDX-License-Identifier: Apache-2.0
#include "cli/choices.h"

#include "cli/plain_text.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace signoff::cli {
namespace {

constexpr std::size_t kIdMax = 16;
constexpr std::size_t kOptionMax = 40;
constexpr std::size_t kDetailMax = 200;
constexpr int kTries = 3;

bool is_said(const Choices& choices, const std::string& obligation) {
  const auto names = [&](const std::string& one) {
    return one.starts_with(obligation + "=");
  };
  return std::ranges::any_of(choices.settle, names) ||
         std::ranges::find(choices.acknowledge, obligation) != choices.acknowledge.end();
}

Failure missing(std::string_view code, const std::string& obligation) {
  return {{Fault::bad_input, std::string{code}, ""}, {}, {}, {obligation}, {}};
}

// One of `allowed`, typed by the person.
Done<std::string> pick(const Console& console, const std::string& obligation,
                       const std::vector<std::string>& allowed) {
  std::string list;
  for (const auto& one : allowed) list += (list.empty() ? "" : ", ") + plain(one);
  for (int tries = 0; tries < kTries; ++tries) {
    auto said = console.ask(fmt::format("{} ({}): ", plain(obligation), list));
    if (!said) break;
    if (std::ranges::find(allowed, *said) != allowed.end()) return said;
  }
  return std::unexpected{missing("settlement.needed", obligation)};
}

Done<void> settle(const Console& console, const boost::json::object& obligation,
                  Choices& choices) {
  const auto id = text_at(obligation, "id");
  const auto options = objects_at(obligation, "options");
  std::vector<std::string> names;
  for (const auto* option : options) names.push_back(text_at(*option, "id"));
  auto chosen = pick(console, id, names);
  if (!chosen) return std::unexpected{std::move(chosen.error())};
  auto said = id + "=" + *chosen;
  for (const auto* option : options) {
    const auto details = texts_at(*option, "choices");
    if (text_at(*option, "id") != *chosen || details.empty()) continue;
    auto detail = pick(console, id, details);
    if (!detail) return std::unexpected{std::move(detail.error())};
    said += ":" + *detail;
  }
  choices.settle.push_back(std::move(said));
  return {};
}

Done<void> acknowledge(const Console& console, const boost::json::object& warning,
                       Choices& choices) {
  const auto id = text_at(warning, "id");
  auto said = console.ask(fmt::format(
      "{}: {} {} ", plain(id), plain(text_in(warning, "text", console.style().language)),
      console.say("I have read this [yes/no]:", "我已知悉 [yes/no]：")));
  if (!said || *said != "yes")
    return std::unexpected{missing("acknowledgement.needed", id)};
  choices.acknowledge.push_back(id);
  return {};
}

}  // namespace

Result<Choice> parse_choice(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return fail(Fault::bad_input, "settlement.form");
  const auto rest = text.substr(equals + 1);
  const auto colon = std::min(rest.find(':'), rest.size());
  Choice choice{std::string{text.substr(0, equals)}, std::string{rest.substr(0, colon)},
                std::string{rest.substr(std::min(colon + 1, rest.size()))}};
  if (choice.obligation.empty() || choice.obligation.size() > kIdMax ||
      choice.option.empty() || choice.option.size() > kOptionMax ||
      choice.detail.size() > kDetailMax)
    return fail(Fault::bad_input, "settlement.form");
  return choice;
}

void add_choices(const Tree& tree, CLI::App& command, Choices& choices) {
  command
      .add_option("--settle", choices.settle,
                  tree.say("OB-17=pay_fee or OB-17=option:detail; repeat",
                           "如 OB-17=pay_fee 或 OB-17=选项:说明，可重复"))
      ->type_name("CHOICE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--acknowledge", choices.acknowledge,
                  tree.say("A warning you have read; repeat", "已知悉的提示，可重复"))
      ->type_name("OB-NN")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

Result<boost::json::object> body_of(const Choices& choices) {
  boost::json::array settlements, acknowledgements;
  for (const auto& text : choices.settle) {
    auto choice = parse_choice(text);
    if (!choice) return pass_on(choice.error());
    boost::json::object one{{"obligation", choice->obligation}, {"option", choice->option}};
    if (!choice->detail.empty()) one["detail"] = choice->detail;
    settlements.push_back(std::move(one));
  }
  for (const auto& id : choices.acknowledge)
    acknowledgements.push_back(boost::json::string{id});
  return boost::json::object{{"settlements", std::move(settlements)},
                             {"acknowledgements", std::move(acknowledgements)}};
}

Done<void> ask_open(Session& session, const boost::json::object& precheck,
                    Choices& choices) {
  for (const auto* one : objects_at(precheck, "obligations")) {
    const auto id = text_at(*one, "id");
    const auto kind = text_at(*one, "class");
    if (is_said(choices, id)) continue;
    Done<void> done;
    if (kind == "warning") done = acknowledge(session.console(), *one, choices);
    // A blocker without options is cleared elsewhere; the submission names it.
    if ((kind == "settle" || kind == "blocker") && text_at(*one, "default").empty() &&
        !list_at(*one, "options").empty())
      done = settle(session.console(), *one, choices);
    if (!done) return done;
  }
  return {};
}

}  // namespace signoff::cli
