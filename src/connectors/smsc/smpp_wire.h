// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/smsc/smpp.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <functional>
#include <memory>

namespace signoff::smpp {

// One connection that carries PDUs, plain or TLS; either side of it. Belongs to the thread
// of its executor. Held by shared_ptr, because operations under way outlast a close().
class Wire : public std::enable_shared_from_this<Wire> {
 public:
  Wire(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& context, bool tls)
      : stream_{std::move(socket), context}, tls_{tls} {}

  boost::asio::ip::tcp::socket& socket() { return stream_.next_layer(); }
  // After the socket is connected. Does nothing without TLS; `host` is the name to ask for.
  boost::asio::awaitable<Result<void>> handshake(
      boost::asio::ssl::stream_base::handshake_type side, std::string host = {});

  // The next PDU. What is framed well but reads badly is answered with generic_nack and
  // skipped. Fault::unavailable "sms.unreachable" once the connection has ended.
  boost::asio::awaitable<Result<Pdu>> read();
  // Queued; written together with whatever else is queued when the last write is done.
  void put(const Pdu& pdu);
  void flush();
  void end_after_write() { ends_after_write_ = true; }
  void close();

  // Called when queued PDUs start on their way.
  void on_write(std::function<void()> hook) { on_write_ = std::move(hook); }
  // Whether anything came since the last time this was asked.
  bool take_was_heard() { return std::exchange(was_heard_, false); }

 private:
  boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream_;
  bool tls_;
  bool is_writing_ = false;
  bool ends_after_write_ = false;
  bool was_heard_ = false;
  Bytes in_;
  Bytes out_;
  Bytes in_flight_;
  std::function<void()> on_write_;
};

}  // namespace signoff::smpp
