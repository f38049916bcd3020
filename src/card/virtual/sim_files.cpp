// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/sim_files.h"

#include "base/ensure.h"
#include "card/virtual/sim_fields.h"
#include "rsp/iccid.h"

#include <algorithm>
#include <array>

namespace signoff::uicc {
namespace {

constexpr std::size_t kAlphaSize = 20;      // X of EF.ADN and its like.
constexpr std::size_t kNumberSize = 14;     // The rest of such a record, TS 31.102 4.4.2.3.
constexpr std::size_t kMessageSize = 176;   // EF.SMS, TS 31.102 clause 4.2.25.
constexpr std::size_t kExtensionSize = 13;  // EF.EXT1, clause 4.4.2.4.
constexpr std::size_t kOutgoingSize = kAlphaSize + 27;  // EF.OCI, clause 4.2.34.
constexpr std::size_t kIncomingSize = kAlphaSize + 28;  // EF.ICI, clause 4.2.33.
constexpr std::size_t kSimRecordsMax = 254;

// Files of DF.TELECOM that the USIM has too, and files of the USIM that DF.GSM has.
constexpr FileId kTelecomFiles[] = {0x6f3b, 0x6f3c, 0x6f40, 0x6f42,
                                    0x6f43, 0x6f49, 0x6f4b, 0x6f4c};
constexpr FileId kGsmFiles[] = {0x6f07, 0x6f31, 0x6f3e, 0x6f3f, 0x6f46,
                                0x6f78, 0x6f7b, 0x6f7e, 0x6fad};

Body transparent(Need read, Need update, Bytes content) {
  return {Structure::transparent, 0, read, update, std::move(content)};
}

Body blank(Need read, Need update, std::size_t size) {
  return transparent(read, update, Bytes(size, 0xff));
}

Body records(Need read, Need update, std::size_t size, std::size_t count,
             Structure structure = Structure::linear) {
  return {structure, size, read, update, Bytes(size * count, 0xff)};
}

Body one_record(Need read, Need update, Bytes content) {
  const auto size = content.size();
  return {Structure::linear, size, read, update, std::move(content)};
}

constexpr Need kOpen = Need::always;
constexpr Need kPin = Need::pin1;
constexpr Need kNeedPin2 = Need::pin2;
constexpr Need kAdm = Need::administrator;

// Lays out one SIM.
class Layout {
 public:
  explicit Layout(const SimImage& image) : image_{image} {}

  FileTree build() && {
    add_master();
    telecom_ = tree_.add_directory(0, 0x7f10);
    add_telecom();
    usim_ = tree_.add_directory(0, kApplication, usim_aid());
    add_identity();
    add_places();
    add_calls();
    add_phonebook(
        tree_.add_directory(image_.has_local_phonebook ? usim_ : telecom_, 0x5f3a));
    add_gsm();
    return std::move(tree_);
  }

 private:
  using At = std::size_t;

  void add(At parent, FileId id, std::uint8_t short_id, Body body) {
    tree_.add_file(parent, id, short_id, std::move(body));
  }
  void share(At parent, FileId id) {
    const auto file = tree_.child(usim_, id);
    ensure(file.has_value(), "sim_files.shared");
    tree_.link(parent, id, 0, *file);
  }
  std::size_t contacts() const { return static_cast<std::size_t>(image_.contacts_max); }

  void add_master() {
    const auto iccid = rsp::iccid_octets(image_.iccid);
    ensure(iccid.has_value(), "sim_files.iccid");
    add(0, 0x2fe2, 2, transparent(kOpen, Need::never, {iccid->begin(), iccid->end()}));
    add(0, 0x2f05, 5, transparent(kOpen, kPin, {'z', 'h', 'e', 'n'}));  // EF.PL.
    add(0, 0x2f06, 6, access_rules());
    add(0, 0x2f00, 0x1e, one_record(kOpen, kAdm, directory_entry(usim_aid(), "USIM")));
  }

