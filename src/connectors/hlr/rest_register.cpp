// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/rest_register.h"

#include "connectors/hlr/changed_hands.h"

#include <fstream>

namespace signoff {

namespace {

constexpr std::size_t kConnectionsMax = 8;
constexpr std::size_t kSecretMax = 4096;

Result<std::string> header_line(const RestHeader& header) {
  if (header.secret_file.empty()) return header.name + ": " + header.value;
  std::ifstream in{header.secret_file};
  std::string secret;
  if (!std::getline(in, secret) || secret.empty() || secret.size() > kSecretMax)
    return fail(Fault::bad_input, "register_config.secret_file",
                header.secret_file.string());
  return header.name + ": " + secret;
}

bool contains(const std::vector<int>& codes, long status) {
  return std::ranges::find(codes, status) != codes.end();
}

std::string value_of(const RestVariables& variables, std::string_view name) {
  const auto found = variables.find(name);
  return found == variables.end() ? std::string{} : found->second;
}

bool is_true(const RestVariables& variables, std::string_view name) {
  const std::string value = value_of(variables, name);
  return value == "true" || value == "1";
}

std::string truth(bool is) { return is ? "true" : "false"; }

// A read may always be repeated; a change that failed over there may have happened.
std::unexpected<Error> bad_status(const RestCall& call, long status) {
  const std::string detail = fmt::format("{} answered {}", call.method, status);
  if (status == 401 || status == 403)
    return fail(Fault::unavailable, "register.not_authorised", detail);
  if (status == 408 || status == 429)
    return fail(Fault::unavailable, "register.busy", detail);
  if (call.method == "GET") return fail(Fault::unavailable, "register.refused", detail);
  if (status >= 500) return fail(Fault::unknown, "register.failed", detail);
  return fail(Fault::bad_input, "register.refused", detail);
}

}  // namespace

Result<std::unique_ptr<RestRegister>> RestRegister::create(RestSettings settings) {
  std::vector<std::string> headers;
  for (const RestHeader& header : settings.headers) {
    auto line = header_line(header);
    if (!line) return pass_on(std::move(line.error()));
    headers.push_back(*std::move(line));
  }
  return std::unique_ptr<RestRegister>{
      new RestRegister{std::move(settings), std::move(headers)}};
}

RestRegister::RestRegister(RestSettings settings, std::vector<std::string> headers)
    : settings_{std::move(settings)},
      headers_{std::move(headers)},
      http_{kConnectionsMax, [this](std::size_t) {
              return std::make_unique<RestHttp>(settings_.ca_file, headers_);
            }} {}

RestRegister::Deadline RestRegister::deadline() const {
  return std::chrono::steady_clock::now() + settings_.deadline;
}

const std::vector<RestCall>* RestRegister::calls_of(std::string_view verb) const {
  const auto found = settings_.verbs.find(verb);
  return found == settings_.verbs.end() ? nullptr : &found->second;
}

Result<RestRegister::Heard> RestRegister::run(std::string_view verb,
                                              RestVariables variables, Deadline deadline) {
  const auto* const calls = calls_of(verb);
  if (!calls) return fail(Fault::unavailable, "register.no_such_verb", std::string{verb});
  Heard heard{std::move(variables), false};
  for (const RestCall& call : *calls) {
    if (!call.when.empty() && value_of(heard.variables, call.when).empty()) continue;
    if (auto made = one_call(call, heard, deadline); !made)
      return pass_on(std::move(made.error()));
  }
  return heard;
}

Result<void> RestRegister::one_call(const RestCall& call, Heard& heard, Deadline deadline) {
  auto http = http_.take(deadline);
  if (!http) return pass_on(std::move(http.error()));
  const std::string& base = call.base_url.empty() ? settings_.base_url : call.base_url;
  const auto answer = (*http)->call(
      call.method, base + expand(call.path, heard.variables, RestEscape::path),
      expand(call.body, heard.variables, RestEscape::json), call.is_http2, deadline);
  if (!answer) {
    const bool is_harmless = call.method == "GET";
    return fail(is_harmless ? Fault::unavailable : answer.error().fault,
                answer.error().code, answer.error().detail);
  }
  if (contains(call.not_found, answer->status)) {
    heard.is_missing = true;
    return {};
  }
  if (!contains(call.success, answer->status)) return bad_status(call, answer->status);
  read_json(answer->body, call.reads, heard.variables);
  return {};
}

Result<RestRegister::Heard> RestRegister::look(const Imsi& imsi, Deadline deadline) {
  RestVariables variables = settings_.constants;
  variables["imsi"] = imsi.digits();
  return run("find_by_imsi", std::move(variables), deadline);
}

Result<Subscription> RestRegister::found(const Heard& heard) const {
  const RestVariables& read = heard.variables;
  if (value_of(read, settings_.exists).empty())
    return fail(Fault::not_found, "register.no_subscription");
  Subscription out;
  auto imsi = Imsi::parse(value_of(read, "imsi"));
  if (!imsi) return fail(Fault::conflict, "register.record_unreadable", "imsi");
  out.imsi = *std::move(imsi);
  if (const std::string digits = value_of(read, "msisdn"); !digits.empty()) {
    auto msisdn = Msisdn::parse(digits);
    if (!msisdn) return fail(Fault::conflict, "register.record_unreadable", "msisdn");
    out.msisdn = *std::move(msisdn);
  }
  out.cs_enabled = is_true(read, "cs_enabled");
  out.ps_enabled = is_true(read, "ps_enabled");
  out.has_keys = is_true(read, "has_keys");
  out.vlr = value_of(read, "vlr");
  out.sgsn = value_of(read, "sgsn");
  out.purged_cs = is_true(read, "purged_cs");
  out.purged_ps = is_true(read, "purged_ps");
  return out;
}

Result<Subscription> RestRegister::find(const Imsi& imsi) {
  const auto heard = look(imsi, deadline());
  if (!heard) return pass_on(heard.error());
  return found(*heard);
}

Result<Subscription> RestRegister::find(const Msisdn& msisdn) {
  RestVariables variables = settings_.constants;
  variables["msisdn"] = msisdn.digits();
  const auto heard = run("find_by_msisdn", std::move(variables), deadline());
  if (!heard) return pass_on(heard.error());
  auto subscription = found(*heard);
  // Some search by prefix or ignore what they do not understand.
  if (subscription && subscription->msisdn != msisdn)
    return fail(Fault::not_found, "register.no_subscription");
  return subscription;
}

Result<void> RestRegister::change(std::string_view verb, const Subscription& seen,
                                  RestVariables extra) {
  if (!calls_of(verb))
    return fail(Fault::unavailable, "register.no_such_verb", std::string{verb});
  const auto by = deadline();
  const auto heard = look(seen.imsi, by);
  if (!heard) return pass_on(heard.error());
  const auto now = found(*heard);
  if (!now) return pass_on(now.error());
  if (has_changed_hands(seen, *now)) return fail(Fault::conflict, "register.changed_hands");
  extra.insert(heard->variables.begin(), heard->variables.end());
  extra["vlr"] = seen.vlr;  // Where the caller saw it: the register may have forgotten.
  extra["sgsn"] = seen.sgsn;
  const auto done = run(verb, std::move(extra), by);
  if (!done) return pass_on(done.error());
  if (done->is_missing) return fail(Fault::not_found, "register.no_subscription");
  return {};
}

Result<void> RestRegister::bar(const Subscription& seen) { return change("bar", seen, {}); }

Result<void> RestRegister::unbar(const Subscription& seen, bool cs, bool ps) {
  return change("unbar", seen,
                {{"cs", truth(cs)}, {"ps", truth(ps)}, {"enabled", truth(cs || ps)}});
}

Result<void> RestRegister::cancel_location(const Subscription& seen) {
  return change("cancel_location", seen, {});
}

Result<void> RestRegister::strip_keys(const Subscription& seen) {
  return change("strip_keys", seen, {});
}

Result<void> RestRegister::strip_number(const Subscription& seen) {
  return change("strip_number", seen, {});
}

Result<void> RestRegister::remove(const Subscription& seen) {
  const auto by = deadline();
  const auto heard = look(seen.imsi, by);
  if (!heard) return pass_on(heard.error());
  const auto now = found(*heard);
  if (!now && now.error().fault != Fault::not_found) return pass_on(now.error());
  if (now && has_changed_hands(seen, *now))
    return fail(Fault::conflict, "register.changed_hands");
  // Also when the record is gone: an earlier attempt may have left its keys, and the look
  // found them. Calls whose `when` is empty are left out.
  RestVariables variables = heard->variables;
  if (!now && value_of(variables, "leftover").empty()) return {};
  if (const auto done = run("remove", std::move(variables), by); !done)
    return pass_on(done.error());
  const auto after = look(seen.imsi, by);
  if (!after) return pass_on(after.error());
  const bool is_gone = value_of(after->variables, settings_.exists).empty();
  if (!is_gone) return fail(Fault::unavailable, "register.still_there");
  return {};
}

Result<AttachAnswer> RestRegister::probe_attach(const Imsi& imsi, NetworkDomain domain) {
  RestVariables variables = settings_.constants;
  variables["imsi"] = imsi.digits();
  variables["domain"] = domain == NetworkDomain::cs ? "cs" : "ps";
  const auto heard = run("probe_attach", std::move(variables), deadline());
  if (!heard) return pass_on(heard.error());
  if (heard->is_missing) return AttachAnswer::unknown_subscription;
  return is_true(heard->variables, "accepted") ? AttachAnswer::accepted
                                               : AttachAnswer::barred;
}

Result<bool> RestRegister::probe_keys(const Imsi& imsi) {
  RestVariables variables = settings_.constants;
  variables["imsi"] = imsi.digits();
  const auto heard = run("probe_keys", std::move(variables), deadline());
  if (!heard) return pass_on(heard.error());
  return !heard->is_missing && is_true(heard->variables, "has_keys");
}

Result<std::vector<std::int64_t>> RestRegister::orphan_keys() {
  return fail(Fault::unavailable, "register.no_orphan_scan");
}

}  // namespace signoff
