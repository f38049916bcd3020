// SPDX-License-Identifier: Apache-2.0
#include "evidence/voucher_json.h"

#include "evidence/voucher_number.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::size_t kJsonMax = 16 * 1024;
constexpr std::size_t kTextMax = 200;
// As many samples as a policy pack may ask for, of five probes each: the register, both
// domains, the keys and a message.
constexpr std::size_t kProbesMax = 24 * 5;
constexpr int kFormat = 1;

json::object money_json(const Money& money) {
  return {{"amount", to_string(money)}, {"currency", money.currency().code()}};
}

json::array probe_json(const ProbeResult& probe) {
  return {probe.name, probe.answer, probe.dead};
}

// Probes of one moment share it: ["2026-11-28T02:15:10Z", [name, answer, dead], …]. Where
// the answers are those of the moment before, the time stands alone. A line is probed
// several times with the same answers, and all of them have to fit a QR code.
json::array probes_json(const std::vector<ProbeResult>& probes) {
  json::array moments;
  json::array before;
  for (std::size_t at = 0; at < probes.size();) {
    json::array moment{to_string(probes[at].at)};
    json::array answers;
    const auto time = probes[at].at;
    for (; at < probes.size() && probes[at].at == time; ++at)
      answers.push_back(probe_json(probes[at]));
    if (answers != before)
      for (const auto& answer : answers) moment.push_back(answer);
    before = std::move(answers);
    moments.push_back(std::move(moment));
  }
  return moments;
}

std::unexpected<Error> wrong(std::string_view member) {
  return fail(Fault::bad_input, "voucher.member", std::string{member});
}

// Takes members one by one and keeps the first failure, so that reading stays a list.
class Reader {
 public:
  explicit Reader(json::object object) : object_{std::move(object)} {}

  void text(std::string_view name, std::string& out) {
    const auto* value = take(name, true);
    if (value) assign(name, *value, out);
  }
  void text_if_there(std::string_view name, std::string& out) {
    const auto* value = take(name, false);
    if (value) assign(name, *value, out);
  }
  void number(std::string_view name, int& out, int max) {
    const auto* value = take(name, true);
    if (!value) return;
    if (!value->is_int64() || value->get_int64() < 1 || value->get_int64() > max)
      return refuse(name);
    out = static_cast<int>(value->get_int64());
  }
  void flag(std::string_view name, bool& out) {
    const auto* value = take(name, true);
    if (!value) return;
    if (!value->is_bool()) return refuse(name);
    out = value->get_bool();
  }
  void instant(std::string_view name, Instant& out) {
    std::optional<Instant> found;
    instant_if_there(name, found);
    if (found)
      out = *found;
    else
      refuse(name);
  }
  void instant_if_there(std::string_view name, std::optional<Instant>& out) {
    parsed(name, out, parse_instant);
  }
  void date_if_there(std::string_view name, std::optional<Date>& out) {
    parsed(name, out, parse_date);
  }
  void money(std::string_view name, Money& out);
  void probes(std::string_view name, std::vector<ProbeResult>& out);

  // Call last: what nobody took is not ours.
  Result<void> finish() const {
    if (!refused_.empty()) return wrong(refused_);
    if (taken_ != object_.size()) return fail(Fault::bad_input, "voucher.unknown_member");
    return {};
  }

 private:
  const json::value* take(std::string_view name, bool is_needed) {
    const auto* value = object_.if_contains(name);
    if (value)
      ++taken_;
    else if (is_needed)
      refuse(name);
    return value;
  }
  void refuse(std::string_view name) {
    if (refused_.empty()) refused_ = name;
  }
  void assign(std::string_view name, const json::value& value, std::string& out) {
    if (!value.is_string()) return refuse(name);
    const std::string_view text = value.get_string();
    const auto is_control = [](char c) {
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    };
    if (text.size() > kTextMax || std::ranges::any_of(text, is_control))
      return refuse(name);
    out = text;
  }
  template <class T>
  void parsed(std::string_view name, std::optional<T>& out,
              Result<T> (*parse)(std::string_view)) {
    const auto* value = take(name, false);
    if (!value) return;
    if (!value->is_string()) return refuse(name);
    const auto result = parse(value->get_string());
    if (!result) return refuse(name);
    out = *result;
  }
  void probe(std::string_view name, const json::value& item, ProbeResult& out);
  void moment(std::string_view name, const json::value& item,
              std::vector<ProbeResult>& answers);