  // What the SIM of old and the USIM have in common lies in DF.TELECOM (TS 51.011 10.5).
  void add_telecom() {
    const auto number = kAlphaSize + kNumberSize;
    add(telecom_, 0x6f3b, 0, records(kPin, kNeedPin2, number, 10));  // EF.FDN.
    add(telecom_, 0x6f3c, 0, messages());
    add(telecom_, 0x6f40, 0, msisdn());
    add(telecom_, 0x6f42, 0, records(kPin, kPin, kAlphaSize + 28, 2));  // EF.SMSP.
    add(telecom_, 0x6f43, 0, blank(kPin, kPin, 2));                     // EF.SMSS.
    add(telecom_, 0x6f44, 0,                                            // EF.LND.
        records(kPin, kPin, number, 10, Structure::cyclic));
    add(telecom_, 0x6f49, 0, records(kPin, kAdm, number, 5));               // EF.SDN.
    add(telecom_, 0x6f4b, 0, records(kPin, kNeedPin2, kExtensionSize, 5));  // EF.EXT2.
    add(telecom_, 0x6f4c, 0, records(kPin, kAdm, kExtensionSize, 2));       // EF.EXT3.
  }

  Body messages() const {
    auto body =
        records(kPin, kPin, kMessageSize, static_cast<std::size_t>(image_.messages_max));
    for (std::size_t i = 0; i < body.records(); ++i) {
      body.content[i * kMessageSize] = 0;  // A free place, TS 31.102 clause 4.2.25.
    }
    return body;
  }

  Body msisdn() const {
    auto body = records(kPin, kPin, kAlphaSize + kNumberSize, 2);
    if (image_.msisdn.empty()) return body;
    const auto record = number_record({}, image_.msisdn, kAlphaSize);
    std::ranges::copy(record, body.content.begin());
    return body;
  }

  void add_identity() {
    add(usim_, 0x6f07, 0x07, transparent(kPin, kAdm, imsi_octets(image_.imsi)));
    add(usim_, 0x6f06, 0x17, access_rules());
    add(usim_, 0x6f05, 0x02, blank(kOpen, kPin, 4));  // EF.LI.
    add(usim_, 0x6f38, 0x04, transparent(kPin, kAdm, services(image_.has_local_phonebook)));
    add(usim_, 0x6f56, 0x05, transparent(kPin, kNeedPin2, {0x00}));   // EF.EST.
    add(usim_, 0x6f78, 0x06, transparent(kPin, kAdm, {0x00, 0x01}));  // EF.ACC.
    add(usim_, 0x6fad, 0x03, transparent(kOpen, kAdm, {0x00, 0x00, 0x00, 0x02}));
    add(usim_, 0x6f46, 0, transparent(kOpen, kAdm, provider_octets(image_.provider)));
    add(usim_, 0x6fb7, 0x01, records(kOpen, kAdm, 4, 2));  // EF.ECC.
    add(usim_, 0x6f3e, 0, blank(kPin, kAdm, 4));           // EF.GID1.
    add(usim_, 0x6f3f, 0, blank(kPin, kAdm, 4));           // EF.GID2.
    add(usim_, 0x6f08, 0x08, blank(kPin, kPin, 33));       // EF.Keys.
    add(usim_, 0x6f09, 0x09, blank(kPin, kPin, 33));       // EF.KeysPS.
  }

