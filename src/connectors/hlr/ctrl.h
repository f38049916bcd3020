// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/hlr/ipa.h"
#include "connectors/hlr/tcp_link.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace signoff {

// One line of osmo-hlr's control interface: "GET id variable" or "SET id variable value".
struct CtrlRequest {
  std::string variable;
  std::optional<std::string> value;  // Set when the request changes something.

  bool is_change() const { return value.has_value(); }
};

struct CtrlReply {
  std::uint64_t id = 0;
  bool is_error = false;
  std::string text;  // The value, or the reason of an error.
};

// The text of a request. Neither part may hold blanks or control characters.
std::string encode(std::uint64_t id, const CtrlRequest& request);
// A reply, or nothing for a TRAP (which nobody asked for). An error that names no id
// ("ERROR err …") is Fault::bad_input.
Result<std::optional<CtrlReply>> parse_ctrl_reply(std::string_view text);

// One persistent connection to the control interface; opens itself when needed. Used by
// one thread at a time.
class CtrlClient {
 public:
  CtrlClient(std::string host, std::uint16_t port) : host_{std::move(host)}, port_{port} {}

  // Sends all requests in one write and reads all replies, in order of the requests.
  // Fault::unavailable: nothing was changed. Fault::unknown: a change was written and its
  // reply did not come.
  Result<std::vector<CtrlReply>> ask(std::span<const CtrlRequest> requests,
                                     IoDeadline deadline);

 private:
  Result<std::vector<CtrlReply>> exchange(std::span<const CtrlRequest> requests,
                                          IoDeadline deadline);
  Result<void> collect(std::vector<CtrlReply>& replies, std::uint64_t first,
                       IoDeadline deadline);

  std::string host_;
  std::uint16_t port_;
  std::optional<TcpLink> link_;
  IpaReader reader_;
  std::uint64_t next_id_ = 1;
};

}  // namespace signoff
