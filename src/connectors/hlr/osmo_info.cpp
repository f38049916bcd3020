// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/osmo_hlr.h"

namespace signoff {

namespace {

constexpr std::size_t kPeerNameMax = 64;

Result<void> take_field(Subscription& out, std::string_view name, std::string_view value) {
  if (name == "imsi") {
    auto imsi = Imsi::parse(value);
    if (!imsi) return fail(Fault::conflict, "register.record_unreadable", "imsi");
    out.imsi = *std::move(imsi);
  } else if (name == "msisdn") {
    auto msisdn = Msisdn::parse(value);
    if (!msisdn) return fail(Fault::conflict, "register.record_unreadable", "msisdn");
    out.msisdn = *std::move(msisdn);
  } else if (name == "vlr_number") {
    out.vlr = value.substr(0, kPeerNameMax);
  } else if (name == "sgsn_number") {
    out.sgsn = value.substr(0, kPeerNameMax);
  } else if (name == "nam_cs") {
    out.cs_enabled = value == "1";
  } else if (name == "nam_ps") {
    out.ps_enabled = value == "1";
  } else if (name == "ms_purged_cs") {
    out.purged_cs = value == "1";
  } else if (name == "ms_purged_ps") {
    out.purged_ps = value == "1";
  } else if (name == "aud2g.algo" || name == "aud3g.algo") {
    out.has_keys = true;
  }
  return {};
}

}  // namespace

Result<Subscription> parse_osmo_info(std::string_view text) {
  Subscription out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
    const auto tab = line.find('\t');
    if (tab == line.npos) continue;
    auto taken = take_field(out, line.substr(0, tab), line.substr(tab + 1));
    if (!taken) return pass_on(std::move(taken.error()));
  }
  if (out.imsi.digits().empty())
    return fail(Fault::conflict, "register.record_unreadable", "no imsi");
  return out;
}

}  // namespace signoff
