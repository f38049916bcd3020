// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/osmo_hlr.h"

#include "connectors/hlr/changed_hands.h"
#include "connectors/hlr/osmo_hlr_database.h"

namespace signoff {

namespace {

std::string selector_of(const Imsi& imsi) {
  return fmt::format("subscriber.by-imsi-{}.", imsi.digits());
}

bool is_missing(const CtrlReply& reply) {
  return reply.is_error && (reply.text.starts_with("No such subscriber") ||
                            reply.text.starts_with("Subscriber doesn't exist"));
}

Result<Subscription> to_subscription(const CtrlReply& reply) {
  if (is_missing(reply)) return fail(Fault::not_found, "register.no_subscription");
  if (reply.is_error) return fail(Fault::unavailable, "register.refused", reply.text);
  return parse_osmo_info(reply.text);
}

// What a batch of changes came to. The register says "An error has occurred" alike for a
// locked database and for a record that has just gone; the next look tells which.
Result<void> judge(std::span<const CtrlReply> replies) {
  const auto failed = std::ranges::find_if(replies, &CtrlReply::is_error);
  if (failed == replies.end()) return {};
  if (is_missing(*failed)) return fail(Fault::not_found, "register.no_subscription");
  const bool is_half_done = !std::ranges::all_of(replies, &CtrlReply::is_error);
  return is_half_done ? fail(Fault::unknown, "register.half_done", failed->text)
                      : fail(Fault::unavailable, "register.refused", failed->text);
}

std::string flag(bool on) { return on ? "1" : "0"; }

GsupDomain to_gsup(NetworkDomain domain) {
  return domain == NetworkDomain::cs ? GsupDomain::cs : GsupDomain::ps;
}

GsupMessage withdrawal(const Imsi& imsi, GsupDomain domain, const std::string& from,
                       const std::string& to) {
  GsupMessage out;
  out.type = GsupType::location_cancel;
  out.imsi = imsi.digits();
  out.cancellation = kWithdrawn;
  out.domain = domain;
  out.message_class = kSubscriberManagement;
  out.source = from;
  out.destination = to;
  return out;
}

// The verdict of UpdateLocation, once the message that decides it has come.
std::optional<Result<AttachAnswer>> attach_answer(const GsupMessage& got) {
  if (got.type == GsupType::update_location_result) return AttachAnswer::accepted;
  if (got.type != GsupType::update_location_error) return std::nullopt;
  const auto cause = got.cause.value_or(0);
  if (cause == kCauseImsiUnknown) return AttachAnswer::unknown_subscription;
  if (cause == kCausePlmnNotAllowed || cause == kCauseGprsNotAllowed)
    return AttachAnswer::barred;
  return fail(Fault::unavailable, "register.probe_refused", fmt::format("cause {}", cause));
}

}  // namespace

OsmoHlr::OsmoHlr(OsmoHlrSettings settings)
    : settings_{std::move(settings)},
      ctrl_{settings_.connections_max,
            [this](std::size_t) {
              return std::make_unique<CtrlClient>(settings_.host, settings_.ctrl_port);
            }},
      gsup_{settings_.connections_max, [this](std::size_t number) {
              return std::make_unique<GsupClient>(
                  settings_.host, settings_.gsup_port,
                  fmt::format("{}-{}", settings_.gsup_name, number));
            }} {}

IoDeadline OsmoHlr::deadline() const {
  return std::chrono::steady_clock::now() + settings_.deadline;
}

Result<std::vector<CtrlReply>> OsmoHlr::ask(std::vector<CtrlRequest> requests,
                                            IoDeadline deadline) {
  auto client = ctrl_.take(deadline);
  if (!client) return pass_on(std::move(client.error()));
  return (*client)->ask(requests, deadline);
}

Result<Subscription> OsmoHlr::find_by(const std::string& selector) {
  // info-all holds the keys too, but it is one request where info and info-aud are two.
  const auto replies = ask({{selector + "info-all", {}}}, deadline());
  if (!replies) return pass_on(replies.error());
  return to_subscription(replies->front());
}

Result<Subscription> OsmoHlr::find(const Imsi& imsi) { return find_by(selector_of(imsi)); }

Result<Subscription> OsmoHlr::find(const Msisdn& msisdn) {
  return find_by(fmt::format("subscriber.by-msisdn-{}.", msisdn.digits()));
}

Result<Subscription> OsmoHlr::guard(const Subscription& seen, IoDeadline deadline) {
  const auto replies = ask({{selector_of(seen.imsi) + "info", {}}}, deadline);
  if (!replies) return pass_on(replies.error());
  auto now = to_subscription(replies->front());
  if (now && has_changed_hands(seen, *now))
    return fail(Fault::conflict, "register.changed_hands");
  return now;
}

Result<void> OsmoHlr::change(std::vector<CtrlRequest> requests, IoDeadline deadline) {
  const auto replies = ask(std::move(requests), deadline);
  if (!replies) return pass_on(replies.error());
  return judge(*replies);
}

Result<void> OsmoHlr::bar(const Subscription& seen) { return unbar(seen, false, false); }

Result<void> OsmoHlr::unbar(const Subscription& seen, bool cs, bool ps) {
  const auto by = deadline();
  const auto now = guard(seen, by);
  if (!now) return pass_on(now.error());
  std::vector<CtrlRequest> changes;
  const std::string selector = selector_of(seen.imsi);
  if (now->cs_enabled != cs) changes.push_back({selector + "cs-enabled", flag(cs)});
  if (now->ps_enabled != ps) changes.push_back({selector + "ps-enabled", flag(ps)});
  if (changes.empty()) return {};
  return change(std::move(changes), by);
}

Result<void> OsmoHlr::cancel_location(const Subscription& seen) {
  const auto by = deadline();
  const auto now = guard(seen, by);
  if (!now) return pass_on(now.error());
  if (seen.vlr.empty() && seen.sgsn.empty()) return {};
  auto client = gsup_.take(by);
  if (!client) return pass_on(std::move(client.error()));

  const std::string& us = (*client)->name();
  std::vector<GsupMessage> out;
  if (!seen.vlr.empty()) out.push_back(withdrawal(seen.imsi, GsupDomain::cs, us, seen.vlr));
  if (!seen.sgsn.empty())
    out.push_back(withdrawal(seen.imsi, GsupDomain::ps, us, seen.sgsn));
  // The visited register's answer is not forwarded to us. A message to ourselves behind
  // the withdrawals is: when it comes back, the home register has passed them on.
  GsupMessage echo = withdrawal(seen.imsi, GsupDomain::cs, us, us);
  echo.type = GsupType::location_cancel_result;
  out.push_back(echo);

  bool is_unreachable = false;
  auto done = (*client)->exchange(
      out,
      [&](const GsupMessage& got, std::optional<GsupMessage>&) {
        if (got.imsi != seen.imsi.digits()) return false;
        if (got.type == GsupType::routing_error) is_unreachable = true;
        return got.type == echo.type && got.source == us;
      },
      by);
  if (done && is_unreachable)
    return fail(Fault::unavailable, "register.visited_unreachable");
  return done;
}

Result<void> OsmoHlr::strip_keys(const Subscription& seen) {
  const auto by = deadline();
  const std::string selector = selector_of(seen.imsi);
  const auto replies = ask({{selector + "info-all", {}}}, by);
  if (!replies) return pass_on(replies.error());
  const auto now = to_subscription(replies->front());
  if (!now) return pass_on(now.error());
  if (has_changed_hands(seen, *now)) return fail(Fault::conflict, "register.changed_hands");

  // "aud3g none" where none is set is an error to osmo-hlr, hence the look first.
  const std::string_view text = replies->front().text;
  std::vector<CtrlRequest> changes;
  if (text.contains("\naud2g.algo\t")) changes.push_back({selector + "aud2g", "none"});
  if (text.contains("\naud3g.algo\t")) changes.push_back({selector + "aud3g", "none"});
  if (changes.empty()) return {};
  return change(std::move(changes), by);
}

Result<void> OsmoHlr::strip_number(const Subscription& seen) {
  const auto by = deadline();
  const auto now = guard(seen, by);
  if (!now) return pass_on(now.error());
  if (!now->msisdn) return {};
  return change({{selector_of(seen.imsi) + "msisdn", "none"}}, by);
}

Result<void> OsmoHlr::remove(const Subscription& seen) {
  const auto by = deadline();
  const auto now = guard(seen, by);
  if (!now && now.error().fault == Fault::not_found) return {};
  if (!now) return pass_on(now.error());
  const auto replies = ask({{"subscriber.delete", std::string{seen.imsi.digits()}},
                            {selector_of(seen.imsi) + "info", {}}},
                           by);
  if (!replies) return pass_on(replies.error());
  if (is_missing(replies->back())) return {};
  return fail(Fault::unavailable, "register.still_there", replies->front().text);
}

Result<AttachAnswer> OsmoHlr::probe_attach(const Imsi& imsi, NetworkDomain domain) {
  const auto by = deadline();
  auto client = gsup_.take(by);
  if (!client) return pass_on(std::move(client.error()));
  GsupMessage request;
  request.type = GsupType::update_location;
  request.imsi = imsi.digits();
  request.domain = to_gsup(domain);
  std::optional<Result<AttachAnswer>> answer;
  const auto done = (*client)->exchange(
      std::span{&request, 1},
      [&](const GsupMessage& got, std::optional<GsupMessage>& reply) {
        if (got.imsi != request.imsi) return false;
        if (got.type == GsupType::insert_data) {
          reply.emplace();
          reply->type = GsupType::insert_data_result;
          reply->imsi = got.imsi;
        }
        answer = attach_answer(got);
        return answer.has_value();
      },
      by);
  if (!done) return pass_on(done.error());
  return *std::move(answer);
}

Result<bool> OsmoHlr::probe_keys(const Imsi& imsi) {
  const auto by = deadline();
  auto client = gsup_.take(by);
  if (!client) return pass_on(std::move(client.error()));
  GsupMessage request;
  request.type = GsupType::send_auth_info;
  request.imsi = imsi.digits();
  request.domain = GsupDomain::cs;
  std::optional<GsupMessage> answer;
  const auto done = (*client)->exchange(
      std::span{&request, 1},
      [&](const GsupMessage& got, std::optional<GsupMessage>&) {
        if (got.imsi != request.imsi) return false;
        if (got.type != GsupType::send_auth_info_result &&
            got.type != GsupType::send_auth_info_error)
          return false;
        answer = got;
        return true;
      },
      by);
  if (!done) return pass_on(done.error());
  if (answer->type == GsupType::send_auth_info_result) return true;
  const auto cause = answer->cause.value_or(0);
  // No keys on a live record is answered like an unknown IMSI.
  if (cause == kCauseImsiUnknown) return false;
  return fail(Fault::unavailable, "register.probe_refused", fmt::format("cause {}", cause));
}

Result<std::vector<std::int64_t>> OsmoHlr::orphan_keys() {
  if (settings_.database.empty())
    return fail(Fault::unavailable, "register.no_orphan_scan");
  return scan_orphan_keys(settings_.database);
}

}  // namespace signoff
