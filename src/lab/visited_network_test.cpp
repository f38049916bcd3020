// SPDX-License-Identifier: Apache-2.0
#include "lab/visited_network.h"

#include "lab/osmo_hlr_world.h"

#include <gtest/gtest.h>

#include <thread>

namespace signoff::lab {
namespace {

constexpr Duration kPatience{10'000};

std::vector<Imsi> phones(int count) {
  std::vector<Imsi> all;
  for (int i = 1; i <= count; ++i) all.push_back(OsmoHlrWorld::imsi(i));
  return all;
}

TEST(VisitedNetwork, a_withdrawn_phone_is_detached_and_attaches_again_when_unbarred) {
  OsmoHlrWorld world;
  world.load(1, 1);
  ASSERT_TRUE(world.process().start());
  const Imsi imsi = OsmoHlrWorld::imsi(1);
  ASSERT_TRUE(world.network().attach_all(phones(1), kPatience));
  EXPECT_EQ(world.network().state(imsi), (PhoneState{true, true, {}}));
  const Subscription before = world.hlr().find(imsi).value();
  EXPECT_EQ(before.vlr, "MSC-vlr1");
  EXPECT_EQ(before.sgsn, "SGSN-1");

  ASSERT_TRUE(world.hlr().bar(before));
  EXPECT_TRUE(world.network().serves(imsi));
  ASSERT_TRUE(world.hlr().cancel_location(before));
  EXPECT_TRUE(world.becomes_unserved(imsi));
  EXPECT_FALSE(world.network().retry(imsi, kPatience).attached_cs);
  EXPECT_TRUE(world.network().state(imsi).last_reject_cause.has_value());

  ASSERT_TRUE(world.hlr().unbar(before, true, true));
  EXPECT_EQ(world.network().retry(imsi, kPatience), (PhoneState{true, true, {}}));
}

TEST(VisitedNetwork, a_phone_without_service_comes_back_by_itself) {
  OsmoHlrWorld world{/*retries_per_second=*/50};
  world.load(1, 1);
  ASSERT_TRUE(world.process().start());
  const Imsi imsi = OsmoHlrWorld::imsi(1);
  ASSERT_TRUE(world.network().attach_all(phones(1), kPatience));
  const Subscription before = world.hlr().find(imsi).value();
  ASSERT_TRUE(world.hlr().bar(before));
  ASSERT_TRUE(world.hlr().cancel_location(before));
  ASSERT_TRUE(world.becomes_unserved(imsi));
  ASSERT_TRUE(world.hlr().unbar(before, true, true));
  EXPECT_TRUE(world.becomes(imsi, [&] {
    const PhoneState now = world.network().state(imsi);
    return now.attached_cs && now.attached_ps;
  }));
}

TEST(VisitedNetwork, phones_stay_served_while_the_home_register_dies_and_returns) {
  OsmoHlrWorld world;
  world.load(1, 50);
  ASSERT_TRUE(world.process().start());
  const auto all = phones(50);
  ASSERT_TRUE(world.network().attach_all(all, kPatience));
  world.process().kill();
  EXPECT_EQ(world.network().attached_count(), 50U);
  ASSERT_TRUE(world.process().start());
  const Imsi imsi = OsmoHlrWorld::imsi(7);
  ASSERT_TRUE(world.becomes(imsi, [&] { return world.network().is_connected(); }));
  ASSERT_TRUE(world.hlr().cancel_location(world.hlr().find(imsi).value()));
  EXPECT_TRUE(world.becomes_unserved(imsi));
  EXPECT_EQ(world.network().attached_count(), 49U);
}

TEST(VisitedNetwork, phones_that_were_attaching_when_the_home_register_died_get_through) {
  OsmoHlrWorld world;
  world.load(1, 1000);
  ASSERT_TRUE(world.process().start());
  bool is_killed = false;
  const auto kill_once = [&](std::size_t count) {
    if (count == 0 || std::exchange(is_killed, true)) return;
    world.process().kill();
    ASSERT_TRUE(world.process().start());
  };
  ASSERT_TRUE(world.network().attach_all(phones(1000), Duration{60'000}, kill_once));
  EXPECT_TRUE(is_killed);
  EXPECT_EQ(world.network().attached_count(), 1000U);
}

TEST(VisitedNetwork, a_phone_that_is_awaited_passes_all_that_wait_in_line) {
  constexpr int kCount = 2000;
  OsmoHlrWorld world;
  world.load(1, kCount);
  ASSERT_TRUE(world.process().start());
  const auto all = phones(kCount);
  world.network().switch_on(all);
  ASSERT_TRUE(world.network().await_answer(all.back(), kPatience));
  EXPECT_EQ(world.network().state(all.back()), (PhoneState{true, true, {}}));
  EXPECT_LT(world.network().attached_count(), all.size() - 1);
  // Nobody waits for a phone that was never switched on.
  EXPECT_TRUE(world.network().await_answer(OsmoHlrWorld::imsi(kCount + 1), Duration{1}));
  for (const auto& imsi : all) ASSERT_TRUE(world.network().await_answer(imsi, kPatience));
  EXPECT_EQ(world.network().attached_count(), all.size());
}

TEST(VisitedNetwork, an_unknown_subscription_is_refused_with_its_cause) {
  OsmoHlrWorld world;
  ASSERT_TRUE(world.process().start());
  const PhoneState refused = world.network().retry(OsmoHlrWorld::imsi(1), kPatience);
  EXPECT_EQ(refused, (PhoneState{false, false, 2}));
}

// Prints how fast this machine is; the figures are for people, not for a verdict.
TEST(VisitedNetwork, rates_of_loading_attaching_deleting_and_the_whole_sequence) {
  constexpr int kLines = 1000;
  constexpr int kWorkers = 8;
  using Clock = std::chrono::steady_clock;
  OsmoHlrWorld world;
  auto start = Clock::now();
  const auto report = [&](const char* what, int count) {
    const std::chrono::duration<double> took = Clock::now() - start;
    fmt::print("{}: {:.0f}/s\n", what, count / took.count());
    start = Clock::now();
  };
  world.load(1, kLines);
  report("load", kLines);
  ASSERT_TRUE(world.process().start());
  const auto all = phones(kLines);
  start = Clock::now();
  std::size_t reported = 0;
  ASSERT_TRUE(world.network().attach_all(all, Duration{60'000},
                                         [&](std::size_t count) { reported = count; }));
  report("attach (CS and PS)", kLines);
  EXPECT_EQ(reported, all.size());

  std::atomic<int> failures = 0;
  const auto spread = [&](int first, int last, const auto& work) {
    std::vector<std::thread> workers;
    for (int worker = 0; worker < kWorkers; ++worker)
      workers.emplace_back([&, worker] {
        for (int i = first + worker; i < last; i += kWorkers)
          failures += !work(world.hlr().find(OsmoHlrWorld::imsi(i)).value());
      });
    for (std::thread& worker : workers) worker.join();
  };
  start = Clock::now();
  spread(1, kLines / 2, [&](const Subscription& line) {
    bool good = world.hlr().bar(line) && world.hlr().cancel_location(line) &&
                world.becomes_unserved(line.imsi) && world.hlr().strip_keys(line) &&
                world.hlr().strip_number(line) && world.hlr().remove(line) &&
                !world.hlr().find(line.imsi);
    return good && world.hlr().probe_keys(line.imsi) == false &&
           world.hlr().probe_attach(line.imsi, NetworkDomain::cs) ==
               AttachAnswer::unknown_subscription;
  });
  report("whole sequence with probes", kLines / 2);
  EXPECT_EQ(failures, 0);

  CtrlClient bare{world.process().address(), OsmoHlrProcess::kCtrlPort};
  start = Clock::now();
  for (int i = kLines / 2; i < kLines; ++i) {
    const CtrlRequest request{"subscriber.delete",
                              std::string{OsmoHlrWorld::imsi(i).digits()}};
    ASSERT_TRUE(bare.ask(std::span{&request, 1}, start + Duration{60'000}));
  }
  report("bare deletion, one connection", kLines / 2);
}

}  // namespace
}  // namespace signoff::lab
