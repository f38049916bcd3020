// SPDX-License-Identifier: Apache-2.0
#include "app/wipe_reports.h"

#include "base/durable_file.h"
#include "card/desk/backup_folder.h"

namespace signoff {
namespace {

namespace fs = std::filesystem;

// As often as one card can be wiped within a second.
constexpr int kReportsMax = 1'000;

// "20261122T084703Z" of an instant, which is fit for a file's name.
std::string stamp(Instant at) {
  std::string out;
  for (const char c : to_string(at).substr(0, 19))
    if (c != '-' && c != ':') out += c;
  return out + "Z";
}

// A name in the folder that nothing bears yet.
std::optional<fs::path> free_name(const fs::path& folder, const std::string& name) {
  for (int number = 1; number <= kReportsMax; ++number) {
    auto file = folder / (number == 1 ? name : fmt::format("{}-{}", name, number));
    file += ".jws";
    std::error_code error;
    if (!fs::exists(file, error) && !error) return file;
  }
  return std::nullopt;
}

}  // namespace

Result<WipeReports> WipeReports::open(const CardDesk& desk) {
  const auto keys = desk.folder("keys");
  if (!keys) return pass_on(keys.error());
  auto folder = desk.folder("wipes");
  if (!folder) return pass_on(folder.error());
  const SystemClock clock;
  const auto ring = KeyRing::open(*keys, "Signoff desk", clock);
  if (!ring) return pass_on(ring.error());
  const auto written = write_durably(*folder / "jwks.json", (*ring)->jwks()->text());
  if (!written) return pass_on(written.error());
  return WipeReports{std::move(*folder), (*ring)->current()};
}

Result<fs::path> WipeReports::sign(const WipeProof& proof) const {
  const auto jws = sign_jws(key_->key, kWipeTyp, to_json(proof));
  auto file = free_name(folder_,
                        fmt::format("{}-{}", card_file_name(proof.iccid), stamp(proof.at)));
  if (!file || !write_durably(*file, jws + "\n"))
    return fail(Fault::unknown, "wipe.unsigned", folder_.string());
  return *std::move(file);
}

}  // namespace signoff
