// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace signoff {

// Commands that put something into a database, or take it out, beside a server that may be
// running. Each answers the exit code.

// Where the database is: said by itself, or by the configuration of the server.
struct StorePlace {
  std::filesystem::path config;    // Empty: the two below.
  std::filesystem::path database;  // Made where there is none.
  std::filesystem::path key_file;  // Empty: beside the database.
};

struct LoadCommand {
  StorePlace into;
  std::filesystem::path file;
  bool keeps_going = false;
  bool as_json = false;
};
int load_into_database(const LoadCommand& command);

struct StaffCommand {
  StorePlace into;
  std::string username;
  std::string role;
  // Empty: the terminal is asked. "-": the standard input.
  std::filesystem::path password_file;
  bool may_replace = false;
  bool as_json = false;
};
int add_staff_account(const StaffCommand& command);
int list_staff_accounts(const StaffCommand& command);
int remove_staff_account(const StaffCommand& command);

}  // namespace signoff
