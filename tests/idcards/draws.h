// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>

namespace signoff::idcards {

// Seeded chance, the same on every machine.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_{seed} {}

  // From low to high, both included.
  int whole(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  double real(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11U) * 0x1.0p-53;
  }
  bool coin(double probability = 0.5) { return real(0, 1) < probability; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace signoff::idcards