  json::object object_;
  std::size_t taken_ = 0;
  std::string refused_;
};

// "61.10" in CNY, "1200" in JPY: exactly the currency's decimals, at most 15 digits.
std::optional<std::int64_t> parse_minor(std::string_view text, int decimals) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const auto point = text.size() - static_cast<std::size_t>(decimals) - 1;
  const bool has_room = text.size() > static_cast<std::size_t>(decimals) + 1;
  if (decimals > 0 && (!has_room || text[point] != '.')) return std::nullopt;
  std::int64_t minor = 0;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (decimals > 0 && i == point) continue;
    if (text[i] < '0' || text[i] > '9' || ++digits > 15) return std::nullopt;
    minor = minor * 10 + (text[i] - '0');
  }
  if (digits == 0) return std::nullopt;
  return is_negative ? -minor : minor;
}

void Reader::money(std::string_view name, Money& out) {
  const auto* value = take(name, true);
  if (!value) return;
  if (!value->is_object()) return refuse(name);
  Reader inner{value->get_object()};
  std::string amount;
  std::string code;
  inner.text("amount", amount);
  inner.text("currency", code);
  const auto currency = Currency::parse(code);
  if (!inner.finish() || !currency) return refuse(name);
  const auto minor = parse_minor(amount, currency->decimals());
  if (!minor) return refuse(name);
  out = Money{*minor, *currency};
}

void Reader::probe(std::string_view name, const json::value& item, ProbeResult& out) {
  if (!item.is_array() || item.get_array().size() != 3) return refuse(name);
  const auto& parts = item.get_array();
  assign(name, parts[0], out.name);
  assign(name, parts[1], out.answer);
  if (!parts[2].is_bool()) return refuse(name);
  out.dead = parts[2].get_bool();
}

void Reader::moment(std::string_view name, const json::value& item,
                    std::vector<ProbeResult>& answers) {
  if (!item.is_array() || item.get_array().empty()) return refuse(name);
  const auto& parts = item.get_array();
  if (!parts[0].is_string() || parts.size() > kProbesMax) return refuse(name);
  const auto at = parse_instant(parts[0].get_string());
  if (!at) return refuse(name);
  if (parts.size() > 1) answers.assign(parts.size() - 1, {});
  for (std::size_t i = 1; i < parts.size(); ++i) probe(name, parts[i], answers[i - 1]);
  for (auto& answer : answers) answer.at = *at;
}

void Reader::probes(std::string_view name, std::vector<ProbeResult>& out) {
  const auto* value = take(name, false);
  if (!value) return;
  if (!value->is_array() || value->get_array().size() > kProbesMax) return refuse(name);
  std::vector<ProbeResult> answers;
  for (const auto& item : value->get_array()) {
    moment(name, item, answers);
    if (answers.empty() || out.size() + answers.size() > kProbesMax) return refuse(name);
    out.insert(out.end(), answers.begin(), answers.end());
  }
}

std::optional<VoucherKind> parse_kind(std::string_view text) {
  for (const auto kind :
       {VoucherKind::receipt, VoucherKind::pre_cancellation, VoucherKind::final})
    if (to_string(kind) == text) return kind;
  return std::nullopt;
}

