// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/hlr/osmo_hlr.h"
#include "lab/osmo_hlr_process.h"
#include "lab/visited_network.h"

#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>
#include <memory>

namespace signoff::lab {

// A real osmo-hlr, its visited network and our connector, in a temporary directory.
class OsmoHlrWorld {
 public:
  explicit OsmoHlrWorld(std::size_t retries_per_second = 0) {
    static int count = 0;
    directory_ = std::filesystem::temp_directory_path() /
                 fmt::format("signoff-hlr-{}-{}", ::getpid(), ++count);
    auto process = OsmoHlrProcess::create(directory_, random_);
    EXPECT_TRUE(process.has_value());
    process_ = *std::move(process);
    OsmoHlrSettings settings;
    settings.host = process_->address();
    settings.database = process_->database();
    hlr_ = std::make_unique<OsmoHlr>(settings);
    VisitedNetworkSettings visited;
    visited.host = process_->address();
    visited.retries_per_second = retries_per_second;
    network_ = std::make_unique<VisitedNetwork>(visited);
  }
  ~OsmoHlrWorld() {
    network_.reset();
    process_.reset();
    std::filesystem::remove_all(directory_);
  }
  OsmoHlrWorld(const OsmoHlrWorld&) = delete;
  OsmoHlrWorld& operator=(const OsmoHlrWorld&) = delete;

  OsmoHlr& hlr() { return *hlr_; }
  OsmoHlrProcess& process() { return *process_; }
  VisitedNetwork& network() { return *network_; }

  static Imsi imsi(int number) {
    return Imsi::parse(fmt::format("00101{:010}", number)).value();
  }
  static Msisdn number(int number) {
    return Msisdn::parse(fmt::format("86138{:08}", number)).value();
  }
  // Lines number first .. first + count - 1, loaded before the start.
  void load(int first, int count) {
    std::vector<HlrLine> lines;
    for (int i = first; i < first + count; ++i) {
      HlrLine line{imsi(i), number(i), {}};
      random_.fill(line.ki);
      lines.push_back(line);
    }
    EXPECT_TRUE(process_->load(lines));
  }
  // One request of the control interface; true when it was not refused.
  bool ctrl(const std::string& variable, const std::string& value) {
    CtrlClient client{process_->address(), OsmoHlrProcess::kCtrlPort};
    const CtrlRequest request{variable, value};
    const auto replies = client.ask(std::span{&request, 1},
                                    std::chrono::steady_clock::now() + Duration{3000});
    return replies && !replies->front().is_error;
  }
  // Polls the register until the visited network has done what it was told.
  bool becomes(const Imsi& imsi, const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + Duration{5000};
    while (std::chrono::steady_clock::now() < deadline) {
      if (condition()) return true;
      (void)hlr_->find(imsi);  // A round trip through the register's only thread.
    }
    return false;
  }
  bool becomes_unserved(const Imsi& imsi) {
    return becomes(imsi, [&] {
      const auto now = hlr_->find(imsi);
      return !network_->serves(imsi) && (!now || !now->is_attached());
    });
  }

 private:
  SystemRandom random_;
  std::filesystem::path directory_;
  std::unique_ptr<OsmoHlrProcess> process_;
  std::unique_ptr<OsmoHlr> hlr_;
  std::unique_ptr<VisitedNetwork> network_;
};

}  // namespace signoff::lab
