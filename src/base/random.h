// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"

#include <cstdint>
#include <random>
#include <span>
#include <string>

namespace signoff {

// The only source of entropy. Calls may come from any thread.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  std::uint64_t next();
  // Uniform in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound);
  // `length` decimal digits, each uniform.
  std::string digits(std::size_t length);
};

// The kernel's generator, through OpenSSL.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

// The same sequence for the same seed; not thread-safe, not secret: tests, generator,
// simulation.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_{seed} {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::mt19937_64 engine_;
};

// A UUID version 7 (RFC 9562 clause 5.7) in its 36-character form.
std::string new_uuid(Instant now, Random& random);
bool is_uuid(std::string_view text);

}  // namespace signoff
