// SPDX-License-Identifier: Apache-2.0
#include "lab/gsup_peer.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/write.hpp>

namespace signoff::lab {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {
constexpr std::chrono::milliseconds kReconnectAfter{50};
}

GsupPeer::GsupPeer(asio::io_context& io, const std::string& host, std::uint16_t port,
                   std::string name, Listener listener)
    : socket_{io},
      again_{io},
      far_side_{asio::ip::make_address(host), port},
      name_{std::move(name)},
      listener_{std::move(listener)} {}

void GsupPeer::start() { connect(); }

void GsupPeer::connect() {
  const auto connection = ++connection_;
  reader_ = {};
  out_.clear();
  sending_.clear();
  error_code ignored;
  socket_.close(ignored);
  socket_.async_connect(far_side_, [this, connection](error_code error) {
    if (connection != connection_) return;
    if (error) return reconnect_soon();
    error_code no_matter;
    socket_.set_option(asio::ip::tcp::no_delay{true}, no_matter);
    read();
  });
}

void GsupPeer::reconnect_soon() {
  ++connection_;
  if (is_connected_.exchange(false)) listener_.on_lost();
  again_.expires_after(kReconnectAfter);
  again_.async_wait([this](error_code error) {
    if (!error) connect();
  });
}

void GsupPeer::read() {
  socket_.async_read_some(asio::buffer(in_), [this, connection = connection_](
                                                 error_code error, std::size_t size) {
    if (connection != connection_) return;
    if (error) return reconnect_soon();
    reader_.feed(ByteView{in_}.first(size));
    for (auto frame = reader_.next(); frame && *frame; frame = reader_.next()) {
      take(**frame);
      if (connection != connection_) return;
    }
    read();
  });
}

void GsupPeer::take(const IpaFrame& frame) {
  if (frame.stream == kIpaCcm) {
    const Bytes answer = answer_ccm(frame.payload, name_);
    out_.insert(out_.end(), answer.begin(), answer.end());
    write();
    if (is_id_ack(frame) && !is_connected_.exchange(true)) listener_.on_connected();
    return;
  }
  const bool is_gsup =
      frame.stream == kIpaOsmo && !frame.payload.empty() && frame.payload[0] == kOsmoGsup;
  if (!is_gsup) return;
  if (const auto message = decode_gsup(frame.payload.subspan(1)))
    listener_.on_message(*message);
}

void GsupPeer::send(const GsupMessage& message) {
  if (!is_connected_) return;
  append_osmo_frame(out_, kOsmoGsup, encode(message));
  write();
}

void GsupPeer::write() {
  if (!sending_.empty() || out_.empty()) return;
  sending_.swap(out_);
  asio::async_write(socket_, asio::buffer(sending_),
                    [this, connection = connection_](error_code error, std::size_t) {
                      if (connection != connection_) return;
                      if (error) return reconnect_soon();
                      sending_.clear();
                      write();
                    });
}

}  // namespace signoff::lab
