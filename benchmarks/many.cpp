// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/many.h"

#include <atomic>
#include <thread>

namespace signoff::bench {
namespace {

constexpr std::size_t kPeoplePerMillisecond = 100;  // Keeps ids in the order of making.
constexpr std::size_t kOpeners = 16;
constexpr auto kSessionLife = std::chrono::hours{24};
// Numbers of these people, and of their cases, lie above those of settle_many().
constexpr std::size_t kFirstNumber = 55'000'000;

SignedIn sign_in(Ground& ground, const Somebody& who, Change& change) {
  std::array<std::uint8_t, 32> raw{};
  ground.random.fill(raw);
  SignedIn made;
  made.token = to_base64url(raw);
  made.line_id = who.line.id;
  SessionRecord session;
  session.token_hash = to_hex(sha256(as_bytes(made.token)));
  session.actor = {Role::subscriber, who.owner.id};
  session.owner_id = who.owner.id;
  session.line_id = who.line.id;
  session.expires_at = ground.wall.now() + kSessionLife;
  change.sessions.push_back(std::move(session));
  return made;
}

// Each opening is a durable call of its own; together they share disk syncs.
Result<void> open_accounts(Ground& ground, const std::vector<SignedIn>& people) {
  LedgerBilling billing{*ground.ledger, ground.wall};
  std::atomic<std::size_t> next{0};
  std::atomic<bool> has_failed{false};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kOpeners; ++i)
    threads.emplace_back([&] {
      for (auto at = next++; at < people.size(); at = next++)
        if (!billing.open_account(people[at].line_id, ordinary_opening(ground)))
          has_failed = true;
    });
  for (auto& thread : threads) thread.join();
  if (has_failed) return fail(Fault::unavailable, "bench.accounts");
  return {};
}

}  // namespace

Result<void> settle_many(Ground& ground, std::size_t lines, std::size_t cases,
                         Instant due) {
  Batch batch{*ground.store};
  std::string owner_id;
  for (std::size_t i = 0; i < lines; ++i) {
    if (i % kPeoplePerMillisecond == 0) ground.clock.advance(Duration{1});
    auto who = somebody(ground, i);
    const bool is_first = owner_id.empty();
    if (is_first) owner_id = who.owner.id;
    who.line.owner_id = owner_id;
    who.owner.id = owner_id;
    auto change = i < cases ? new_case_for(ground, who, due) : new_line(who);
    if (!is_first) change.owner.reset();
    change.events.clear();
    change.notices.clear();
    if (auto done = batch.add(std::move(change)); !done) return done;
  }
  return batch.finish();
}

Result<People> settle_people(Ground& ground, std::size_t with_case, std::size_t without) {
  People people;
  Batch batch{*ground.store};
  const auto next_month = ground.clock.now() + std::chrono::days{30};
  for (std::size_t i = 0; i < with_case + without; ++i) {
    if (i % kPeoplePerMillisecond == 0) ground.clock.advance(Duration{1});
    const auto who = somebody(ground, kFirstNumber + i);
    const bool has_case = i < with_case;
    auto change = has_case ? new_case_for(ground, who, next_month) : new_line(who);
    change.notices.clear();
    auto signed_in = sign_in(ground, who, change);
    if (has_case) signed_in.case_id = change.moved_case->id;
    (has_case ? people.with_case : people.without).push_back(std::move(signed_in));
    if (auto done = batch.add(std::move(change)); !done) return pass_on(done.error());
  }
  if (auto done = batch.finish(); !done) return pass_on(done.error());
  for (const auto* some : {&people.with_case, &people.without})
    if (auto done = open_accounts(ground, *some); !done) return pass_on(done.error());
  return people;
}

}  // namespace signoff::bench
