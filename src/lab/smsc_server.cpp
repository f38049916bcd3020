// SPDX-License-Identifier: Apache-2.0
#include "lab/smsc_server.h"

#include "connectors/smsc/smpp_wire.h"
#include "connectors/smsc/sms_text.h"

#include <fmt/format.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>
#include <set>
#include <thread>

namespace signoff::lab {
namespace asio = boost::asio;
using asio::ip::tcp;
namespace {

using boost::system::error_code;
constexpr auto kAwaitPdu = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kLinksMax = 64;
constexpr Duration kPatience{
    5'000};  // For a bind, and for the answer to a phone's message.
constexpr std::uint8_t kSilentMessage = 0x40;  // 3GPP TS 23.040 clause 9.2.3.9, type 0.

}  // namespace

// Everything but start and stop happens on thread_.
class SmscServer::Impl {
 public:
  Impl(SmscServerSettings settings, const Clock& clock, MessageLog& log, CanDeliver can)
      : settings_{std::move(settings)},
        clock_{clock},
        log_{log},
        can_deliver_{std::move(can)} {}

  error_code open();
  void run();
  void stop();
  std::uint16_t port() const { return port_; }
  Result<void> from_phone(const Msisdn& from, const std::string& text);
  void post(std::function<void()> work) { asio::post(io_, std::move(work)); }

  std::uint32_t refusal = 0;
  int refusals_left = 0;
  bool hangs_up = false;
  bool ignores = false;
  bool is_dead = false;

 private:
  // Shared with the operations under way, which may outlast the session.
  struct Session {
    std::shared_ptr<smpp::Wire> wire;
    bool is_bound = false;
    std::uint32_t last_sequence = 0;
    PartCollector parts;
  };
  using SessionPtr = std::shared_ptr<Session>;
  // Parts of a phone's message that wait for their acknowledgement.
  struct Delivery {
    std::size_t missing = 0;
    std::promise<bool> done;
  };

  asio::awaitable<void> listen();
  asio::awaitable<void> serve(SessionPtr session);
  void handle(Session& session, const smpp::Pdu& pdu);
  void bind(Session& session, const smpp::Pdu& pdu);
  void submit(Session& session, const smpp::Pdu& pdu, const smpp::Message& message);
  void store(Session& session, const smpp::Message& message, const std::string& id);
  void receipt(Session& session, const smpp::Message& message, const std::string& id,
               bool ok);
  void acknowledged(std::uint32_t sequence, bool taken);
  void deliver(const Msisdn& from, const std::vector<SmsPart>& parts,
               const std::shared_ptr<Delivery>& delivery);
  static void put(Session& session, const smpp::Pdu& pdu) {
    session.wire->put(pdu);
    session.wire->flush();
  }

