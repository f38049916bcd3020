// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/contract.h"
#include "lab/osmo_hlr_world.h"
#include "lab/port_forward.h"

#include <sqlite3.h>

#include <thread>

namespace signoff::lab {
namespace {

using contract::expect_fault;

// One osmo-hlr serves the whole suite; every test makes its records anew.
class OsmoContractWorld final : public contract::RegisterWorld {
 public:
  OsmoContractWorld() {
    if (!world_) {
      world_ = std::make_unique<OsmoHlrWorld>();
      EXPECT_TRUE(world_->process().start());
    }
  }
  static void end() { world_.reset(); }

  HomeRegister& reg() override { return world_->hlr(); }
  void given(const Imsi& imsi, const Msisdn& msisdn) override {
    world_->network().forget(imsi);
    const std::string digits{imsi.digits()};
    world_->ctrl(fmt::format("subscriber.by-imsi-{}.aud2g", digits), "none");
    world_->ctrl("subscriber.delete", digits);
    EXPECT_TRUE(world_->ctrl("subscriber.create", digits));
    give_number(imsi, msisdn);
    EXPECT_TRUE(world_->ctrl(fmt::format("subscriber.by-imsi-{}.aud2g", digits),
                             "comp128v1,00112233445566778899aabbccddeeff"));
  }
  bool attach(const Imsi& imsi) override {
    const PhoneState now = world_->network().retry(imsi, Duration{5000});
    return now.attached_cs && now.attached_ps;
  }
  bool serves(const Imsi& imsi) override { return world_->network().serves(imsi); }
  bool becomes_unserved(const Imsi& imsi) override {
    return world_->becomes_unserved(imsi);
  }
  void give_number(const Imsi& imsi, const Msisdn& msisdn) override {
    EXPECT_TRUE(world_->ctrl(fmt::format("subscriber.by-imsi-{}.msisdn", imsi.digits()),
                             std::string{msisdn.digits()}));
  }

 private:
  static inline std::unique_ptr<OsmoHlrWorld> world_;
};

class EndSuite final : public testing::Environment {
  void TearDown() override { OsmoContractWorld::end(); }
};
const auto* const kEndSuite = testing::AddGlobalTestEnvironment(new EndSuite);

class OsmoHlrTest : public testing::Test {
 protected:
  void given_lines(int count) {
    world_.load(1, count);
    ASSERT_TRUE(world_.process().start());
  }
  OsmoHlr& hlr() { return world_.hlr(); }
  static Imsi imsi(int number) { return OsmoHlrWorld::imsi(number); }
  Subscription seen(int number) { return hlr().find(imsi(number)).value(); }
  // The whole end of a line, in the order that leaves nothing behind.
  Result<void> end_line(const Subscription& line) {
    auto done = hlr().bar(line);
    if (done) done = hlr().cancel_location(line);
    if (done) done = hlr().strip_keys(line);
    if (done) done = hlr().strip_number(line);
    if (done || done.error().fault == Fault::not_found) done = hlr().remove(line);
    return done;
  }

  OsmoHlrWorld world_;
};

// Removes the subscriber row alone, as a crash inside osmo-hlr's own deletion does.
void lose_row(const std::filesystem::path& database, const Imsi& imsi) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(database.c_str(), &db), SQLITE_OK);
  const auto sql = fmt::format("DELETE FROM subscriber WHERE imsi='{}'", imsi.digits());
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
}

TEST_F(OsmoHlrTest, orphan_keys_of_a_torn_deletion_are_found) {
  given_lines(3);
  EXPECT_EQ(hlr().orphan_keys(), std::vector<std::int64_t>{});
  lose_row(world_.process().database(), imsi(2));
  EXPECT_EQ(hlr().orphan_keys(), std::vector<std::int64_t>{2});
}

