// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/random.h"
#include "domain/identifiers.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace signoff::lab {

// One subscriber to load, with a 2G key; enabled unless barred.
struct HlrLine {
  Imsi imsi;
  Msisdn msisdn;
  std::array<std::uint8_t, 16> ki{};
  bool is_barred = false;
};

// A real osmo-hlr as a child process in a directory of its own. Version 1.5.0 takes a port
// for neither CTRL (4259) nor GSUP (4222), so every instance gets a loopback address of
// its own. Start it from a thread that lives as long as the process shall: the kernel ends
// the child with the thread that made it.
class OsmoHlrProcess {
 public:
  static constexpr std::uint16_t kCtrlPort = 4259;
  static constexpr std::uint16_t kGsupPort = 4222;

  // Writes the configuration and an empty database; does not start. An empty `address`
  // picks a free one of 127.0.0.0/8.
  static Result<std::unique_ptr<OsmoHlrProcess>> create(std::filesystem::path directory,
                                                        Random& random,
                                                        std::string address = {});
  ~OsmoHlrProcess();
  OsmoHlrProcess(const OsmoHlrProcess&) = delete;
  OsmoHlrProcess& operator=(const OsmoHlrProcess&) = delete;

  // Inserts all lines in one transaction; only while it does not run.
  Result<void> load(std::span<const HlrLine> lines);
  // Returns when the control interface answers.
  Result<void> start();
  void stop();  // SIGTERM, and SIGKILL when that does not help within three seconds.
  void kill();  // SIGKILL, as in a power failure of the process.

  bool is_running() const { return pid_ > 0; }
  int pid() const { return pid_; }
  const std::string& address() const { return address_; }
  std::filesystem::path database() const { return directory_ / "hlr.db"; }

 private:
  OsmoHlrProcess(std::filesystem::path directory, std::string address)
      : directory_{std::move(directory)}, address_{std::move(address)} {}
  Result<void> write_config() const;
  Result<int> spawn(std::span<const char* const> extra) const;
  Result<void> await_ctrl();
  void end(int signal);

  std::filesystem::path directory_;
  std::string address_;
  int pid_ = 0;
};

}  // namespace signoff::lab
