// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"

#include <filesystem>
#include <functional>
#include <string>

namespace signoff::cli {

// The environment as a parameter: "" for a variable that is not set.
using Environment = std::function<std::string(const char*)>;
Environment process_environment();

// Chinese with LC_ALL, LC_MESSAGES or LANG (the first that is set) beginning with "zh".
Language terminal_language(const Environment& environment);

// What a command line may say about the connection; empty means nothing said.
struct Given {
  std::string server;
  std::filesystem::path ca_file;
  std::filesystem::path token_file;
};

// Which server, which roots it is checked against, and where the session's token lies.
struct Settings {
  std::string server;             // "https://host[:port]", without a slash at the end.
  std::filesystem::path ca_file;  // Empty: the system's.
  std::filesystem::path token_file;
};

// The folder of cli.toml and of the token: $XDG_CONFIG_HOME/signoff or ~/.config/signoff.
std::filesystem::path settings_folder(const Environment& environment);

// An address that a token may be sent to: https, or http on this very machine.
Result<std::string> parse_server(std::string_view text);

// Reads cli.toml: `server` and `ca_file`. Fault::bad_input "settings.…" with the line.
Result<Settings> parse_settings(std::string_view text);
std::string settings_text(const Settings& settings);

// The command line, else SIGNOFF_SERVER and SIGNOFF_TOKEN_FILE, else cli.toml. The roots of
// cli.toml go with the server of cli.toml only.
Result<Settings> resolve(const Given& given, const Environment& environment);

// Remembers server and roots for the next command.
Result<void> save_settings(const Settings& settings, const Environment& environment);

// A session as it lies in the token file: the token, and in the second line the server it
// was issued by, so that it is never shown to another.
Result<std::string> load_token(const Settings& settings);
Result<void> save_token(const Settings& settings, std::string_view token);
// True where there was one.
bool remove_token(const Settings& settings);

// A file of at most `bytes_max`; "-" is the standard input.
Result<std::string> read_file(const std::filesystem::path& file, std::size_t bytes_max);
// Puts a whole file in place, or nothing. A private one is for its owner alone (0600).
Result<void> write_file(const std::filesystem::path& file, std::string_view content,
                        bool is_private);

}  // namespace signoff::cli