  // Where the phone was last, and where it was turned away.
  void add_places() {
    add(usim_, 0x6f31, 0x12, transparent(kPin, kAdm, {0x05}));  // EF.HPPLMN.
    add(usim_, 0x6f60, 0x0a, blank(kPin, kPin, 40));            // EF.PLMNwAcT.
    add(usim_, 0x6f61, 0x11, blank(kPin, kAdm, 40));            // EF.OPLMNwAcT.
    add(usim_, 0x6f62, 0x13, blank(kPin, kAdm, 10));            // EF.HPLMNwAcT.
    add(usim_, 0x6f7b, 0x0d, blank(kPin, kPin, 12));            // EF.FPLMN.
    add(usim_, 0x6f7e, 0x0b, transparent(kPin, kPin, no_location(11)));
    add(usim_, 0x6f73, 0x0c, transparent(kPin, kPin, no_location(14)));
    add(usim_, 0x6fe3, 0x1e, transparent(kPin, kPin, no_location(18)));
    add(usim_, 0x6fe4, 0x18, records(kPin, kPin, 54, 1));  // EF.EPSNSC.
    add(usim_, 0x6fc4, 0, blank(kPin, kPin, 46));          // EF.NETPAR.
    add(usim_, 0x6f5b, 0x0f, blank(kPin, kPin, 6));        // EF.START-HFN.
    add(usim_, 0x6f5c, 0x10, blank(kPin, kAdm, 3));        // EF.THRESHOLD.
    const At fives = tree_.add_directory(usim_, 0x5fc0);   // DF.5GS.
    add(fives, 0x4f01, 0x01, transparent(kPin, kPin, no_location(20)));
    add(fives, 0x4f02, 0x02, transparent(kPin, kPin, no_location(20)));
  }

  void add_calls() {
    add(usim_, 0x6f80, 0x14, records(kPin, kPin, kIncomingSize, 10, Structure::cyclic));
    add(usim_, 0x6f81, 0x15, records(kPin, kPin, kOutgoingSize, 10, Structure::cyclic));
    add(usim_, 0x6f4e, 0, records(kPin, kPin, kExtensionSize, 2));  // EF.EXT5.
    for (const FileId id : kTelecomFiles) {
      tree_.link(usim_, id, 0, *tree_.child(telecom_, id));
    }
  }

  // TS 31.102 clause 4.4.2: one set of files, all named in EF.PBR.
  void add_phonebook(At book) {
    add(book, 0x4f30, 0, one_record(kPin, kAdm, phonebook_reference()));
    add(book, 0x4f3a, 0x01, records(kPin, kPin, kAlphaSize + kNumberSize, contacts()));
    add(book, 0x4f09, 0x02, fixed(2, 0x00));                       // EF.PBC.
    add(book, 0x4f21, 0x03, fixed(2, 0x00));                       // EF.UID.
    add(book, 0x4f26, 0x04, fixed(4, 0x00));                       // EF.GRP.
    add(book, 0x4f11, 0x05, records(kPin, kPin, 15, contacts()));  // EF.ANR.
    add(book, 0x4f19, 0x06, records(kPin, kPin, 16, contacts()));  // EF.SNE.
    add(book, 0x4f25, 0x07, records(kPin, kPin, 1, contacts()));   // EF.IAP.
    add(book, 0x4f50, 0x08,
        records(kPin, kPin, 42, std::min<std::size_t>(contacts(), 100)));
    add(book, 0x4f4a, 0x09, records(kPin, kPin, kExtensionSize, 50));  // EF.EXT1.
    add(book, 0x4f4b, 0x0a, records(kPin, kPin, 12, 5));               // EF.AAS.
    add(book, 0x4f4c, 0x0b, records(kPin, kPin, 20, 10));              // EF.GAS.
    add(book, 0x4f22, 0x0c, transparent(kPin, kPin, Bytes(4, 0)));     // EF.PSC.
    add(book, 0x4f23, 0x0d, transparent(kPin, kPin, Bytes(2, 0)));     // EF.CC.
    add(book, 0x4f24, 0x0e, transparent(kPin, kPin, Bytes(2, 0)));     // EF.PUID.
    tree_.link(telecom_, 0x6f3a, 0, *tree_.child(book, 0x4f3a));       // EF.ADN of the SIM.
    tree_.link(telecom_, 0x6f4a, 0, *tree_.child(book, 0x4f4a));
  }