  SmscServerSettings settings_;
  const Clock& clock_;
  MessageLog& log_;
  CanDeliver can_deliver_;
  asio::io_context io_;
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  tcp::acceptor acceptor_{io_};
  std::set<SessionPtr> sessions_;
  std::map<std::uint32_t, std::shared_ptr<Delivery>> deliveries_;
  std::uint64_t last_id_ = 0;
  std::uint32_t delivery_sequence_ = 0x40000000;  // Apart from those of receipts.
  std::uint8_t reference_ = 0;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

error_code SmscServer::Impl::open() {
  error_code failed;
  if (!settings_.certificate_file.empty()) {
    tls_.use_certificate_chain_file(settings_.certificate_file, failed);
    if (!failed)
      tls_.use_private_key_file(settings_.key_file, asio::ssl::context::pem, failed);
    if (failed) return failed;
  }
  const tcp::endpoint here{asio::ip::address_v4::loopback(), settings_.port};
  acceptor_.open(tcp::v4(), failed);
  if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address{true}, failed);
  if (!failed) acceptor_.bind(here, failed);
  if (!failed) acceptor_.listen(tcp::acceptor::max_listen_connections, failed);
  if (!failed) port_ = acceptor_.local_endpoint(failed).port();
  return failed;
}

void SmscServer::Impl::run() {
  asio::co_spawn(io_, listen(), asio::detached);
  thread_ = std::thread{[this] { io_.run(); }};
}

void SmscServer::Impl::stop() {
  asio::post(io_, [this] {
    error_code ignored;
    acceptor_.close(ignored);
    for (const SessionPtr& session : sessions_) session->wire->close();
    for (auto& [sequence, delivery] : std::exchange(deliveries_, {}))
      if (std::exchange(delivery->missing, 0) != 0) delivery->done.set_value(false);
  });
  thread_.join();
}

asio::awaitable<void> SmscServer::Impl::listen() {
  for (;;) {
    auto [failed, socket] = co_await acceptor_.async_accept(kAwaitPdu);
    if (!acceptor_.is_open()) co_return;
    if (failed || sessions_.size() >= kLinksMax) continue;  // Dropped: closes itself.
    const auto session = std::make_shared<Session>();
    session->wire = std::make_shared<smpp::Wire>(std::move(socket), tls_,
                                                 !settings_.certificate_file.empty());
    sessions_.insert(session);
    asio::co_spawn(io_, serve(session), asio::detached);
  }
}

asio::awaitable<void> SmscServer::Impl::serve(SessionPtr session) {
  asio::steady_timer unbound{io_, kPatience};
  unbound.async_wait([session](error_code stopped) {
    if (!stopped && !session->is_bound) session->wire->close();
  });
  const auto shaken = co_await session->wire->handshake(asio::ssl::stream_base::server);
  while (shaken) {
    const auto pdu = co_await session->wire->read();
    if (!pdu) break;
    handle(*session, *pdu);
  }
  session->wire->close();
  session->is_bound = false;
  sessions_.erase(session);
}

void SmscServer::Impl::handle(Session& session, const smpp::Pdu& pdu) {
  const auto reply = [&](std::uint32_t status, smpp::Body body) {
    put(session, {status, pdu.sequence, std::move(body)});
  };
  if (std::holds_alternative<smpp::Bind>(pdu.body)) return bind(session, pdu);
  if (std::holds_alternative<smpp::EnquireLink>(pdu.body)) {
    if (!is_dead) reply(smpp::status::kOk, smpp::EnquireLinkResp{});
    return;
  }
  if (std::holds_alternative<smpp::Unbind>(pdu.body)) {
    session.wire->end_after_write();
    return reply(smpp::status::kOk, smpp::UnbindResp{});
  }
  if (std::holds_alternative<smpp::DeliverSmResp>(pdu.body))
    return acknowledged(pdu.sequence, pdu.status == smpp::status::kOk);
  if (const auto* sm = std::get_if<smpp::SubmitSm>(&pdu.body)) {
    if (session.is_bound) return submit(session, pdu, sm->message);
    return reply(smpp::status::kNotBound, smpp::SubmitSmResp{});
  }
  const auto* other = std::get_if<smpp::Unsupported>(&pdu.body);
  if (other != nullptr && (other->command_id >> 31) == 0)
    reply(smpp::status::kInvalidCommand, smpp::GenericNack{});
}

void SmscServer::Impl::bind(Session& session, const smpp::Pdu& pdu) {
  const auto& bind = std::get<smpp::Bind>(pdu.body);
  const bool is_right = bind.system_id == settings_.system_id &&
                        equal_constant_time(bind.password, settings_.password);
  if (session.is_bound)
    return put(session, {smpp::status::kAlreadyBound, pdu.sequence, smpp::BindResp{}});
  session.is_bound = is_right;
  if (!is_right) session.wire->end_after_write();
  put(session, {is_right ? smpp::status::kOk : smpp::status::kBindFailed, pdu.sequence,
                smpp::BindResp{"lab"}});
}

void SmscServer::Impl::submit(Session& session, const smpp::Pdu& pdu,
                              const smpp::Message& message) {
  const auto reply = [&](std::uint32_t status, std::string id = {}) {
    put(session, {status, pdu.sequence, smpp::SubmitSmResp{std::move(id)}});
  };
  if (refusals_left > 0) {
    --refusals_left;
    return reply(refusal);
  }
  const auto to = Msisdn::parse(message.to.text);
  if (!to) return reply(smpp::status::kInvalidDestination);
  if ((message.esm_class & smpp::kModeMask) == smpp::kTransactionMode)
    return reply(can_deliver_(*to) ? smpp::status::kOk : smpp::status::kInvalidDestination);
  const auto id = fmt::format("lab-{}", ++last_id_);
  if (std::exchange(hangs_up, false))
    session.wire->close();
  else if (!std::exchange(ignores, false))
    reply(smpp::status::kOk, id);
  store(session, message, id);
}

void SmscServer::Impl::store(Session& session, const smpp::Message& message,
                             const std::string& id) {
  const auto to = Msisdn::parse(message.to.text);
  const bool ok = can_deliver_(*to);
  if (message.registered_delivery != 0) receipt(session, message, id, ok);
  if (message.protocol_id == kSilentMessage) return;
  const auto part = signoff::read_part((message.esm_class & smpp::kUserDataHeader) != 0,
                                       message.octets());
  if (!part) return;
  const auto whole = session.parts.add(message.to.text, *part);
  if (!whole) return;
  const auto text = decode_text(message.data_coding, *whole);
  if (text) log_.add({clock_.now(), "sms", to->e164(), *text, ok});
}

void SmscServer::Impl::receipt(Session& session, const smpp::Message& message,
                               const std::string& id, bool ok) {
  smpp::Message receipt;
  receipt.from = message.to;
  receipt.to = message.from;
  receipt.esm_class = smpp::kReceiptType;
  receipt.receipted_id = id;
  receipt.state = ok ? smpp::kStateDelivered : smpp::kStateUndeliverable;
  const auto text = fmt::format("id:{} sub:001 dlvrd:{} stat:{} err:000", id,
                                ok ? "001" : "000", ok ? "DELIVRD" : "UNDELIV");
  receipt.short_message.assign(text.begin(), text.end());
  put(session, {smpp::status::kOk, ++session.last_sequence, smpp::DeliverSm{receipt}});
}

void SmscServer::Impl::deliver(const Msisdn& from, const std::vector<SmsPart>& parts,
                               const std::shared_ptr<Delivery>& delivery) {
  const auto bound = std::ranges::find_if(
      sessions_, [](const SessionPtr& session) { return session->is_bound; });
  if (bound == sessions_.end()) return delivery->done.set_value(false);
  delivery->missing = parts.size();
  for (const SmsPart& part : parts) {
    smpp::Message message;
    message.from = {1, 1, std::string{from.digits()}};
    message.to = {0, 1, "10086"};
    message.esm_class = part.has_header ? smpp::kUserDataHeader : std::uint8_t{0};
    message.data_coding = part.data_coding;
    message.short_message = part.octets;
    deliveries_[++delivery_sequence_] = delivery;
    put(**bound, {smpp::status::kOk, delivery_sequence_, smpp::DeliverSm{message}});
  }
}

void SmscServer::Impl::acknowledged(std::uint32_t sequence, bool taken) {
  const auto found = deliveries_.find(sequence);
  if (found == deliveries_.end()) return;
  const auto delivery = found->second;
  deliveries_.erase(found);
  if (delivery->missing == 0) return;
  delivery->missing = taken ? delivery->missing - 1 : 0;
  if (delivery->missing == 0) delivery->done.set_value(taken);
}

Result<void> SmscServer::Impl::from_phone(const Msisdn& from, const std::string& text) {
  const auto delivery = std::make_shared<Delivery>();
  auto done = delivery->done.get_future();
  auto parts = cut_into_parts(text, 0);
  if (!parts) return pass_on(parts.error());
  asio::post(io_, [this, from, text, delivery] {
    deliver(from, *cut_into_parts(text, ++reference_), delivery);
  });
  const bool came = done.wait_for(kPatience) == std::future_status::ready;
  if (!came || !done.get()) return fail(Fault::unavailable, "lab.smsc");
  return {};
}

Result<std::unique_ptr<SmscServer>> SmscServer::start(SmscServerSettings settings,
                                                      const Clock& clock, MessageLog& log,
                                                      CanDeliver can_deliver) {
  auto impl =
      std::make_unique<Impl>(std::move(settings), clock, log, std::move(can_deliver));
  if (const auto failed = impl->open())
    return fail(Fault::unavailable, "lab.smsc", failed.message());
  impl->run();
  return std::unique_ptr<SmscServer>{new SmscServer{std::move(impl)}};
}

SmscServer::SmscServer(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
SmscServer::~SmscServer() { impl_->stop(); }
std::uint16_t SmscServer::port() const { return impl_->port(); }

Result<void> SmscServer::from_phone(const Msisdn& from, const std::string& text) {
  return impl_->from_phone(from, text);
}

void SmscServer::refuse_submits(std::uint32_t status, int count) {
  impl_->post([impl = impl_.get(), status, count] {
    impl->refusal = status;
    impl->refusals_left = count;
  });
}
void SmscServer::hang_up_on_submit() {
  impl_->post([impl = impl_.get()] { impl->hangs_up = true; });
}
void SmscServer::ignore_submit() {
  impl_->post([impl = impl_.get()] { impl->ignores = true; });
}
void SmscServer::play_dead() {
  impl_->post([impl = impl_.get()] { impl->is_dead = true; });
}

}  // namespace signoff::lab
