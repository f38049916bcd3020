// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/smsc/smpp.h"
#include "connectors/smsc/smpp_client.h"
#include "connectors/smsc/smpp_inbox.h"
#include "connectors/smsc/smpp_wire.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <deque>
#include <future>
#include <map>
#include <thread>

namespace signoff::smpp {

// The connection to the centre and the one thread that owns it. All private members but
// is_bound_ belong to that thread.
class Link {
 public:
  static Result<std::unique_ptr<Link>> start(SmppSettings settings, Inbox inbox);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  // The answer always comes, within the call deadline.
  std::future<Result<Pdu>> submit(Message message);
  bool is_bound() const { return is_bound_; }

 private:
  using Steady = std::chrono::steady_clock;
  struct Session;
  // Shared with the asynchronous operations that still name the session when it has ended.
  using SessionPtr = std::shared_ptr<Session>;

  struct Call {
    Message message;
    std::promise<Result<Pdu>> answer;
    Steady::time_point deadline;
    std::uint32_t sequence = 0;  // 0 while it waits for the window.
    bool is_on_wire = false;
  };
  using CallNumber = std::uint64_t;  // Grows, and with it the deadline.

  Link(SmppSettings settings, Inbox inbox, boost::asio::ssl::context tls);

  SessionPtr new_session();
  boost::asio::awaitable<void> live();
  boost::asio::awaitable<Result<void>> open(SessionPtr session);
  boost::asio::awaitable<Result<void>> connect(SessionPtr session);
  boost::asio::awaitable<void> serve(SessionPtr session);

  void accept(Call call);
  void pump();
  bool may_send_now();
  void handle(const SessionPtr& session, Pdu pdu);
  void handle_deliver(const SessionPtr& session, std::uint32_t sequence, Message message);
  void settle(std::uint32_t sequence, Result<Pdu> answer);
  void fail_all(const Error& why);
  void watch(const SessionPtr& session, Duration patience);
  void watch_deadlines();
  void leave();
  std::uint32_t next_sequence();

  SmppSettings settings_;
  Inbox inbox_;
  boost::asio::io_context io_;
  boost::asio::ssl::context tls_;
  boost::asio::ip::tcp::resolver resolver_{io_};
  boost::asio::steady_timer pause_{io_};
  boost::asio::steady_timer watchdog_{io_};
  boost::asio::steady_timer throttle_{io_};
  boost::asio::steady_timer deadline_{io_};

  SessionPtr session_;
  std::map<CallNumber, Call> calls_;
  std::deque<CallNumber> queue_;
  std::map<std::uint32_t, CallNumber> outstanding_;
  CallNumber last_call_ = 0;
  std::uint32_t last_sequence_ = 0;
  Steady::time_point next_slot_;
  std::size_t inbox_waiting_ = 0;
  Error last_failure_{Fault::unavailable, "sms.unreachable", {}};
  bool is_leaving_ = false;
  std::atomic<bool> is_bound_{false};

  boost::asio::thread_pool inbox_thread_{1};
  std::thread thread_;
};

}  // namespace signoff::smpp
