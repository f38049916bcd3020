// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"

namespace signoff {

// The language of whoever started the program.
Language terminal_language();

// Says on stderr why a command did not do what was asked, with its stable code; answers the
// exit code.
int say_refusal(const Error& why);

}  // namespace signoff
