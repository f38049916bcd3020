// SPDX-License-Identifier: Apache-2.0
#include "lab/lab.h"

#include "base/ensure.h"
#include "connectors/billing/ledger.h"
#include "connectors/hlr/osmo_hlr.h"
#include "connectors/mail/smtp_gateway.h"
#include "connectors/parties/pushed_parties.h"
#include "connectors/smdp/es9_receiver.h"
#include "connectors/smsc/smpp_client.h"
#include "evidence/notary.h"
#include "lab/hlr_keeper.h"
#include "lab/lab_state.h"
#include "lab/loading.h"
#include "lab/mail_sink.h"
#include "lab/party_inbox.h"
#include "lab/port_forward.h"
#include "lab/smsc_server.h"
#include "rsp/verify_notification.h"
#include "storage/sqlite/sqlite_store.h"

#include <fmt/format.h>
#include <condition_variable>
#include <unordered_map>

namespace signoff::lab {

extern const std::string_view kDemoPack;

namespace {

constexpr Duration kAttachTimeout = std::chrono::minutes{10};
constexpr Duration kRetryTimeout = std::chrono::seconds{3};
// For one phone that is still in line to attach after a restart.
constexpr Duration kLinePatience = std::chrono::seconds{10};
// What comes due within this while is waited for, not left for the next call.
constexpr Duration kAhead = std::chrono::seconds{1};
constexpr Duration kHopPatience = std::chrono::seconds{30};
constexpr auto kAdvancePatience = std::chrono::minutes{4};
constexpr int kHopsMax = 100;
constexpr Duration kGlance{50};
constexpr Duration kBindTimeout = std::chrono::seconds{5};
constexpr std::size_t kPage = 1000;
constexpr std::size_t kDeliveryThreads = 2;
constexpr Duration kPhonePatience = std::chrono::seconds{10};
constexpr std::string_view kHttps = "https://";
constexpr std::string_view kSmscUser = "signoff";
constexpr std::string_view kSmscPassword = "lab";

// Who hears of numbers that end. Each is found below the operator's own address.
std::vector<RelyingParty> demo_parties(const std::string& url) {
  std::vector<RelyingParty> parties;
  for (const auto* id : {"bank", "messenger"})
    parties.push_back({id, fmt::format("https://{}.example", id),
                       fmt::format("{}/lab/parties/{}/events", url, id)});
  return parties;
}

// Everybody comes from one address here, so limits by address would hit the innocent.
Pack demo_pack() {
  auto pack = parse_pack(kDemoPack, "cn.toml");
  ensure(pack.has_value(), "lab.pack");
  pack->limits.codes_per_address.count = 1'000'000;
  pack->limits.enquiries_per_address.count = 1'000'000;
  pack->limits.objections_per_address.count = 1'000'000;
  return *std::move(pack);
}

}  // namespace

class Lab::Impl {
 public:
  explicit Impl(LabSettings settings)
      : settings_{std::move(settings)}, pack_{demo_pack()} {}
  ~Impl();

  Result<void> open();
  Result<Instant> advance(Duration by);
  Result<Phone> phone(const Msisdn& number);
  Result<bool> write_to(const Msisdn& number, const std::string& text);
  Result<ChipProfile> delete_esim(const Msisdn& number);
  PartyInbox& inbox() { return *inbox_; }

  Result<void> recall();
  Result<void> start_chips();
  Result<void> fill();
  Result<void> start_network();
  Result<void> start_far_sides();
  Result<void> start_operation();
  Result<void> attach_phones();
  Result<void> await_bind();
  void report(std::string_view what, std::size_t done, std::size_t total) const {
    if (settings_.progress) settings_.progress(what, done, total);
  }
  bool can_deliver(const Msisdn& to) const;
  void shift(Duration by);
  std::filesystem::path in(const char* name) const { return settings_.data / name; }

  LabSettings settings_;
  Pack pack_;
  LabState state_;
  bool goes_on_ = false;  // There was a lab in this directory before.
  SystemRandom random_;
  SystemClock wall_;
  ShiftedClock clock_;
  Population population_;
  // Phones by number. Filled before anybody else can ask, then only read.
  std::map<Msisdn, Imsi> phones_;
  std::unique_ptr<PhoneChips> chips_;
  std::unique_ptr<Es9Receiver> smdp_;  // Of the phones: the operator itself.
  std::unique_ptr<rsp::NotificationVerifier> notifications_;
  MessageLog messages_;
  std::mutex advancing_;

