// SPDX-License-Identifier: Apache-2.0
#include "app/serve.h"

#include "app/config.h"
#include "app/front.h"
#include "app/idcheck_program.h"
#include "app/rsp_roots.h"
#include "app/stop_signal.h"
#include "card/desk/desk_keys.h"
#include "connectors/billing/ledger.h"
#include "connectors/hlr/rest_register.h"
#include "connectors/idcheck/process_id_check.h"
#include "connectors/oidc/oidc_provider.h"
#include "connectors/parties/parties_file.h"
#include "connectors/parties/pushed_parties.h"
#include "evidence/notary.h"
#include "storage/sqlite/sqlite_store.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

namespace signoff {
namespace {

constexpr std::chrono::seconds kServeGrace{20};

// Everything below the verbs, in the order it is built and, backwards, ended.
struct Plant {
  Metrics metrics;
  WorkMetrics work{metrics};
  SystemRandom random;
  SystemClock clock;
  std::optional<Pack> pack;
  std::unique_ptr<SqliteFile> file;
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<SqliteLedgerStore> ledger;
  std::unique_ptr<LedgerBilling> billing;
  std::unique_ptr<KeyRing> keys;
  std::unique_ptr<OperatorNotary> notary;
  std::unique_ptr<PushedParties> parties;
  std::unique_ptr<HomeRegister> home;
  std::atomic<Operation*> listener{nullptr};
  std::unique_ptr<SmtpGateway> mail;
  std::unique_ptr<SmppGateway> sms;
  std::unique_ptr<OidcProvider> provider;
  std::unique_ptr<rsp::NotificationVerifier> notifications;
  std::unique_ptr<DeskKeys> desk_keys;
  std::unique_ptr<Operation> operation;