  Body fixed(std::size_t size, std::uint8_t value) const {
    auto body = records(kPin, kPin, size, contacts());
    std::ranges::fill(body.content, value);
    return body;
  }

  // The SIM of old: the same content under TS 51.011's names (clause 10.3).
  void add_gsm() {
    const At gsm = tree_.add_directory(0, 0x7f20);
    for (const FileId id : kGsmFiles) {
      share(gsm, id);
    }
    add(gsm, 0x6f05, 0, transparent(kOpen, kPin, {0x01}));         // EF.LP: English.
    add(gsm, 0x6f20, 0, blank(kPin, kPin, 9));                     // EF.Kc.
    add(gsm, 0x6f30, 0, blank(kPin, kPin, 24));                    // EF.PLMNsel.
    add(gsm, 0x6f38, 0, transparent(kPin, kAdm, gsm_services()));  // EF.SST.
    add(gsm, 0x6f74, 0, blank(kPin, kPin, 16));                    // EF.BCCH.
    add(gsm, 0x6fae, 0, transparent(kOpen, kAdm, {0x03}));         // EF.Phase: 2+.
  }

  const SimImage& image_;
  FileTree tree_;
  At telecom_ = 0;
  At usim_ = 0;
};

std::unexpected<Error> refused(std::string_view code, std::string detail) {
  return fail(Fault::bad_input, code, std::move(detail));
}

Result<void> fill(FileTree& tree, const std::string& path,
                  const std::vector<Bytes>& items) {
  const auto at = tree.at_path(path);
  if (!at || tree.node(*at).is_directory()) return refused("card_image.no_file", path);
  Body& body = tree.body_of(*at);
  const bool is_transparent = body.structure == Structure::transparent;
  const auto size = is_transparent ? body.content.size() : body.record_size;
  const auto places = is_transparent ? std::size_t{1} : body.records();
  if (items.size() > places) return refused("card_image.file_size", path);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].size() > size) return refused("card_image.file_size", path);
    std::ranges::copy(items[i],
                      body.content.begin() + static_cast<std::ptrdiff_t>(i * size));
  }
  body.is_changed = true;
  return {};
}

}  // namespace

Result<FileTree> build_files(const SimImage& image) {
  const auto in_range = [](int count) {
    return count >= 1 && count <= static_cast<int>(kSimRecordsMax);
  };
  if (!in_range(image.contacts_max)) return refused("card_image.member", "contacts_max");
  if (!in_range(image.messages_max)) return refused("card_image.member", "messages_max");
  if (!rsp::iccid_octets(image.iccid)) return refused("card_image.member", "iccid");
  auto tree = Layout{image}.build();
  for (const auto& [path, items] : image.files) {
    if (const auto filled = fill(tree, path, items); !filled) {
      return pass_on(filled.error());
    }
  }
  return tree;
}

FileTree build_bare_files() {
  FileTree tree;
  tree.add_file(0, 0x2f00, 0x1e, records(kOpen, kAdm, 38, 1));
  return tree;
}

std::map<std::string, std::vector<Bytes>> changed_files(const FileTree& tree) {
  std::map<std::string, std::vector<Bytes>> files;
  std::vector<std::size_t> seen;
  for (std::size_t at = 1; at < tree.size(); ++at) {
    const auto& node = tree.node(at);
    if (node.is_directory() || !tree.body_of(at).is_changed) continue;
    if (std::ranges::find(seen, *node.body) != seen.end()) continue;
    seen.push_back(*node.body);
    const Body& body = tree.body_of(at);
    auto& items = files[tree.path_of(at)];
    const auto step = body.record_size == 0 ? body.content.size() : body.record_size;
    for (std::size_t from = 0; from < body.content.size(); from += step) {
      const auto start = body.content.begin() + static_cast<std::ptrdiff_t>(from);
      items.emplace_back(start, start + static_cast<std::ptrdiff_t>(step));
    }
  }
  return files;
}

}  // namespace signoff::uicc