  std::unique_ptr<SqliteFile> file_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<SqliteLedgerStore> ledger_store_;
  std::unique_ptr<LedgerBilling> billing_;
  std::unique_ptr<KeyRing> keys_;
  std::unique_ptr<OperatorNotary> notary_;
  std::unique_ptr<PartyInbox> inbox_;
  std::unique_ptr<PushedParties> parties_;
  std::unique_ptr<HlrKeeper> hlr_process_;
  std::unique_ptr<PortForward> ctrl_port_;
  std::unique_ptr<PortForward> gsup_port_;
  std::unique_ptr<OsmoHlr> hlr_;
  std::unique_ptr<VisitedNetwork> network_;
  std::unique_ptr<SmscServer> smsc_;
  std::unique_ptr<MailSink> mail_sink_;
  std::atomic<Operation*> listener_{nullptr};
  std::unique_ptr<SmppGateway> sms_;
  std::unique_ptr<SmtpGateway> mail_;
  std::unique_ptr<Operation> operation_;
};

Lab::Impl::~Impl() {
  if (operation_) operation_->workers().stop();
  listener_ = nullptr;
  sms_.reset();  // Its thread may be telling the operation of a message.
  operation_.reset();
}

Result<void> Lab::Impl::open() {
  std::error_code error;
  std::filesystem::create_directories(settings_.data, error);
  if (error) return fail(Fault::unavailable, "lab.data", error.message());
  for (const auto step :
       {&Impl::recall, &Impl::fill, &Impl::start_chips, &Impl::start_network,
        &Impl::attach_phones, &Impl::start_far_sides, &Impl::start_operation})
    if (auto done = (this->*step)(); !done) return done;
  return {};
}

Result<void> Lab::Impl::recall() {
  const auto known = read_lab_state(in("lab.json"));
  if (!known) return pass_on(known.error());
  if (*known && (*known)->is_loaded) {
    state_ = **known;
    goes_on_ = true;
    clock_.advance(state_.clock_offset);
  } else {
    // What was left half made is made anew.
    std::error_code ignored;
    for (const char* name :
         {"signoff.db", "signoff.db-wal", "signoff.db-shm", "hlr", "chips"})
      std::filesystem::remove_all(in(name), ignored);
    state_ = {settings_.lines, settings_.seed, wall_.now(), {}, false};
  }
  population_ = make_population({state_.lines, state_.seed, state_.began});
  SqliteOptions options;
  options.path = in("signoff.db");
  auto file = SqliteFile::open(options, random_);
  if (!file) return pass_on(file.error());
  file_ = *std::move(file);
  store_ = std::make_unique<SqliteStore>(*file_);
  ledger_store_ = std::make_unique<SqliteLedgerStore>(*file_);
  billing_ = std::make_unique<LedgerBilling>(*ledger_store_, clock_);
  return {};
}

Result<void> Lab::Impl::fill() {
  auto process = OsmoHlrProcess::create(in("hlr"), random_);
  if (!process) return pass_on(process.error());
  if (!state_.is_loaded) {
    const auto total = population_.lines.size();
    const auto loaded = load_store(population_, *store_, *ledger_store_, state_.began,
                                   [&](std::size_t done) { report("lines", done, total); });
    if (!loaded) return loaded;
    std::vector<HlrLine> subscribers;
    for (const auto& made : population_.lines) subscribers.push_back(made.subscriber);
    if (auto done = (*process)->load(subscribers); !done) return done;
    state_.is_loaded = true;
    if (auto done = write_lab_state(in("lab.json"), state_); !done) return done;
  }
  auto keeper = HlrKeeper::start(*std::move(process));
  if (!keeper) return pass_on(keeper.error());
  hlr_process_ = *std::move(keeper);
  return {};
}

Result<void> Lab::Impl::start_chips() {
  auto chips = PhoneChips::open(in("chips"), wall_.now());
  if (!chips) return pass_on(chips.error());
  chips_ = *std::move(chips);
  ensure(settings_.url.starts_with(kHttps), "lab.url");
  auto smdp = Es9Receiver::make(
      {settings_.ca_file, settings_.url.substr(kHttps.size()), kPhonePatience}, wall_);
  if (!smdp) return pass_on(smdp.error());
  smdp_ = *std::move(smdp);
  auto verifier = rsp::NotificationVerifier::make({chips_->root()});
  if (!verifier) return pass_on(verifier.error());
  notifications_ = *std::move(verifier);
  return {};
}

Result<void> Lab::Impl::start_network() {
  const auto& host = hlr_process_->address();
  ctrl_port_ = std::make_unique<PortForward>(host, OsmoHlrProcess::kCtrlPort);
  gsup_port_ = std::make_unique<PortForward>(host, OsmoHlrProcess::kGsupPort);
  OsmoHlrSettings hlr;
  hlr.host = host;
  hlr.database = hlr_process_->database();
  hlr_ = std::make_unique<OsmoHlr>(hlr);
  VisitedNetworkSettings visited;
  visited.host = host;
  network_ = std::make_unique<VisitedNetwork>(visited);
  return {};
}

Result<void> Lab::Impl::attach_phones() {
  std::vector<Imsi> on;
  std::string after;
  while (true) {
    const auto page = store_->lines_after(after, kPage);
    if (!page) return pass_on(page.error());
    if (page->empty()) break;
    for (const auto& line : *page) {
      phones_[line.msisdn] = line.imsi;
      chips_->put(line);
      if (!is_out_of_service(line.state)) on.push_back(line.imsi);
    }
    after = page->back().id;
  }
  // Whoever asks for one of them waits for that one alone.
  if (goes_on_) {
    network_->switch_on(on);
    return {};
  }
  return network_->attach_all(on, kAttachTimeout,
                              [&](std::size_t done) { report("phones", done, on.size()); });
}

bool Lab::Impl::can_deliver(const Msisdn& to) const {
  const auto phone = phones_.find(to);
  // Numbers of other operators are theirs to deliver to.
  if (phone == phones_.end()) return true;
  network_->await_answer(phone->second, kRetryTimeout);
  return network_->serves(phone->second);
}

Result<void> Lab::Impl::start_far_sides() {
  SmscServerSettings smsc;
  smsc.system_id = kSmscUser;
  smsc.password = kSmscPassword;
  auto centre = SmscServer::start(smsc, clock_, messages_,
                                  [this](const Msisdn& to) { return can_deliver(to); });
  if (!centre) return pass_on(centre.error());
  smsc_ = *std::move(centre);
  auto sink = MailSink::start({}, clock_, messages_);
  if (!sink) return pass_on(sink.error());
  mail_sink_ = *std::move(sink);

  SmppSettings smpp;
  smpp.port = smsc_->port();
  smpp.system_id = kSmscUser;
  smpp.password = kSmscPassword;
  smpp.source.text = pack_.place.hotline;
  SmppEvents events;
  events.on_message = [this](const Msisdn& from, const std::string& text) {
    if (auto* operation = listener_.load()) (void)operation->take_sms(from, text);
  };
  auto gateway = SmppGateway::start(smpp, random_, events);
  if (!gateway) return pass_on(gateway.error());
  sms_ = *std::move(gateway);
  SmtpSettings smtp;
  smtp.port = mail_sink_->port();
  smtp.from = "no-reply@example.com";
  smtp.plain = true;  // The sink is this very process.
  auto mailer = SmtpGateway::make(smtp, clock_);
  if (!mailer) return pass_on(mailer.error());
  mail_ = *std::move(mailer);
  return await_bind();
}

Result<void> Lab::Impl::await_bind() {
  const auto deadline = std::chrono::steady_clock::now() + kBindTimeout;
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock{mutex};
  while (!sms_->is_bound()) {
    if (std::chrono::steady_clock::now() > deadline)
      return fail(Fault::unavailable, "lab.smsc");
    never.wait_for(lock, std::chrono::milliseconds{2});
  }
  return {};
}

Result<void> Lab::Impl::start_operation() {
  auto keys = KeyRing::open(in("keys"), pack_.place.operator_name.en, wall_);
  if (!keys) return pass_on(keys.error());
  keys_ = *std::move(keys);
  notary_ = std::make_unique<OperatorNotary>(*keys_, random_);
  inbox_ = std::make_unique<PartyInbox>(settings_.url, demo_parties(settings_.url), *keys_,
                                        clock_, messages_);
  PartiesSettings parties;
  parties.issuer = settings_.url;
  parties.ca_file = settings_.ca_file;
  for (const auto& party : inbox_->parties()) parties.parties.push_back({party, {}});
  parties_ = std::make_unique<PushedParties>(parties, *notary_, clock_);
  operation_ = std::make_unique<Operation>(OperationParts{
      *store_, *hlr_, *billing_, *sms_, *mail_, *parties_, *notary_, pack_, clock_, wall_,
      random_, settings_.url + "/#voucher", "letters@example.com", settings_.on_trouble,
      settings_.observer, store_.get()});
  for (const auto& login : population_.staff) {
    const auto known = store_->staff(login.username);
    if (known) continue;
    if (auto added =
            operation_->service().add_staff(login.username, login.role, login.password);
        !added)
      return added;
  }
  listener_ = operation_.get();
  operation_->workers().start(settings_.case_threads, kDeliveryThreads);
  return {};
}

void Lab::Impl::shift(Duration by) {
  operation_->workers().while_resting([&] {
    clock_.advance(by);
    state_.clock_offset = clock_.offset();
    (void)write_lab_state(in("lab.json"), state_);
  });
}

Result<Instant> Lab::Impl::advance(Duration by) {
  const std::scoped_lock lock{advancing_};
  auto& workers = operation_->workers();
  const auto deadline = std::chrono::steady_clock::now() + kAdvancePatience;
  const auto target = clock_.now() + by;
  const auto hop = std::max<Duration>(by / kHopsMax, kAhead);
  workers.finish_due(kAhead, kHopPatience);
  while (clock_.now() < target) {
    const auto next = store_->next_due();
    if (!next) return pass_on(next.error());
    auto to = std::clamp(next->value_or(target), clock_.now() + hop, target + hop);
    if (to > target || std::chrono::steady_clock::now() > deadline) to = target;
    shift(std::max(to - clock_.now(), Duration{}));
    workers.finish_due(kAhead, kHopPatience);
  }
  return clock_.now();
}

Result<Phone> Lab::Impl::phone(const Msisdn& number) {
  const auto known = phones_.find(number);
  if (known == phones_.end()) return fail(Fault::not_found, "phone.unknown");
  const auto& imsi = known->second;
  network_->await_answer(imsi, kLinePatience);
  auto now = network_->state(imsi);
  if (!now.attached_cs || !now.attached_ps) now = network_->retry(imsi, kRetryTimeout);
  auto record = hlr_->find(imsi);
  // It may be on its way back up.
  const auto deadline = std::chrono::steady_clock::now() + kRetryTimeout;
  while (!record && record.error().fault != Fault::not_found &&
         std::chrono::steady_clock::now() < deadline) {
    hlr_process_->wait_for_start(kGlance);
    record = hlr_->find(imsi);
  }
  if (!record && record.error().fault != Fault::not_found) return pass_on(record.error());
  Phone phone{now.attached_cs, now.attached_ps, record.has_value(), {}, {}};
  auto esim = chips_->look(number);
  if (!esim && esim.error().fault != Fault::not_found) return pass_on(esim.error());
  if (esim) phone.esim = *esim;
  for (const auto& message : messages_.newest(number.digits()))
    if (message.delivered) {
      phone.last_sms = message.text;
      break;
    }
  return phone;
}

Result<bool> Lab::Impl::write_to(const Msisdn& number, const std::string& text) {
  const auto known = phones_.find(number);
  if (known == phones_.end()) return fail(Fault::not_found, "phone.unknown");
  const bool delivered = can_deliver(number);
  messages_.add({clock_.now(), "sms", number.e164(), text, delivered});
  return delivered;
}

Result<ChipProfile> Lab::Impl::delete_esim(const Msisdn& number) {
  return chips_->remove(number, *smdp_);
}

Lab::Lab(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Lab::~Lab() = default;

Result<std::unique_ptr<Lab>> Lab::open(LabSettings settings) {
  auto impl = std::make_unique<Impl>(std::move(settings));
  if (auto opened = impl->open(); !opened) return pass_on(opened.error());
  return std::unique_ptr<Lab>{new Lab{std::move(impl)}};
}

Operation& Lab::operation() { return *impl_->operation_; }
Store& Lab::store() { return *impl_->store_; }
DeskStores Lab::desk_stores() { return {*impl_->store_, *impl_->ledger_store_}; }
const Clock& Lab::clock() const { return impl_->clock_; }
Random& Lab::random() { return impl_->random_; }
const MessageLog& Lab::messages() const { return impl_->messages_; }
const Population& Lab::population() const { return impl_->population_; }
std::uint16_t Lab::hlr_ctrl_port() const { return impl_->ctrl_port_->port(); }
std::uint16_t Lab::hlr_gsup_port() const { return impl_->gsup_port_->port(); }
Result<Instant> Lab::advance(Duration by) { return impl_->advance(by); }
Result<Phone> Lab::phone(const Msisdn& number) { return impl_->phone(number); }
Result<bool> Lab::write_to(const Msisdn& number, const std::string& text) {
  return impl_->write_to(number, text);
}
Result<ChipProfile> Lab::delete_esim(const Msisdn& number) {
  return impl_->delete_esim(number);
}
rsp::NotificationVerifier& Lab::notifications() { return *impl_->notifications_; }
Result<void> Lab::take_event(std::string_view party, std::string_view media_type,
                             std::string_view token) {
  return impl_->inbox().take(party, media_type, token);
}
Result<void> Lab::write_from(const Msisdn& number, const std::string& text) {
  return impl_->smsc_->from_phone(number, text);
}

}  // namespace signoff::lab
