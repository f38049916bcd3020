// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/ctrl.h"

#include "base/ensure.h"

#include <charconv>

namespace signoff {

namespace {

// osmo-hlr parses ids as int; staying far below keeps them positive.
constexpr std::uint64_t kIdMax = 1'000'000'000;

std::string_view take_word(std::string_view& text) {
  const auto end = text.find(' ');
  const auto word = text.substr(0, end);
  text = end == text.npos ? std::string_view{} : text.substr(end + 1);
  return word;
}

bool is_one_word(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

std::string encode(std::uint64_t id, const CtrlRequest& request) {
  ensure(is_one_word(request.variable), "ctrl.variable");
  if (!request.value) return fmt::format("GET {} {}", id, request.variable);
  ensure(is_one_word(*request.value), "ctrl.value");
  return fmt::format("SET {} {} {}", id, request.variable, *request.value);
}

Result<std::optional<CtrlReply>> parse_ctrl_reply(std::string_view text) {
  const auto kind = take_word(text);
  if (kind == "TRAP") return std::optional<CtrlReply>{};
  if (kind != "GET_REPLY" && kind != "SET_REPLY" && kind != "ERROR")
    return fail(Fault::bad_input, "ctrl.reply_kind");
  CtrlReply reply;
  reply.is_error = kind == "ERROR";
  const auto id = take_word(text);
  const auto end = id.data() + id.size();
  const auto parsed = std::from_chars(id.data(), end, reply.id);
  if (parsed.ec != std::errc{} || parsed.ptr != end)
    return fail(Fault::bad_input, "ctrl.reply_id");
  if (!reply.is_error) take_word(text);  // The variable, repeated.
  reply.text = text;
  return std::optional{std::move(reply)};
}

Result<std::vector<CtrlReply>> CtrlClient::ask(std::span<const CtrlRequest> requests,
                                               IoDeadline deadline) {
  const bool is_change = std::ranges::any_of(requests, &CtrlRequest::is_change);
  if (link_ && link_->is_stale()) link_.reset();
  const bool was_open = link_.has_value();
  auto replies = exchange(requests, deadline);
  if (replies) return replies;
  link_.reset();
  if (is_change || replies.error().fault == Fault::unavailable) return replies;
  // A read may be repeated. The register may have been restarted under our connection.
  if (was_open && std::chrono::steady_clock::now() < deadline) {
    replies = exchange(requests, deadline);
    if (replies) return replies;
    link_.reset();
  }
  return fail(Fault::unavailable, replies.error().code);
}

Result<std::vector<CtrlReply>> CtrlClient::exchange(std::span<const CtrlRequest> requests,
                                                    IoDeadline deadline) {
  if (!link_) {
    auto opened = TcpLink::open(host_, port_, deadline);
    if (!opened) return pass_on(std::move(opened.error()));
    link_ = *std::move(opened);
    reader_ = {};
  }
  if (next_id_ + requests.size() > kIdMax) next_id_ = 1;
  const std::uint64_t first = next_id_;
  next_id_ += requests.size();
  Bytes out;
  for (std::size_t i = 0; i < requests.size(); ++i)
    append_osmo_frame(out, kOsmoCtrl, as_bytes(encode(first + i, requests[i])));
  if (auto sent = link_->send(out, deadline); !sent) return pass_on(sent.error());

  std::vector<CtrlReply> replies(requests.size());
  if (auto all = collect(replies, first, deadline); !all) return pass_on(all.error());
  return replies;
}

Result<void> CtrlClient::collect(std::vector<CtrlReply>& replies, std::uint64_t first,
                                 IoDeadline deadline) {
  for (std::size_t missing = replies.size(); missing > 0;) {
    const auto frame = reader_.next();
    if (!frame) return fail(Fault::unknown, frame.error().code);
    if (!*frame) {
      const auto bytes = link_->receive(deadline);
      if (!bytes) return pass_on(bytes.error());
      reader_.feed(*bytes);
      continue;
    }
    const ByteView payload = (*frame)->payload;
    if ((*frame)->stream != kIpaOsmo || payload.empty() || payload[0] != kOsmoCtrl)
      continue;
    auto reply = parse_ctrl_reply(as_text(payload.subspan(1)));
    if (!reply) return fail(Fault::unknown, reply.error().code);
    if (!*reply) continue;
    const std::uint64_t place = (*reply)->id - first;  // Wraps to huge for older ids.
    if (place >= replies.size() || replies[place].id != 0)
      return fail(Fault::unknown, "ctrl.reply_id");
    replies[place] = **std::move(reply);
    --missing;
  }
  return {};
}

}  // namespace signoff