  ~Plant() {
    if (operation) operation->workers().stop();
    listener = nullptr;
    sms.reset();  // Its thread may be telling the operation of a message.
  }
};

Result<void> open_storage(const Config& config, Plant& plant) {
  auto pack = load_pack(config.pack);
  if (!pack) return pass_on(pack.error());
  plant.pack = *std::move(pack);
  SqliteOptions options;
  options.path = config.store;
  options.key_file = config.store_key;
  auto file = SqliteFile::open(options, plant.random);
  if (!file) return pass_on(file.error());
  plant.file = *std::move(file);
  plant.store = std::make_unique<SqliteStore>(*plant.file);
  plant.ledger = std::make_unique<SqliteLedgerStore>(*plant.file);
  plant.billing = std::make_unique<LedgerBilling>(*plant.ledger, plant.clock);
  return {};
}

// Amounts of two currencies cannot be added up, so a pack of another one would be the end
// of the first request that tries.
Result<void> check_currency(const Config&, Plant& plant) {
  const auto first = plant.store->lines_after("", 1);
  if (!first) return pass_on(first.error());
  const auto& wanted = plant.pack->place.currency;
  if (first->empty() || first->front().monthly_fee.currency() == wanted) return {};
  return fail(Fault::bad_input, "store.currency",
              fmt::format("the lines are kept in {}, the pack in {}",
                          first->front().monthly_fee.currency().code(), wanted.code()));
}

Result<void> open_evidence(const Config& config, Plant& plant) {
  auto keys = KeyRing::open(config.keys, plant.pack->place.operator_name.en, plant.clock);
  if (!keys) return pass_on(keys.error());
  plant.keys = *std::move(keys);
  plant.notary = std::make_unique<OperatorNotary>(*plant.keys, plant.random);
  PartiesSettings parties;
  if (!config.parties.empty()) {
    auto loaded = load_parties(config.parties);
    if (!loaded) return pass_on(loaded.error());
    parties = *std::move(loaded);
  }
  plant.parties = std::make_unique<PushedParties>(parties, *plant.notary, plant.clock);
  return {};
}

Result<void> open_far_sides(const Config& config, Plant& plant) {
  if (config.is_osmo) {
    plant.home = std::make_unique<OsmoHlr>(config.osmo);
  } else {
    auto settings = load_rest_settings(config.rest_register);
    if (!settings) return pass_on(settings.error());
    auto home = RestRegister::create(*std::move(settings));
    if (!home) return pass_on(home.error());
    plant.home = *std::move(home);
  }
  if (config.oidc)
    plant.provider = std::make_unique<OidcProvider>(*config.oidc, plant.clock);
  auto notifications = load_rsp_roots(config.rsp_roots);
  if (!notifications) return pass_on(notifications.error());
  plant.notifications = *std::move(notifications);
  auto desk_keys = DeskKeys::load(config.desk_keys);
  if (!desk_keys) return pass_on(desk_keys.error());
  plant.desk_keys = *std::move(desk_keys);
  auto mail = SmtpGateway::make(config.mail, plant.clock);
  if (!mail) return pass_on(mail.error());
  plant.mail = *std::move(mail);
  SmppEvents events;
  events.on_message = [&plant](const Msisdn& from, const std::string& text) {
    if (auto* operation = plant.listener.load()) (void)operation->take_sms(from, text);
  };
  auto sms = SmppGateway::start(config.smsc, plant.random, events);
  if (!sms) return pass_on(sms.error());
  plant.sms = *std::move(sms);
  return {};
}

Result<void> open_all(const Config& config, Plant& plant) {
  for (const auto open : {open_storage, check_currency, open_evidence, open_far_sides})
    if (auto done = open(config, plant); !done) return done;
  plant.operation = std::make_unique<Operation>(OperationParts{
      *plant.store, *plant.home, *plant.billing, *plant.sms, *plant.mail, *plant.parties,
      *plant.notary, *plant.pack, plant.clock, plant.clock, plant.random, config.enquiry,
      config.letter_desk,
      [](const Error& why) { spdlog::error("work failed: {} {}", why.code, why.detail); },
      &plant.work, plant.store.get()});
  plant.listener = plant.operation.get();
  return {};
}

int refuse(const Error& why) {
  fmt::print(stderr, "signoff serve: {}{}{}\n", why.code, why.detail.empty() ? "" : ": ",
             why.detail);
  return why.fault == Fault::bad_input ? 2 : 1;
}

}  // namespace

int run_serve(const std::filesystem::path& config_file, std::span<const WebAsset> pages) {
  const StopSignal stop;
  const auto config = load_config(config_file);
  if (!config) return refuse(config.error());
  Plant plant;
  if (const auto opened = open_all(*config, plant); !opened) return refuse(opened.error());

  ServerConfig server;
  server.address = config->address;
  server.port = config->port;
  server.is_behind_proxy = config->is_behind_proxy;
  server.worker_threads = static_cast<std::size_t>(config->http_threads);
  if (!config->certificate.empty())
    server.tls = TlsIdentity{config->certificate, config->certificate_key};
  FrontParts parts{*plant.operation,
                   *plant.store,
                   {*plant.store, *plant.ledger},
                   plant.clock,
                   plant.random,
                   plant.metrics,
                   {},
                   true,
                   {}};
  parts.rest.assets = pages;
  parts.rest.url = config->url;
  parts.rest.provider = plant.provider.get();
  parts.rest.has_passwords = config->also_passwords;
  parts.rest.notifications = plant.notifications.get();
  parts.rest.wipes = plant.desk_keys.get();
  const auto checker = idcheck_program(config->id_check);
  if (::access(checker.c_str(), X_OK) != 0)
    spdlog::warn("{} cannot be run: photographs are kept unchecked", checker.string());
  ProcessIdCheck id_check{{.program = checker}};
  parts.rest.id_check = &id_check;
  const auto front = Front::start(server, std::move(parts));
  if (!front) return refuse(front.error());
  plant.operation->workers().start(static_cast<std::size_t>(config->case_threads),
                                   static_cast<std::size_t>(config->delivery_threads));
  spdlog::info("serving on {}:{}", config->address, (*front)->port());
  stop.wait();
  spdlog::info("stopping");
  (*front)->stop(kServeGrace);
  return 0;
}

}  // namespace signoff
