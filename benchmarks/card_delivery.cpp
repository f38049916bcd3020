// SPDX-License-Identifier: Apache-2.0
#include "api/rest.h"
#include "api/server.h"
#include "api/tls_files.h"
#include "benchmarks/cards.h"
#include "benchmarks/ground.h"
#include "card/desk/deliver.h"
#include "connectors/smdp/es9_receiver.h"
#include "rsp/verify_notification.h"
#include "service/operation.h"

#include <fmt/format.h>

namespace signoff::bench {
namespace {

constexpr int kMany = 99;
// As many as the server takes from one place without a rest.
constexpr int kRunsMax = 5;

// An operator who takes the notifications of our chips over TLS, in this process: checks
// the chain and keeps each durably.
class ProfileServer {
 public:
  static Result<std::unique_ptr<ProfileServer>> start(const std::filesystem::path& folder) {
    auto ground = Ground::open(folder);
    if (!ground) return pass_on(ground.error());
    auto verifier = rsp::NotificationVerifier::make({bench_authority().root()});
    if (!verifier) return pass_on(verifier.error());
    std::unique_ptr<ProfileServer> made{
        new ProfileServer{*std::move(ground), *std::move(verifier)}};
    if (auto done = made->settle(); !done) return pass_on(done.error());
    if (auto done = made->serve(folder); !done) return pass_on(done.error());
    return made;
  }
  ~ProfileServer() {
    if (server_) server_->stop(std::chrono::seconds{1});
  }

  const Clock& clock() const { return ground_->wall; }
  Es9Settings way() const {
    return {ca_file_, fmt::format("127.0.0.1:{}", server_->port()), Duration{20'000}};
  }

 private:
  ProfileServer(std::unique_ptr<Ground> ground,
                std::unique_ptr<rsp::NotificationVerifier> verifier)
      : ground_{std::move(ground)},
        billing_{*ground_->ledger, ground_->wall},
        verifier_{std::move(verifier)},
        operation_{{.store = *ground_->store,
                    .home = ground_->home,
                    .billing = billing_,
                    .sms = ground_->sms,
                    .mail = ground_->mail,
                    .parties = ground_->parties,
                    .notary = *ground_->notary,
                    .pack = ground_->pack,
                    .clock = ground_->wall,
                    .wall = ground_->wall,
                    .random = ground_->random,
                    .enquiry_url = "https://operator.test/v",
                    .letter_desk = "letters@example.com",
                    .on_trouble = {},
                    .cards = ground_->store.get()}},
        rest_{operation_.service(),
              ground_->wall,
              {*ground_->store, *ground_->ledger},
              {.notifications = verifier_.get()}},
        router_{rest_.routes(), rest_.guard()} {}

  // The lines whose profiles our chips have.
  Result<void> settle() {
    Batch batch{*ground_->store};
    for (int i = 0; i < kMany; ++i) {
      auto who = somebody(*ground_, static_cast<std::size_t>(i));
      who.line.iccid = Iccid::parse(bench_iccid(i)).value();
      who.line.eid = Eid::parse(kBenchEid).value();
      if (auto done = batch.add(new_line(who)); !done) return done;
    }
    return batch.finish();
  }
  Result<void> serve(const std::filesystem::path& folder) {
    const auto tls = ensure_tls_files(folder / "tls", ground_->wall, ground_->random,
                                      {std::string{kBenchSmdp}});
    if (!tls) return pass_on(tls.error());
    ca_file_ = tls->ca_file;
    ServerConfig config;
    config.tls = TlsIdentity{tls->certificate_file, tls->key_file};
    auto server = Server::start(config, router_, ground_->wall, ground_->random);
    if (!server) return pass_on(server.error());
    server_ = *std::move(server);
    return {};
  }

  std::unique_ptr<Ground> ground_;
  LedgerBilling billing_;
  std::unique_ptr<rsp::NotificationVerifier> verifier_;
  Operation operation_;
  RestApi rest_;
  Router router_;
  std::string ca_file_;
  std::unique_ptr<Server> server_;
};

// Deletes the profiles of a new card, and measures how their notifications are delivered.
Result<void> deliver_once(const ProfileServer& server, int count,
                          const std::filesystem::path& folder, Taken& taken) {
  const auto card = bench_card(count);
  if (!card) return pass_on(card.error());
  auto former = EuiccSession::open(**card);
  if (!former) return pass_on(former.error());
  for (int i = 0; i < count; ++i)
    if (const auto done = former->erase(bench_iccid(i)); !done) return done;

  const Stopwatch watch;
  const auto journal = DeliveryJournal::open(folder);
  if (!journal) return pass_on(journal.error());
  const auto receiver = Es9Receiver::make(server.way(), server.clock());
  if (!receiver) return pass_on(receiver.error());
  auto session = EuiccSession::open(**card);
  if (!session) return pass_on(session.error());
  const auto delivered = deliver(*session, **receiver, *journal, server.clock());
  if (!delivered) return pass_on(delivered.error());
  taken.ms.push_back(watch.seconds() * 1000);
  taken.commands.push_back(session->commands());
  if (!delivered->is_done() || delivered->items.size() != static_cast<std::size_t>(count)) {
    for (const auto& item : delivered->items)
      if (item.why_not) return pass_on(*item.why_not);
    return fail(Fault::conflict, "bench.not_delivered");
  }
  return {};
}

}  // namespace

Result<void> measure_card_delivery(const Plan& plan, Report& report) {
  const Folder folder{plan.base};
  const auto server = ProfileServer::start(folder.path());
  if (!server) return pass_on(server.error());
  for (const auto& [count, most] : {std::pair{1, Most{}}, std::pair{kMany, Most{0, 571}}}) {
    Taken taken;
    for (int run = 0; run < std::min(plan.runs, kRunsMax); ++run) {
      const auto journal = folder.path() / fmt::format("journal-{}-{}", count, run);
      if (auto done = deliver_once(**server, count, journal, taken); !done) return done;
    }
    add_taken(report, fmt::format("deliver_{}", count), std::move(taken), most);
  }
  return {};
}

}  // namespace signoff::bench
