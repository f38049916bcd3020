// SPDX-License-Identifier: Apache-2.0
#include "lab/port_forward.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <thread>

namespace signoff::lab {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

namespace {

// One forwarded connection. Shared by the handlers of its two directions; gone with the
// last of them.
class Relay : public std::enable_shared_from_this<Relay> {
 public:
  Relay(Tcp::socket near, asio::io_context& io) : near_{std::move(near)}, far_{io} {}

  void start(const Tcp::endpoint& to) {
    far_.async_connect(to, [self = shared_from_this()](error_code error) {
      if (error) return self->close();
      self->pump(self->near_, self->far_, self->up_);
      self->pump(self->far_, self->near_, self->down_);
    });
  }

 private:
  using Buffer = std::array<char, 16384>;

  void pump(Tcp::socket& from, Tcp::socket& to, Buffer& buffer) {
    from.async_read_some(
        asio::buffer(buffer), [self = shared_from_this(), &from, &to, &buffer](
                                  error_code error, std::size_t size) {
          if (error) return self->close();
          asio::async_write(to, asio::buffer(buffer, size),
                            [self, &from, &to, &buffer](error_code failed, std::size_t) {
                              if (failed) return self->close();
                              self->pump(from, to, buffer);
                            });
        });
  }

  void close() {
    error_code ignored;
    near_.close(ignored);
    far_.close(ignored);
  }

  Tcp::socket near_;
  Tcp::socket far_;
  Buffer up_{};
  Buffer down_{};
};

}  // namespace

class PortForward::Core {
 public:
  Core(const std::string& host, std::uint16_t port)
      : to_{asio::ip::make_address(host), port},
        acceptor_{io_, {asio::ip::address_v4::loopback(), 0}} {
    accept();
    thread_ = std::thread{[this] { io_.run(); }};
  }
  ~Core() {
    io_.stop();
    thread_.join();
  }
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  void accept() {
    acceptor_.async_accept([this](error_code error, Tcp::socket socket) {
      if (!error) std::make_shared<Relay>(std::move(socket), io_)->start(to_);
      accept();
    });
  }

  asio::io_context io_;
  Tcp::endpoint to_;
  Tcp::acceptor acceptor_;
  std::thread thread_;
};

PortForward::PortForward(const std::string& host, std::uint16_t port)
    : core_{std::make_unique<Core>(host, port)} {}

PortForward::~PortForward() = default;

std::uint16_t PortForward::port() const { return core_->port(); }

}  // namespace signoff::lab
