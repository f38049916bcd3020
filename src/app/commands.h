// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace signoff {

// Every command of the program. Parsing a command line puts the work into `chosen`, which
// answers the exit code.
void add_all_commands(CLI::App& root, std::function<int()>& chosen);

// The whole program: reads the command line and runs one command. Answers the exit code.
int run_program(int argc, char** argv);

}  // namespace signoff
