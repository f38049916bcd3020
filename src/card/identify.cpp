// SPDX-License-Identifier: Apache-2.0
#include "card/identify.h"

#include "base/ensure.h"
#include "card/files/dial_record.h"
#include "card/files/subscription.h"
#include "card/files/tlv_walk.h"
#include "card/record_files.h"
#include "card/sim_files.h"
#include "rsp/isdr.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::uint8_t kManageChannel = 0x70;
constexpr std::size_t kApplicationsMax = 32;

Bytes hex(std::string_view text) {
  auto bytes = from_hex(text);
  ensure(bytes.has_value(), "a name of an application is hexadecimal");
  return std::move(*bytes);
}

// The beginning of the names that 3GPP gives out (TS 101 220 annex E).
constexpr std::string_view kUsim = "a0000000871002";
constexpr std::pair<std::string_view, CardApplicationKind> kKinds[] = {
    {kUsim, CardApplicationKind::usim},
    {"a0000000871004", CardApplicationKind::isim},
    {"a0000003431002", CardApplicationKind::csim}};

CardApplicationKind kind_of(const Bytes& aid) {
  const auto text = to_hex(aid);
  for (const auto& [prefix, kind] : kKinds)
    if (text.starts_with(prefix)) return kind;
  return CardApplicationKind::other;
}

// Well-known applications of cards that people keep beside a SIM.
constexpr std::pair<std::string_view, ForeignCard> kForeign[] = {
    {"325041592e5359532e4444463031", ForeignCard::bank},  // 2PAY.SYS.DDF01
    {"315041592e5359532e4444463031", ForeignCard::bank},  // 1PAY.SYS.DDF01
    {"a000000632010105", ForeignCard::transit},           // T-Union.
    {"315449432e494341", ForeignCard::transit},           // 1TIC.ICA, Calypso.
    {"a0000002471001", ForeignCard::passport},            // ICAO 9303.
    {"e80704007f00070302", ForeignCard::identity},        // eID, BSI TR-03110.
    {"a000000308000010000100", ForeignCard::identity}};   // PIV.

// SELECT by name whose answer nobody reads further; true where there is such an
// application. What is no clear answer is asked for twice: a chip that stumbled once would
// be left as if it were none.
Result<bool> has_application(CardSession& session, std::uint8_t cla, ByteView aid) {
  CardCommand select{cla, 0xa4, 0x04, 0x00, {aid.begin(), aid.end()}, {}};
  for (int turn = 0; turn < 2; ++turn) {
    const auto answer = session.exchange(select);
    if (!answer && is_gone(answer.error())) return pass_on(answer.error());
    if (!answer) continue;
    const int high = answer->status >> 8;
    if (answer->ok() || high == 0x62 || high == 0x91) return true;
    if (says_no_application(answer->status)) return false;
  }
  return false;
}

Result<ForeignCard> look_at_foreign(CardSession& session) {
  for (const auto& [aid, card] : kForeign) {
    const auto has = has_application(session, 0x00, hex(aid));
    if (!has) return pass_on(has.error());
    if (*has) return card;
  }
  return ForeignCard::unknown;
}

// A logical channel; 0, the basic one, of a card that gives none.
Result<std::uint8_t> take_channel(CardSession& session) {
  const auto opened = session.exchange({0x00, kManageChannel, 0x00, 0x00, {}, 1});
  if (!opened && is_gone(opened.error())) return pass_on(opened.error());
  const bool is_given = opened && opened->ok() && opened->data.size() == 1 &&
                        opened->data[0] >= 1 && opened->data[0] <= 3;
  return is_given ? opened->data[0] : std::uint8_t{0};
}

// What is selected stays so (TS 102 221 clause 11.1.17), but for a card that has only the
// basic channel: that one is reset, since not every application lets go of it otherwise.
Result<void> give_back(CardSession& session, std::uint8_t channel, bool is_selected) {
  if (channel == 0) {
    if (!is_selected) return {};
    if (const auto reset = session.reset(); !reset) return reset;
    const auto master = session.begin();
    return master || !is_gone(master.error()) ? Result<void>{} : pass_on(master.error());
  }
  const auto closed = session.exchange({0x00, kManageChannel, 0x80, channel, {}, {}});
  if (!closed && is_gone(closed.error())) return pass_on(closed.error());
  return {};
}

Result<std::optional<Bytes>> find_isd_r(CardSession& session) {
  const auto channel = take_channel(session);
  if (!channel) return pass_on(channel.error());
  std::optional<Bytes> found;
  for (const auto& aid : rsp::kIsdrAids) {
    const auto has = has_application(session, *channel, aid);
    if (!has) return pass_on(has.error());
    if (!*has) continue;
    found = Bytes{aid.begin(), aid.end()};
    break;
  }
  const auto given = give_back(session, *channel, found.has_value());
  if (!given) return pass_on(given.error());
  return found;
}

// Reads what may be read; a closed door is no failure here, a pulled card is.
class Reader {
 public:
  Reader(CardSession& session, CardIdentity& out)
      : session_{session},
        files_{session},
        out_{out},
        places_{sim_files(session.dialect())} {}

