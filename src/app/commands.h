// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace signoff {

// The whole program: reads the command line and runs one command. Answers the exit code.
int run_program(int argc, char** argv);

}  // namespace signoff
