// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/store_place.h"

#include <string>

namespace signoff {

// Accounts of the company's own people, beside a server that may be running. Each answers
// the exit code.

struct StaffCommand {
  StorePlace into;
  std::string username;
  std::string role;
  // Empty: the terminal is asked. "-": the standard input.
  std::filesystem::path password_file;
  bool may_replace = false;
  bool without_totp = false;  // No authenticator is asked for.
  bool as_json = false;
};
int add_staff_account(const StaffCommand& command);
// A new secret for the authenticator; the old one and the open sessions end.
int renew_authenticator(const StaffCommand& command);
int list_staff_accounts(const StaffCommand& command);
int remove_staff_account(const StaffCommand& command);

}  // namespace signoff
