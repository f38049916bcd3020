// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcards/card_drawing.h"
#include "idcards/card_photo.h"

#include "ports/id_check.h"

#include <map>
#include <string>
#include <vector>

namespace signoff::idcards {

// One photograph with the truth about it.
struct Sample {
  std::string kind;    // "good", "blurred", …, "wrong_person": what was done to it.
  std::string defect;  // The code that the check has to name; empty: it has to pass.
  IdImage image;
};

// The photograph number `index` of a set that `seed` determines. A fifth shows passports, a
// quarter the backs of cards, the rest their fronts.
Sample make_sample(std::uint64_t seed, int index, Date today);
// Likewise of permits for travelling to the mainland: half of them of the owner, whose
// number has to be found, a quarter of somebody else and a quarter backs, which are for a
// person.
Sample make_permit(std::uint64_t seed, int index, Date today);

struct Tally {
  int samples = 0;
  int passed = 0;
  int noted = 0;  // Of those, how many leave something for a person.
};

struct Outcome {
  std::map<std::string, Tally> kinds;
  struct Defect {
    int wanted = 0, named = 0, right = 0;
  };
  std::map<std::string, Defect> defects;
  int wrong_number_passed = 0;
  std::vector<std::string> misses;  // "17 good: blurred", for whoever tunes the bounds.
  double seconds_per_check = 0;
};

// Has `check` look at `count` photographs and a tenth as many of permits, a few at a time.
// The names of the files of those that were judged wrongly begin with `keep`, unless it is
// empty.
Result<Outcome> try_all(IdImageCheck& check, std::uint64_t seed, int count, Date today,
                        const std::string& keep);

// As tables in Markdown.
std::string report(const Outcome& outcome, std::uint64_t seed);

}  // namespace signoff::idcards
