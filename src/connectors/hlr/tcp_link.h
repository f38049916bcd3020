// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <chrono>
#include <string>

namespace signoff {

// When a call must be over. Steady time: it bounds I/O and never reaches a decision.
using IoDeadline = std::chrono::steady_clock::time_point;

// One TCP connection whose every call ends by a deadline. Used by one thread at a time.
class TcpLink {
 public:
  // Fault::unavailable "tcp.refused" or "tcp.timeout".
  static Result<TcpLink> open(const std::string& host, std::uint16_t port,
                              IoDeadline deadline);
  TcpLink(TcpLink&& other) noexcept;
  TcpLink& operator=(TcpLink&& other) noexcept;
  TcpLink(const TcpLink&) = delete;
  TcpLink& operator=(const TcpLink&) = delete;
  ~TcpLink();

  // Fault::unknown on failure: part of it may have been sent.
  Result<void> send(ByteView bytes, IoDeadline deadline);
  // At least one byte. Fault::unknown on failure: an answer may have been lost.
  Result<ByteView> receive(IoDeadline deadline);
  // The far side has hung up, or has sent what nobody asked for.
  bool is_stale() const;

 private:
  explicit TcpLink(int socket) : socket_{socket}, buffer_(16384) {}
  Result<void> await(short events, IoDeadline deadline) const;

  int socket_;
  Bytes buffer_;
};

}  // namespace signoff
