// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.h"

#include "cli/command.h"
#include "cli/exit_codes.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace signoff::cli {
namespace {

struct Completion {
  std::string text;
  std::string help;
};

// One place in the tree: "case list", what may follow, and which options it takes.
struct Place {
  std::string path;
  std::vector<Completion> commands;
  std::vector<Completion> options;
};

void gather(const CLI::App& app, const std::string& path, std::vector<Place>& places) {
  Place place{path, {}, {}};
  for (const auto* option : app.get_options()) {
    if (option->get_positional() || option->get_group().empty()) continue;
    for (const auto& name : option->get_lnames())
      place.options.push_back({"--" + name, option->get_description()});
  }
  const auto children = app.get_subcommands([](const CLI::App* child) {
    return !child->get_name().empty() && !child->get_group().empty();
  });
  for (const auto* child : children)
    place.commands.push_back({child->get_name(), child->get_description()});
  places.push_back(std::move(place));
  for (const auto* child : children)
    gather(*child, path.empty() ? child->get_name() : path + " " + child->get_name(),
           places);
}

std::vector<Place> places_of(const CLI::App& root) {
  std::vector<Place> places;
  gather(root, "", places);
  return places;
}

std::string joined(const std::vector<Completion>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

// Inside single quotes of a shell.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char letter : text)
    if (letter == '\'')
      out += "'\\''";
    else
      out += letter;
  return out + "'";
}

// The arms of a `case`: known paths, so that arguments are not taken for commands.
std::string path_arms(const std::vector<Place>& places) {
  std::string text;
  for (const auto& place : places)
    if (!place.path.empty()) text += (text.empty() ? "" : "|") + shell_quoted(place.path);
  return text;
}

std::string word_arms(const std::vector<Place>& places) {
  std::string text;
  for (const auto& place : places)
    text += fmt::format("    {}) commands={}; options={} ;;\n", shell_quoted(place.path),
                        shell_quoted(joined(place.commands)),
                        shell_quoted(joined(place.options)));
  return text;
}

}  // namespace

std::string bash_completion(const CLI::App& root) {
  const auto places = places_of(root);
  return fmt::format(R"(# signoff completion bash > /etc/bash_completion.d/signoff
_signoff() {{
  local word path='' next commands='' options='' current="${{COMP_WORDS[COMP_CWORD]}}"
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    next="${{path:+$path }}$word"
    case "$next" in
    {}) path="$next" ;;
    esac
  done
  case "$path" in
{}  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$commands" -- "$current")) ;;
  esac
}}
complete -o default -F _signoff signoff
)",
                     path_arms(places), word_arms(places));
}

std::string zsh_completion(const CLI::App& root) {
  const auto places = places_of(root);
  return fmt::format(R"(#compdef signoff
# signoff completion zsh > "${{fpath[1]}}/_signoff"
_signoff() {{
  local word where='' next commands='' options=''
  for word in "${{(@)words[2,CURRENT-1]}}"; do
    next="${{where:+$where }}$word"
    case "$next" in
    {}) where="$next" ;;
    esac
  done
  case "$where" in
{}  esac
  if [[ "${{words[CURRENT]}}" == -* ]]; then
    compadd -- ${{=options}}
  elif [[ -n "$commands" ]]; then
    compadd -- ${{=commands}}
  else
    _files
  fi
}}
compdef _signoff signoff
)",
                     path_arms(places), word_arms(places));
}

std::string fish_completion(const CLI::App& root) {
  const auto places = places_of(root);
  std::string known;
  for (const auto& place : places)
    if (!place.path.empty()) known += " " + shell_quoted(place.path);
  auto text =
      fmt::format(R"(# signoff completion fish > ~/.config/fish/completions/signoff.fish
function __signoff_at
  set -l where ''
  for word in (commandline -opc)[2..-1]
    set -l next (string trim -- "$where $word")
    contains -- "$next"{}; and set where "$next"
  end
  test "$where" = "$argv[1]"
end
)",
                  known);
  for (const auto& place : places) {
    const auto when = shell_quoted("__signoff_at " + shell_quoted(place.path));
    for (const auto& word : place.commands)
      text += fmt::format("complete -c signoff -f -n {} -a {} -d {}\n", when, word.text,
                          shell_quoted(word.help));
    for (const auto& word : place.options)
      text += fmt::format("complete -c signoff -n {} -l {} -d {}\n", when,
                          word.text.substr(2), shell_quoted(word.help));
  }
  return text;
}

void add_completion_command(const Tree& tree) {
  auto& group =
      add_group(tree, tree.root,
                {"completion", tree.say("Completion for your shell", "命令行补全"),
                 "signoff completion bash > /etc/bash_completion.d/signoff",
                 "signoff completion fish > ~/.config/fish/completions/signoff.fish"});
  const auto add = [&](const char* shell, std::string (*make)(const CLI::App&)) {
    group.add_subcommand(shell, tree.say("Print its script", "输出脚本"))
        ->callback([&chosen = tree.chosen, &root = tree.root, make] {
          chosen = [&root, make] {
            const auto script = make(root);
            std::fwrite(script.data(), 1, script.size(), stdout);
            return kOk;
          };
        });
  };
  add("bash", bash_completion);
  add("zsh", zsh_completion);
  add("fish", fish_completion);
}

}  // namespace signoff::cli
