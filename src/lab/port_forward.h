// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace signoff::lab {

// A free port on 127.0.0.1 behind which another address answers. osmo-hlr lives on a
// loopback address of its own with fixed ports; this is where others find it.
class PortForward {
 public:
  PortForward(const std::string& host, std::uint16_t port);
  ~PortForward();
  PortForward(const PortForward&) = delete;
  PortForward& operator=(const PortForward&) = delete;

  std::uint16_t port() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace signoff::lab
