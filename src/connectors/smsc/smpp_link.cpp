// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/smpp_link.h"

#include "base/ensure.h"

#include <fmt/format.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace signoff::smpp {
namespace asio = boost::asio;
namespace {

using asio::ip::tcp;
using boost::system::error_code;
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr Duration kFarewell{1'000};      // How long an unbind may take.
constexpr std::size_t kInboxMax = 1'000;  // Messages from phones not yet looked at.

Error unavailable(std::string_view code, std::string detail = {}) {
  return {Fault::unavailable, std::string{code}, std::move(detail)};
}

}  // namespace

// One connection, from connect to close.
struct Link::Session {
  std::shared_ptr<Wire> wire;
  bool was_asked = false;             // An enquire_link is on its way.
  std::vector<CallNumber> out_calls;  // Whose submit is queued and not yet on its way.
};

Result<std::unique_ptr<Link>> Link::start(SmppSettings settings, Inbox inbox) {
  asio::ssl::context tls{asio::ssl::context::tls_client};
  if (settings.tls) {
    error_code failed;
    tls.load_verify_file(settings.ca_file, failed);
    if (failed) return fail(Fault::bad_input, "sms.ca_file", failed.message());
    tls.set_verify_mode(asio::ssl::verify_peer);
    tls.set_verify_callback(asio::ssl::host_name_verification{settings.host});
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
  }
  std::unique_ptr<Link> link{
      new Link{std::move(settings), std::move(inbox), std::move(tls)}};
  asio::co_spawn(link->io_, link->live(), asio::detached);
  link->thread_ = std::thread{[raw = link.get()] { raw->io_.run(); }};
  return link;
}

Link::Link(SmppSettings settings, Inbox inbox, asio::ssl::context tls)
    : settings_{std::move(settings)}, inbox_{std::move(inbox)}, tls_{std::move(tls)} {}

Link::~Link() {
  // The inbox first: a message being handled may still want to send.
  inbox_thread_.stop();
  inbox_thread_.join();
  asio::post(io_, [this] { leave(); });
  thread_.join();
}

std::future<Result<Pdu>> Link::submit(Message message) {
  // Shared because a handler must be copyable for some executors, a Call is not.
  auto call = std::make_shared<Call>();
  call->message = std::move(message);
  call->deadline = Steady::now() + settings_.call_deadline;
  auto answer = call->answer.get_future();
  asio::post(io_, [this, call] { accept(std::move(*call)); });
  return answer;
}

void Link::accept(Call call) {
  if (session_ == nullptr || is_leaving_)
    return call.answer.set_value(pass_on(last_failure_));
  if (queue_.size() >= settings_.queue_max)
    return call.answer.set_value(pass_on(unavailable("sms.busy", "queue is full")));
  calls_.emplace(++last_call_, std::move(call));
  queue_.push_back(last_call_);
  if (calls_.size() == 1) watch_deadlines();
  pump();
}

asio::awaitable<void> Link::live() {
  Duration pause = settings_.backoff_first;
  while (!is_leaving_) {
    const auto session = new_session();
    session_ = session;
    watch(session, settings_.call_deadline);
    const auto opened = co_await open(session);
    if (opened) {
      pause = settings_.backoff_first;
      is_bound_ = true;
      watch(session, settings_.enquire_every);
      pump();
      co_await serve(session);
      is_bound_ = false;
    }
    session->wire->close();
    session->wire->on_write({});
    session_.reset();
    fail_all(opened ? unavailable("sms.unreachable", "connection ended") : opened.error());
    if (is_leaving_) break;
    pause_.expires_after(pause);
    co_await pause_.async_wait(kAwait);
    pause = std::min(pause * 2, settings_.backoff_max);
  }
  watchdog_.cancel();
  throttle_.cancel();
  deadline_.cancel();
}

asio::awaitable<Result<void>> Link::connect(SessionPtr session) {
  auto [not_found, addresses] = co_await resolver_.async_resolve(
      settings_.host, std::to_string(settings_.port), kAwait);
  if (not_found) co_return pass_on(unavailable("sms.unreachable", not_found.message()));
  // What leave() closed meanwhile was not open yet, and connecting would open it.
  if (is_leaving_) co_return pass_on(unavailable("sms.unreachable", "leaving"));
  auto [not_open, endpoint] =
      co_await asio::async_connect(session->wire->socket(), addresses, kAwait);
  if (not_open) co_return pass_on(unavailable("sms.unreachable", not_open.message()));
  co_return co_await session->wire->handshake(asio::ssl::stream_base::client,
                                              settings_.host);
}

asio::awaitable<Result<void>> Link::open(SessionPtr session) {
  auto connected = co_await connect(session);
  if (!connected) co_return connected;
  session->wire->put(
      {status::kOk, next_sequence(),
       Bind{settings_.system_id, settings_.password, settings_.system_type, 0x34}});
  session->wire->flush();
  const auto answer = co_await session->wire->read();
  if (!answer) co_return pass_on(answer.error());
  if (!std::holds_alternative<BindResp>(answer->body))
    co_return pass_on(unavailable("sms.unreachable", "no answer to the bind"));
  if (answer->status != status::kOk)
    co_return pass_on(unavailable("sms.bind_refused",
                                  fmt::format("command_status {:#04x}", answer->status)));
  co_return Result<void>{};
}

asio::awaitable<void> Link::serve(SessionPtr session) {
  for (;;) {
    auto pdu = co_await session->wire->read();
    if (!pdu) co_return;
    const bool is_last = std::holds_alternative<UnbindResp>(pdu->body);
    handle(session, std::move(*pdu));
    if (is_last) co_return;
  }
}

void Link::handle(const SessionPtr& session, Pdu pdu) {
  session->was_asked = false;
  const auto reply = [&](std::uint32_t status, Body body) {
    session->wire->put({status, pdu.sequence, std::move(body)});
    session->wire->flush();
  };
  if (std::holds_alternative<SubmitSmResp>(pdu.body) ||
      std::holds_alternative<GenericNack>(pdu.body)) {
    const auto sequence = pdu.sequence;
    return settle(sequence, std::move(pdu));
  }
  if (auto* deliver = std::get_if<DeliverSm>(&pdu.body))
    return handle_deliver(session, pdu.sequence, std::move(deliver->message));
  if (std::holds_alternative<EnquireLink>(pdu.body))
    return reply(status::kOk, EnquireLinkResp{});
  if (std::holds_alternative<Unbind>(pdu.body)) {
    session->wire->end_after_write();
    return reply(status::kOk, UnbindResp{});
  }
  const auto* unknown = std::get_if<Unsupported>(&pdu.body);
  const bool is_request = unknown != nullptr && (unknown->command_id >> 31) == 0;
  if (is_request) reply(status::kInvalidCommand, GenericNack{});
}

void Link::handle_deliver(const SessionPtr& session, std::uint32_t sequence,
                          Message message) {
  if (inbox_waiting_ >= kInboxMax) {  // The centre keeps it and tries again.
    session->wire->put({status::kQueueFull, sequence, DeliverSmResp{}});
    return session->wire->flush();
  }
  ++inbox_waiting_;
  asio::post(inbox_thread_, [this, session, sequence, message = std::move(message)] {
    inbox_.take(message);
    asio::post(io_, [this, session, sequence] {
      --inbox_waiting_;
      if (session_ != session) return;
      session->wire->put({status::kOk, sequence, DeliverSmResp{}});
      session->wire->flush();
    });
  });
}

void Link::pump() {
  if (!is_bound_ || session_ == nullptr || is_leaving_) return;
  while (!queue_.empty() && outstanding_.size() < settings_.window) {
    const auto found = calls_.find(queue_.front());
    if (found == calls_.end()) {  // Its deadline passed while it waited.
      queue_.pop_front();
      continue;
    }
    if (!may_send_now()) break;
    queue_.pop_front();
    Call& call = found->second;
    call.sequence = next_sequence();
    outstanding_.emplace(call.sequence, found->first);
    session_->wire->put({status::kOk, call.sequence, SubmitSm{std::move(call.message)}});
    session_->out_calls.push_back(found->first);
  }
  session_->wire->flush();
}

bool Link::may_send_now() {
  if (settings_.parts_per_s <= 0) return true;
  const auto now = Steady::now();
  if (now < next_slot_) {
    throttle_.expires_at(next_slot_);
    throttle_.async_wait([this](error_code stopped) {
      if (!stopped) pump();
    });
    return false;
  }
  next_slot_ = now + std::chrono::duration_cast<Steady::duration>(
                         std::chrono::duration<double>{1 / settings_.parts_per_s});
  return true;
}

Link::SessionPtr Link::new_session() {
  const auto session = std::make_shared<Session>();
  session->wire = std::make_shared<Wire>(tcp::socket{io_}, tls_, settings_.tls);
  session->wire->on_write([this, raw = session.get()] {
    for (const CallNumber number : std::exchange(raw->out_calls, {}))
      if (const auto found = calls_.find(number); found != calls_.end())
        found->second.is_on_wire = true;
  });
  return session;
}

void Link::settle(std::uint32_t sequence, Result<Pdu> answer) {
  const auto found = outstanding_.find(sequence);
  if (found == outstanding_.end()) return;  // Too late: its caller was told "unknown".
  const auto call = calls_.find(found->second);
  ensure(call != calls_.end(), "smpp.outstanding");
  call->second.answer.set_value(std::move(answer));
  calls_.erase(call);
  outstanding_.erase(found);
  pump();
}

void Link::fail_all(const Error& why) {
  last_failure_ = why;
  outstanding_.clear();
  queue_.clear();
  for (auto& [number, call] : std::exchange(calls_, {})) {
    if (call.is_on_wire)
      call.answer.set_value(fail(Fault::unknown, "sms.answer_lost", why.detail));
    else
      call.answer.set_value(pass_on(why));
  }
}

// Before the bind: ends the session when it takes longer than `patience`. After it: asks an
// idle centre for a sign of life and ends the session when none comes.
void Link::watch(const SessionPtr& session, Duration patience) {
  watchdog_.expires_after(patience);
  watchdog_.async_wait([this, session, patience](error_code stopped) {
    // A handler may have been queued already when the timer was set anew.
    if (stopped || session_ != session || watchdog_.expiry() > Steady::now()) return;
    const bool is_idle = !session->wire->take_was_heard();
    if (!is_bound_ || (is_idle && session->was_asked)) return session->wire->close();
    if (is_idle) {
      session->was_asked = true;
      session->wire->put({status::kOk, next_sequence(), EnquireLink{}});
      session->wire->flush();
    }
    watch(session, patience);
  });
}

void Link::watch_deadlines() {
  if (calls_.empty()) return;
  deadline_.expires_at(calls_.begin()->second.deadline);
  deadline_.async_wait([this](error_code stopped) {
    if (stopped) return;
    const auto now = Steady::now();
    while (!calls_.empty() && calls_.begin()->second.deadline <= now) {
      Call call = std::move(calls_.begin()->second);
      calls_.erase(calls_.begin());
      if (call.sequence != 0) {
        outstanding_.erase(call.sequence);
        call.answer.set_value(fail(Fault::unknown, "sms.answer_lost", "no answer in time"));
      } else {
        call.answer.set_value(pass_on(unavailable("sms.busy", "not sent in time")));
      }
    }
    watch_deadlines();
    pump();
  });
}

void Link::leave() {
  is_leaving_ = true;
  resolver_.cancel();
  pause_.cancel();
  if (session_ == nullptr) return;
  if (!is_bound_) return session_->wire->close();
  session_->wire->put({status::kOk, next_sequence(), Unbind{}});
  session_->wire->flush();
  watchdog_.expires_after(kFarewell);
  watchdog_.async_wait([session = session_](error_code stopped) {
    if (!stopped) session->wire->close();
  });
}

std::uint32_t Link::next_sequence() {
  last_sequence_ = last_sequence_ >= kSequenceMax ? 1 : last_sequence_ + 1;
  return last_sequence_;
}

}  // namespace signoff::smpp
