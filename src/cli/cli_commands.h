// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace signoff::cli {

// Adds the commands that speak to a server (login, logout, whoami, line, case, voucher) and
// `completion` to the program's tree. Parsing a command line puts the work into `chosen`,
// which answers the exit code; `chosen` and `root` must live until it has run.
void add_cli_commands(CLI::App& root, std::function<int()>& chosen);

}  // namespace signoff::cli
