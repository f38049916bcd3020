// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/virtual_card.h"

#include <span>

namespace signoff::uicc {

// Puts a virtual card into the virtual reader of vsmartcard's vpcd, a driver of pcscd, so
// that any program sees it as a card: vpcd listens, the card connects. Each message is two
// octets of length and that many more; one octet alone is power or the question for the
// ATR.
class VpcdLink {
 public:
  static constexpr std::uint16_t kUsualPort = 35963;

  // `host` is a numeric address. Fault::bad_input "vpcd.address", Fault::unavailable
  // "vpcd.unreachable".
  static Result<std::unique_ptr<VpcdLink>> connect(const std::string& host,
                                                   std::uint16_t port);
  ~VpcdLink();
  VpcdLink(const VpcdLink&) = delete;
  VpcdLink& operator=(const VpcdLink&) = delete;

  // Answers until stop(), which is success, or until the reader has gone:
  // Fault::unavailable "vpcd.gone". Its caller's thread is the one the card lives in.
  Result<void> serve(VirtualCard& card);
  // From any thread or a signal handler: the card is pulled.
  void stop();

 private:
  explicit VpcdLink(int socket, int wake) : socket_{socket}, wake_{wake} {}

  Result<bool> await();
  Result<bool> read(std::span<std::uint8_t> into);
  Result<void> write(ByteView payload);

  int socket_;
  int wake_;
};

}  // namespace signoff::uicc
