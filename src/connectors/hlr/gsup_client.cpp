// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/gsup_client.h"

namespace signoff {

Result<IpaFrame> GsupClient::next_frame(IoDeadline deadline) {
  for (;;) {
    const auto frame = reader_.next();
    if (!frame) return fail(Fault::unknown, frame.error().code);
    if (*frame) return **frame;
    const auto bytes = link_->receive(deadline);
    if (!bytes) return pass_on(bytes.error());
    reader_.feed(*bytes);
  }
}

Result<void> GsupClient::answer(const IpaFrame& frame, IoDeadline deadline) {
  if (frame.stream != kIpaCcm) return {};
  const Bytes reply = answer_ccm(frame.payload, name_);
  return link_->send(reply, deadline);
}

Result<void> GsupClient::open(IoDeadline deadline) {
  if (link_ && !link_->is_stale()) return {};
  link_.reset();
  auto opened = TcpLink::open(host_, port_, deadline);
  if (!opened) return pass_on(std::move(opened.error()));
  link_ = *std::move(opened);
  reader_ = {};
  for (;;) {
    const auto frame = next_frame(deadline);
    if (!frame) return fail(Fault::unavailable, frame.error().code);
    if (auto answered = answer(*frame, deadline); !answered)
      return fail(Fault::unavailable, answered.error().code);
    if (is_id_ack(*frame)) return {};
  }
}

Result<void> GsupClient::exchange(std::span<const GsupMessage> messages,
                                  const OnMessage& on_message, IoDeadline deadline) {
  auto done = open(deadline);
  if (done) done = run(messages, on_message, deadline);
  if (!done) link_.reset();
  return done;
}

Result<void> GsupClient::run(std::span<const GsupMessage> messages,
                             const OnMessage& on_message, IoDeadline deadline) {
  Bytes out;
  for (const GsupMessage& message : messages)
    append_osmo_frame(out, kOsmoGsup, encode(message));
  if (auto sent = link_->send(out, deadline); !sent) return sent;

  for (;;) {
    const auto frame = next_frame(deadline);
    if (!frame) return pass_on(frame.error());
    if (auto answered = answer(*frame, deadline); !answered) return answered;
    const bool is_gsup = frame->stream == kIpaOsmo && !frame->payload.empty() &&
                         frame->payload[0] == kOsmoGsup;
    if (!is_gsup) continue;
    const auto message = decode_gsup(frame->payload.subspan(1));
    if (!message) continue;  // Not for us to judge; the deadline bounds the wait.
    std::optional<GsupMessage> reply;
    const bool is_over = on_message(*message, reply);
    if (reply) {
      Bytes back;
      append_osmo_frame(back, kOsmoGsup, encode(*reply));
      if (auto sent = link_->send(back, deadline); !sent) return sent;
    }
    if (is_over) return {};
  }
}

}  // namespace signoff
