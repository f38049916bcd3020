// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/web_assets.h"

#include <functional>

namespace CLI {
class App;
}

namespace signoff {

// Every command of the program, which serves these pages. Parsing a command line puts the
// work into `chosen`, which answers the exit code.
void add_all_commands(CLI::App& root, std::function<int()>& chosen,
                      std::span<const WebAsset> pages = {});

// The whole program: reads the command line and runs one command. Answers the exit code.
int run_program(int argc, char** argv, std::span<const WebAsset> pages);

}  // namespace signoff
