// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <filesystem>
#include <optional>

namespace signoff::lab {

// What a lab remembers of itself between two runs, in a small file.
struct LabState {
  std::size_t lines = 0;
  std::uint64_t seed = 0;
  Instant began;  // The moment its population is counted from.
  Duration clock_offset{};
  bool is_loaded = false;
  friend bool operator==(const LabState&, const LabState&) = default;
};

// Nothing when there is no file. Fault::bad_input "lab.state" when it cannot be read.
Result<std::optional<LabState>> read_lab_state(const std::filesystem::path& file);
Result<void> write_lab_state(const std::filesystem::path& file, const LabState& state);

// Replaces a file as a whole: readers see the old or the new one. Only the owner reads it.
Result<void> write_whole_file(const std::filesystem::path& file, std::string_view content);

}  // namespace signoff::lab
