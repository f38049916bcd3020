// SPDX-License-Identifier: Apache-2.0
#include "app/refusal.h"

#include "cli/console.h"
#include "cli/exit_codes.h"
#include "cli/settings.h"

namespace signoff {

Language terminal_language() { return cli::terminal_language(cli::process_environment()); }

int say_refusal(const Error& why) {
  const cli::Console console{terminal_language(), false};
  console.note(cli::failure_text({why, {}, {}, {}, {}}, console.style()));
  return cli::exit_code(why.fault);
}

}  // namespace signoff
