// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/smpp_wire.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace signoff::smpp {
namespace asio = boost::asio;
namespace {

using boost::system::error_code;
constexpr auto kAwaitWire = asio::as_tuple(asio::use_awaitable);

std::unexpected<Error> ended(std::string detail) {
  return fail(Fault::unavailable, "sms.unreachable", std::move(detail));
}

// Clause 3.2: the last four octets of the header.
std::uint32_t sequence_of(ByteView header) {
  std::uint32_t value = 0;
  for (const auto octet : header.subspan(12, 4)) value = value << 8 | octet;
  return value;
}

}  // namespace

asio::awaitable<Result<void>> Wire::handshake(asio::ssl::stream_base::handshake_type side,
                                              std::string host) {
  const auto self = shared_from_this();
  error_code ignored;  // Only speed is lost where the option is refused.
  socket().set_option(asio::ip::tcp::no_delay{true}, ignored);
  if (!tls_) co_return Result<void>{};
  if (!host.empty()) SSL_set_tlsext_host_name(stream_.native_handle(), host.c_str());
  auto [refused] = co_await stream_.async_handshake(side, kAwaitWire);
  if (refused) co_return fail(Fault::unavailable, "sms.tls", refused.message());
  co_return Result<void>{};
}

asio::awaitable<Result<Pdu>> Wire::read() {
  const auto self = shared_from_this();
  std::array<std::uint8_t, 8192> chunk;
  for (;;) {
    const auto length = pdu_length(in_);
    if (!length) co_return ended("stream out of step");
    if (*length > 0 && in_.size() >= *length) {
      const ByteView raw = ByteView{in_}.first(*length);
      auto pdu = decode(raw);
      const auto sequence = sequence_of(raw);
      in_.erase(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(*length));
      if (pdu) co_return pdu;
      put({status::kInvalidLength, sequence, GenericNack{}});
      flush();
      continue;
    }
    error_code failed;
    std::size_t size = 0;
    if (tls_)
      std::tie(failed, size) =
          co_await stream_.async_read_some(asio::buffer(chunk), kAwaitWire);
    else
      std::tie(failed, size) =
          co_await socket().async_read_some(asio::buffer(chunk), kAwaitWire);
    if (failed) co_return ended(failed.message());
    in_.insert(in_.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(size));
    was_heard_ = true;
  }
}

void Wire::put(const Pdu& pdu) {
  const auto octets = encode(pdu);
  out_.insert(out_.end(), octets.begin(), octets.end());
}

void Wire::flush() {
  if (is_writing_ || out_.empty()) return;
  is_writing_ = true;
  in_flight_ = std::exchange(out_, {});
  if (on_write_) on_write_();
  auto written = [self = shared_from_this()](error_code failed, std::size_t) {
    self->is_writing_ = false;
    if (failed || (self->ends_after_write_ && self->out_.empty())) return self->close();
    self->flush();
  };
  if (tls_)
    asio::async_write(stream_, asio::buffer(in_flight_), std::move(written));
  else
    asio::async_write(socket(), asio::buffer(in_flight_), std::move(written));
}

void Wire::close() {
  error_code ignored;  // Closing what is closed already is no failure.
  socket().close(ignored);
}

}  // namespace signoff::smpp
