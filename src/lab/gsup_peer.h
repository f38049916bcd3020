// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/hlr/gsup.h"
#include "connectors/hlr/ipa.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <atomic>
#include <functional>
#include <string>

namespace signoff::lab {

// One side of the visited network at the home register's GSUP server: connects, says its
// name, and connects again whenever the far side goes away. Lives on one io_context thread.
class GsupPeer {
 public:
  struct Listener {
    std::function<void()> on_connected;
    std::function<void()> on_lost;
    std::function<void(const GsupMessage&)> on_message;
  };

  GsupPeer(boost::asio::io_context& io, const std::string& host, std::uint16_t port,
           std::string name, Listener listener);
  void start();
  // Dropped when there is no connection.
  void send(const GsupMessage& message);
  bool is_connected() const { return is_connected_; }  // From any thread.

 private:
  void connect();
  void reconnect_soon();
  void read();
  void take(const IpaFrame& frame);
  void write();

  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer again_;
  boost::asio::ip::tcp::endpoint far_side_;
  std::string name_;
  Listener listener_;
  IpaReader reader_;
  std::array<std::uint8_t, 16384> in_{};
  Bytes out_;                     // Waiting.
  Bytes sending_;                 // Given to the socket.
  std::uint64_t connection_ = 0;  // Tells handlers of an older connection to be silent.
  std::atomic<bool> is_connected_ = false;
};

}  // namespace signoff::lab
