// SPDX-License-Identifier: Apache-2.0
#include "app/commands.h"

#include "app/demo.h"
#include "app/local_commands.h"
#include "app/refusal.h"
#include "app/serve.h"
#include "cli/cli_commands.h"
#include "cli/command.h"
#include "cli/exit_codes.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

namespace signoff {
namespace {

namespace fs = std::filesystem;

// One JSON object a line, on stderr. Messages of ours are plain words and codes, so nothing
// in them needs escaping.
void log_as_json(bool is_quiet) {
  auto logger = std::make_shared<spdlog::logger>(
      "signoff", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":"%v"})",
                      spdlog::pattern_time_type::utc);
  logger->set_level(is_quiet ? spdlog::level::off : spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

fs::path default_data() {
  if (const char* base = std::getenv("XDG_DATA_HOME"); base != nullptr && *base != '\0')
    return fs::path{base} / "signoff-demo";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return fs::path{home} / ".local/share/signoff-demo";
  return "signoff-demo";
}

using cli::Tree;

void add_serve(const Tree& tree, std::span<const WebAsset> pages) {
  const auto config = std::make_shared<fs::path>();
  auto& command = add_local(
      tree, tree.root,
      {"serve", tree.say("Run everything a company runs", "运行企业所需的全部服务"),
       "signoff serve --config /etc/signoff/signoff.toml",
       "signoff serve --config ./signoff.toml"},
      [config, pages] {
        log_as_json(false);
        return run_serve(*config, pages);
      });
  command
      .add_option("--config", *config,
                  tree.say("TOML file that says how", "说明如何运行的 TOML 文件"))
      ->type_name("FILE")
      ->required();
}

void add_demo(const Tree& tree, std::span<const WebAsset> pages) {
  const auto settings = std::make_shared<DemoSettings>();
  settings->data = default_data();
  const auto verbose = std::make_shared<bool>(false);
  auto& command = add_local(
      tree, tree.root,
      {"demo", tree.say("A small operator in a box, on loopback", "本机上的小型演示运营商"),
       "signoff demo", "signoff demo --lines 20000 --port 8443"},
      [settings, verbose, pages] {
        log_as_json(!*verbose);
        return run_demo(*settings, pages);
      });
  command
      .add_option("--data", settings->data,
                  tree.say("Where it lives; it goes on from there", "数据目录，可接着运行"))
      ->type_name("DIR");
  command
      .add_option("--lines", settings->lines, tree.say("Lines of a new one", "线路数量"))
      ->type_name("N")
      ->check(CLI::Range(std::size_t{20}, std::size_t{10'000'000}));
  command
      .add_option("--seed", settings->seed, tree.say("Same seed, same people", "随机种子"))
      ->type_name("N");
  command
      .add_option("--port", settings->port, tree.say("0 takes a free one", "0 为空闲端口"))
      ->type_name("N");
  command.add_flag("--headless", settings->is_headless,
                   tree.say("Print nothing", "不输出任何内容"));
  command
      .add_option("--ready-file", settings->ready_file,
                  tree.say("Written when it is ready: address, lines, logins",
                           "就绪后写入：地址、线路、账号"))
      ->type_name("FILE");
  command.add_flag("--verbose", *verbose, tree.say("Log to stderr", "日志输出到 stderr"));
}

void add_version(const Tree& tree) {
  add_local(tree, tree.root,
            {"version", tree.say("Say which version this is", "显示版本"),
             "signoff version", "signoff version"},
            [] {
              fmt::print("signoff {}\n", SIGNOFF_VERSION);
              return cli::kOk;
            });
}

// The benchmarks read their own command line; here they are only listed.
void add_bench(const Tree& tree) {
  add_local(tree, tree.root,
            {"bench", tree.say("Measure what it does in a second", "性能测试"),
             "signoff bench all", "signoff bench --help"},
            [] { return cli::kUsage; })
      .allow_extras();
}

}  // namespace

void add_all_commands(CLI::App& root, std::function<int()>& chosen,
                      std::span<const WebAsset> pages) {
  const Tree tree{root, chosen, terminal_language()};
  dress_root(tree, {"signoff",
                    tree.say("Signoff ends mobile lines.", "Signoff 办理手机号码注销。"),
                    "signoff demo", "signoff verify voucher.pdf --jwks jwks.json"});
  root.set_version_flag("--version", "signoff " SIGNOFF_VERSION);
  add_serve(tree, pages);
  add_demo(tree, pages);
  add_local_commands(tree);
  cli::add_cli_commands(root, chosen);
  add_bench(tree);
  add_version(tree);
}

int run_program(int argc, char** argv, std::span<const WebAsset> pages) {
  CLI::App app;
  std::function<int()> chosen;
  add_all_commands(app, chosen, pages);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::kOk : cli::kUsage;
  }
  return chosen();
}

}  // namespace signoff
