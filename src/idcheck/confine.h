// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

namespace signoff {

// Memory and open files of this process are bounded, it dies with its parent and leaves no
// core. Called first of all.
Result<void> bound_this_process();

// From here on this process can compute, and read and write the files it has open, and
// nothing else: no file is opened, no socket, no process started or signalled; the kernel
// refuses all other calls (seccomp) and ends the process for the worst. Cannot be undone.
Result<void> confine_this_process();

// The process is killed when it computes longer than this from now on; 0 ends the watch.
// Whoever waits for it has a clock of his own.
void allow_seconds(unsigned seconds);

}  // namespace signoff