  Result<void> read(const FileInfo& application) {
    out_.free_memory = application.free_memory;
    for (const auto name : {PinName::pin1, PinName::pin2}) {
      const auto state = pin_state(session_, application, name);
      if (!state) return pass_on(state.error());
      (name == PinName::pin1 ? out_.pin1 : out_.pin2) = *state;
    }
    take(iccid_path(),
         [&](const Bytes& file) { out_.iccid = decode_iccid(file).value_or(""); });
    take(places_.service_table, [&](const Bytes& file) {
      out_.services =
          session_.dialect() == CardDialect::uicc ? decode_ust(file) : decode_sst(file);
    });
    take(places_.imsi,
         [&](const Bytes& file) { out_.imsi = decode_imsi(file).value_or(""); });
    take(places_.network_name,
         [&](const Bytes& file) { out_.network_name = decode_spn(file); });
    read_own_numbers();
    if (gone_) return pass_on(*gone_);
    return {};
  }

 private:
  template <class Take>
  void take(const CardPath& path, Take use) {
    if (gone_) return;
    const auto file = read_whole(session_, path);
    if (file)
      use(*file);
    else if (is_gone(file.error()))
      gone_ = file.error();
  }

  void read_own_numbers() {
    if (gone_) return;
    const CardPath& path = places_.own_numbers.records;
    const auto info = files_.info(path);
    if (!info && is_gone(info.error())) gone_ = info.error();
    for (std::size_t number = 1; info && number <= info->record_count; ++number) {
      const auto bytes = files_.read(path, number);
      if (!bytes) {
        if (is_gone(bytes.error())) gone_ = bytes.error();
        return;
      }
      const auto record = decode_dial(*bytes);
      if (record && *record && !(*record)->digits.empty())
        out_.own_numbers.push_back(number_text((*record)->type, (*record)->digits));
    }
  }

  CardSession& session_;
  RecordFiles files_;
  CardIdentity& out_;
  const SimFiles& places_;
  std::optional<Error> gone_;
};

}  // namespace

Result<std::vector<CardApplication>> list_applications(CardSession& session) {
  std::vector<CardApplication> out;
  const auto info = session.select({0x3f00, 0x2f00});
  if (!info && is_gone(info.error())) return pass_on(info.error());
  if (!info || info->kind != FileKind::linear) return out;
  for (std::size_t number = 1; number <= std::min(info->record_count, kApplicationsMax);
       ++number) {
    const auto record = session.read_record(number, info->record_size);
    if (!record && is_gone(record.error())) return pass_on(record.error());
    if (!record) break;
    const auto entry = find_tlv(*record, 0x61);
    const auto aid = entry ? find_tlv(*entry, 0x4f) : std::nullopt;
    if (!aid || aid->empty() || aid->size() > 16) continue;
    CardApplication application;
    application.aid.assign(aid->begin(), aid->end());
    application.kind = kind_of(application.aid);
    if (const auto label = find_tlv(*entry, 0x50))
      for (const auto octet : *label)
        if (octet >= 0x20 && octet < 0x7f) application.label += static_cast<char>(octet);
    out.push_back(std::move(application));
  }
  return out;
}

Result<FileInfo> open_sim(CardSession& session) {
  const auto master = session.begin();
  if (!master) return master;
  if (session.dialect() == CardDialect::sim_2g) return session.select({0x7f20});
  const auto applications = list_applications(session);
  if (!applications) return pass_on(applications.error());
  for (const CardApplication& application : *applications)
    if (application.kind == CardApplicationKind::usim)
      return session.select_application(application.aid);
  return session.select_application(hex(kUsim));
}

Result<CardIdentity> identify(CardSession& session) {
  CardIdentity out;
  out.atr = session.atr();
  const auto master = session.begin();
  if (!master && is_gone(master.error())) return pass_on(master.error());
  if (!master) {
    const auto foreign = look_at_foreign(session);
    if (!foreign) return pass_on(foreign.error());
    out.foreign = *foreign;
    return out;
  }
  out.dialect = session.dialect();
  if (out.dialect == CardDialect::uicc) {
    auto applications = list_applications(session);
    if (!applications) return pass_on(applications.error());
    out.applications = std::move(*applications);
    const auto isd_r = find_isd_r(session);
    if (!isd_r) return pass_on(isd_r.error());
    out.isd_r = *isd_r;
  }
  const auto application = open_sim(session);
  if (!application && is_gone(application.error())) return pass_on(application.error());
  out.is_sim = application.has_value();
  // Other cards have a master file too. Their PIN is not asked about: it is none of ours.
  if (!out.is_sim && !out.isd_r) {
    const auto foreign = look_at_foreign(session);
    if (!foreign) return pass_on(foreign.error());
    out.foreign = *foreign;
    return out;
  }
  const auto read = Reader{session, out}.read(application.value_or(*master));
  if (!read && is_gone(read.error())) return pass_on(read.error());
  return out;
}

std::string_view foreign_name(ForeignCard card) {
  switch (card) {
    case ForeignCard::bank: return "bank card";
    case ForeignCard::transit: return "transit card";
    case ForeignCard::passport: return "passport";
    case ForeignCard::identity: return "identity card";
    case ForeignCard::unknown: return "other smart card";
  }
  return "other smart card";
}

}  // namespace signoff