TEST_F(OsmoHlrTest, a_removal_torn_by_kill_9_is_finished_and_leaves_no_orphan) {
  constexpr int kLines = 400;
  given_lines(kLines);
  std::vector<Subscription> lines;
  for (int i = 1; i <= kLines; ++i) lines.push_back(seen(i));
  std::atomic<int> tried = 0;
  std::atomic<int> ended = 0;
  std::thread worker{[&] {
    for (const Subscription& line : lines) {
      ended += end_line(line).has_value();
      ++tried;
    }
  }};
  while (tried < kLines / 4) std::this_thread::yield();
  world_.process().kill();
  worker.join();
  ASSERT_LT(ended, kLines);

  ASSERT_TRUE(world_.process().start());
  for (const Subscription& line : lines) ASSERT_TRUE(end_line(line));
  for (int i = 1; i <= kLines; ++i)
    expect_fault(hlr().find(imsi(i)), Fault::not_found, "register.no_subscription");
  EXPECT_EQ(hlr().orphan_keys(), std::vector<std::int64_t>{});
}

TEST_F(OsmoHlrTest, a_locked_database_is_unavailable_and_changes_nothing) {
  given_lines(1);
  const Subscription before = seen(1);
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(world_.process().database().c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  for (const auto& refused :
       {hlr().bar(before), hlr().strip_keys(before), hlr().strip_number(before)})
    expect_fault(refused, Fault::unavailable, "register.refused");
  expect_fault(hlr().remove(before), Fault::unavailable, "register.still_there");
  sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  EXPECT_EQ(seen(1), before);
  EXPECT_TRUE(hlr().remove(before));
}

TEST_F(OsmoHlrTest, a_register_that_is_down_is_unavailable) {
  given_lines(1);
  const Subscription before = seen(1);
  world_.process().kill();
  expect_fault(hlr().find(imsi(1)), Fault::unavailable, "tcp.refused");
  expect_fault(hlr().remove(before), Fault::unavailable, "tcp.refused");
  expect_fault(hlr().probe_keys(imsi(1)), Fault::unavailable, "tcp.refused");
  ASSERT_TRUE(world_.process().start());
  EXPECT_EQ(seen(1), before);
}

TEST_F(OsmoHlrTest, a_visited_register_that_is_not_there_is_reported) {
  given_lines(1);
  Subscription line = seen(1);
  line.vlr = "MSC-nowhere";
  expect_fault(hlr().cancel_location(line), Fault::unavailable,
               "register.visited_unreachable");
}

TEST_F(OsmoHlrTest, a_register_on_its_own_address_is_reached_through_forwarded_ports) {
  given_lines(1);
  const PortForward ctrl{world_.process().address(), OsmoHlrProcess::kCtrlPort};
  const PortForward gsup{world_.process().address(), OsmoHlrProcess::kGsupPort};
  OsmoHlrSettings settings;
  settings.ctrl_port = ctrl.port();
  settings.gsup_port = gsup.port();
  settings.gsup_name = "FORWARDED";
  OsmoHlr forwarded{settings};
  EXPECT_EQ(forwarded.find(imsi(1)), hlr().find(imsi(1)));
  EXPECT_EQ(forwarded.probe_keys(imsi(1)), true);
}

TEST_F(OsmoHlrTest, many_workers_share_the_register) {
  constexpr int kLines = 200;
  given_lines(kLines);
  std::atomic<int> ended = 0;
  std::vector<std::thread> workers;
  for (int worker = 0; worker < 12; ++worker)
    workers.emplace_back([&, worker] {
      for (int i = 1 + worker; i <= kLines; i += 12) ended += end_line(seen(i)).has_value();
    });
  for (std::thread& worker : workers) worker.join();
  EXPECT_EQ(ended, kLines);
}

}  // namespace
}  // namespace signoff::lab

namespace signoff::contract {
INSTANTIATE_TEST_SUITE_P(Osmo, RegisterContract, testing::Values([] {
                           return std::make_unique<lab::OsmoContractWorld>();
                         }),
                         [](const auto&) { return std::string{"real_process"}; });
}  // namespace signoff::contract
