// SPDX-License-Identifier: Apache-2.0
#include "app/commands.h"

#include "app/demo.h"
#include "app/desk_commands.h"
#include "app/serve.h"
#include "cli/cli_commands.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>

namespace signoff {
namespace {

namespace fs = std::filesystem;

constexpr int kUsage = 2;

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

using Command = std::function<int()>;

void add_serve(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("serve", "Run everything a company runs");
  auto config = std::make_shared<fs::path>();
  command->add_option("--config", *config, "TOML file that says how")->required();
  command->callback([&chosen, config] {
    chosen = [config] {
      log_as_json(false);
      return run_serve(*config);
    };
  });
}

void add_demo(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("demo", "A small operator in a box, on loopback");
  auto settings = std::make_shared<DemoSettings>();
  settings->data = default_data();
  auto verbose = std::make_shared<bool>(false);
  command->add_option("--data", settings->data, "Where it lives; it goes on from there");
  command->add_option("--lines", settings->lines, "Lines of a new one")
      ->check(CLI::Range(std::size_t{20}, std::size_t{10'000'000}));
  command->add_option("--seed", settings->seed, "Same seed, same people");
  command->add_option("--port", settings->port, "0 takes a free one");
  command->add_flag("--headless", settings->is_headless, "Print nothing");
  command->add_option("--ready-file", settings->ready_file,
                      "Written when it is ready: address, lines, logins");
  command->add_flag("--verbose", *verbose, "Log to stderr");
  command->callback([&chosen, settings, verbose] {
    chosen = [settings, verbose] {
      log_as_json(!*verbose);
      return run_demo(*settings);
    };
  });
}

void add_db(CLI::App& app, Command& chosen) {
  struct Paths {
    fs::path database;
    fs::path other;
    bool force = false;
    bool json = false;
  };
  auto paths = std::make_shared<Paths>();
  auto* db = app.add_subcommand("db", "Look after the database");
  db->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, Command run) {
    auto* command = db->add_subcommand(name, help);
    command->add_option("--db", paths->database, "The database file")->required();
    command->callback([&chosen, run = std::move(run)] { chosen = run; });
    return command;
  };
  add("migrate", "Bring the schema up to date",
      [paths] { return migrate_database(paths->database); });
  add("check", "Look at everything: histories, ledger, open cases", [paths] {
    return check_database(paths->database, paths->json);
  })->add_flag("--json", paths->json, "For machines");
  add("backup", "Copy it while the server runs",
      [paths] { return back_up_database(paths->database, paths->other); })
      ->add_option("--to", paths->other, "A new file")
      ->required();
  auto* restore = add("restore", "Put a backup in its place", [paths] {
    return restore_database(paths->other, paths->database, paths->force);
  });
  restore->add_option("--from", paths->other, "The backup")->required();
  restore->add_flag("--force", paths->force, "Even if there is a database");
}

void add_checks(CLI::App& app, Command& chosen) {
  struct Check {
    fs::path file;
    std::string jwks;
    std::string holder;
    std::string ca_file;
    bool json = false;
  };
  auto check = std::make_shared<Check>();
  auto* verify = app.add_subcommand("verify", "Check a voucher, PDF or JWS, by yourself");
  verify->add_option("file", check->file, "The voucher")->required();
  verify->add_option("--jwks", check->jwks, "The operator's keys: file or https address")
      ->required();
  verify->add_option("--ca-file", check->ca_file, "Roots for that address");
  verify->add_flag("--json", check->json, "For machines");
  verify->callback([&chosen, check] {
    chosen = [check] {
      return verify_voucher(check->file, check->jwks, check->ca_file, check->json);
    };
  });

  auto* keys = app.add_subcommand("keys", "The operator's signing keys");
  keys->require_subcommand(1);
  auto* rotate = keys->add_subcommand("rotate", "Sign with a new key from now on");
  rotate->add_option("--directory", check->file, "The folder of the keys")->required();
  rotate->add_option("--holder", check->holder, "Name in the certificate")->required();
  rotate->callback([&chosen, check] {
    chosen = [check] { return rotate_key(check->file, check->holder); };
  });

  auto* policy = app.add_subcommand("policy", "Rules of a country and operator");
  policy->require_subcommand(1);
  auto* policy_check = policy->add_subcommand("check", "Read a pack and say what is wrong");
  policy_check->add_option("file", check->file, "The pack")->required();
  policy_check->callback(
      [&chosen, check] { chosen = [check] { return check_policy(check->file); }; });
}

void add_version(CLI::App& app, Command& chosen) {
  app.add_subcommand("version", "Say which version this is")->callback([&chosen] {
    chosen = [] {
      fmt::print("signoff {}\n", SIGNOFF_VERSION);
      return 0;
    };
  });
}

}  // namespace

int run_program(int argc, char** argv) {
  CLI::App app{"Signoff ends mobile lines."};
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  signoff demo\n"
      "  signoff verify voucher.pdf --jwks jwks.json");
  Command chosen;
  add_serve(app, chosen);
  add_demo(app, chosen);
  add_db(app, chosen);
  add_checks(app, chosen);
  add_version(app, chosen);
  cli::add_cli_commands(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  return chosen();
}

}  // namespace signoff
