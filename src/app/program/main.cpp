// SPDX-License-Identifier: Apache-2.0
#include "api/web_assets.h"
#include "app/commands.h"
#include "benchmarks/bench.h"

#include <string_view>

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view{argv[1]} == "bench")
    return signoff::bench::run_bench(argc - 1, argv + 1);
  return signoff::run_program(argc, argv, signoff::web_assets());
}