void read_times(Reader& reader, Voucher& voucher) {
  reader.instant("issued", voucher.issued_at);
  reader.instant_if_there("accepted", voucher.accepted_at);
  reader.instant_if_there("barred", voucher.barred_at);
  reader.instant_if_there("terminated", voucher.terminated_at);
  reader.instant_if_there("restore_until", voucher.restore_until);
  reader.date_if_there("quarantine_until", voucher.quarantine_until);
}

}  // namespace

std::string to_json(const Voucher& voucher) {
  json::object out{{"v", kFormat},
                   {"no", voucher.number},
                   {"kind", to_string(voucher.kind)},
                   {"case", voucher.case_number},
                   {"operator", voucher.operator_name},
                   {"number", voucher.masked_number},
                   {"gen", voucher.generation},
                   {"line", voucher.line_type},
                   {"channel", voucher.channel},
                   {"zone", voucher.zone},
                   {"issued", to_string(voucher.issued_at)}};
  const auto add_instant = [&](std::string_view name, const std::optional<Instant>& at) {
    if (at) out.emplace(name, to_string(*at));
  };
  add_instant("accepted", voucher.accepted_at);
  add_instant("barred", voucher.barred_at);
  add_instant("terminated", voucher.terminated_at);
  add_instant("restore_until", voucher.restore_until);
  if (voucher.quarantine_until)
    out.emplace("quarantine_until", to_string(*voucher.quarantine_until));
  out.emplace("bill", money_json(voucher.final_bill));
  out.emplace("refund", money_json(voucher.refund));
  out.emplace("forfeited", money_json(voucher.forfeited));
  out.emplace("sim_surrendered", voucher.sim_surrendered);
  if (!voucher.esim_state.empty()) out.emplace("esim", voucher.esim_state);
  if (!voucher.probes.empty()) out.emplace("probes", probes_json(voucher.probes));
  out.emplace("policy", voucher.policy);
  out.emplace("chain", voucher.chain_head);
  out.emplace("url", voucher.enquiry_url);
  out.emplace("lang", voucher.language);
  return json::serialize(out);
}

Result<Voucher> parse_voucher(std::string_view text) {
  if (text.size() > kJsonMax) return fail(Fault::bad_input, "voucher.size");
  json::error_code error;
  json::parse_options options;
  options.max_depth = 4;
  auto value = json::parse(json::string_view{text.data(), text.size()}, error, {}, options);
  if (error || !value.is_object()) return fail(Fault::bad_input, "voucher.json");
  Reader reader{std::move(value.get_object())};
  Voucher voucher;
  int format = 0;
  std::string kind;
  reader.number("v", format, 1'000'000);
  reader.text("no", voucher.number);
  reader.text("kind", kind);
  reader.text("case", voucher.case_number);
  reader.text("operator", voucher.operator_name);
  reader.text("number", voucher.masked_number);
  reader.number("gen", voucher.generation, 1'000'000);
  reader.text("line", voucher.line_type);
  reader.text("channel", voucher.channel);
  reader.text("zone", voucher.zone);
  read_times(reader, voucher);
  reader.money("bill", voucher.final_bill);
  reader.money("refund", voucher.refund);
  reader.money("forfeited", voucher.forfeited);
  reader.flag("sim_surrendered", voucher.sim_surrendered);
  reader.text_if_there("esim", voucher.esim_state);
  reader.probes("probes", voucher.probes);
  reader.text("policy", voucher.policy);
  reader.text("chain", voucher.chain_head);
  reader.text("url", voucher.enquiry_url);
  reader.text("lang", voucher.language);
  if (const auto finished = reader.finish(); !finished) return pass_on(finished.error());
  if (format != kFormat) return fail(Fault::bad_input, "voucher.format");
  const auto parsed_kind = parse_kind(kind);
  if (!parsed_kind) return wrong("kind");
  voucher.kind = *parsed_kind;
  if (!VoucherNumber::parse(voucher.number)) return wrong("no");
  if (voucher.language != "zh" && voucher.language != "en") return wrong("lang");
  return voucher;
}

}  // namespace signoff
