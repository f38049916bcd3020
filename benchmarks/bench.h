// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace signoff::bench {

// `signoff bench …`: measures and prints. `argv[0]` is the word "bench". Answers the exit
// code: 0 when everything could be measured, met or not.
int run_bench(int argc, char** argv);

}  // namespace signoff::bench
