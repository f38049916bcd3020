// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/billing/opening.h"
#include "domain/records.h"
#include "lab/osmo_hlr_process.h"

#include <map>
#include <string>
#include <vector>

namespace signoff::lab {

struct PopulationSettings {
  std::size_t lines = 2000;
  std::uint64_t seed = 1;
  Instant now;  // Ages, contracts and bills are counted from its UTC day.
};

// One line as the store, the ledger and the home register are to hold it.
struct NewLine {
  std::size_t owner = 0;  // In Population::owners.
  Line line;
  Number number;
  LineOpening opening;
  HlrLine subscriber;
};

struct StaffLogin {
  Role role = Role::clerk;
  std::string username;
  std::string password;
};

// The subscribers and staff of a made-up operator (domain 9.2).
struct Population {
  std::vector<Owner> owners;
  std::vector<NewLine> lines;
  // Lines of one peculiarity each and otherwise plain, for demonstrations and tests, by
  // index in `lines`; disjoint. At least 20 of each from 2,000 lines on:
  //   plain       nothing open, low risk
  //   contract    a proven minimum term with months to go
  //   sub_cards   a main line, paid months ahead, with two sub-lines
  //   arrears     a bill unpaid, and a card that can pay it
  //   credit      paid credit to give back
  //   lost        reported lost and barred
  //   esim        in an eUICC
  //   review      harmless facts that together need a person's look
  //   swapped     the SIM was changed three days ago
  //   two_people  a premium number
  //   porting     a code to leave for another operator is out
  //   gift        gift credit that lapses
  std::map<std::string, std::vector<std::size_t>, std::less<>> kinds;
  std::vector<StaffLogin> staff;
};

// The same settings make the same population, byte for byte.
Population make_population(const PopulationSettings& settings);

}  // namespace signoff::lab
