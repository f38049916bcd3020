// SPDX-License-Identifier: Apache-2.0
#include "card/session.h"

#include "base/ensure.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

constexpr std::uint8_t kSelect = 0xa4;
constexpr std::uint8_t kReadBinary = 0xb0;
constexpr std::uint8_t kReadRecord = 0xb2;
constexpr std::uint8_t kGetResponse = 0xc0;
constexpr std::uint8_t kUpdateBinary = 0xd6;
constexpr std::uint8_t kUpdateRecord = 0xdc;
constexpr std::uint8_t kVerifyPin = 0x20;

constexpr std::uint16_t kMasterFile = 0x3f00;
constexpr std::size_t kAnswerMax = 64 * 1024;
constexpr std::size_t kPartsMax = 1024;  // Of one answer or file, octet by octet.
constexpr std::size_t kReadMax = 255;
constexpr std::size_t kWriteMax = 255;

std::string_view name_of(std::uint8_t instruction) {
  switch (instruction) {
    case kSelect: return "SELECT";
    case kReadBinary: return "READ BINARY";
    case kReadRecord: return "READ RECORD";
    case kGetResponse: return "GET RESPONSE";
    case kUpdateBinary: return "UPDATE BINARY";
    case kUpdateRecord: return "UPDATE RECORD";
    case kVerifyPin: return "VERIFY";
    default: return "command";
  }
}

bool is_update(std::uint8_t instruction) {
  return instruction == kUpdateBinary || instruction == kUpdateRecord;
}

// TS 102 221 clause 10.2.1, TS 51.011 clause 9.4. 91xx has a toolkit command waiting; 920x
// and, of an update, 63Cx worked after trying again. 62xx is a warning that nothing was
// written; what is read with one is whole but for 6281.
bool is_success(std::uint16_t status, std::uint8_t instruction) {
  const int high = status >> 8;
  if (status == 0x9000 || high == 0x91 || (status & 0xfff0) == 0x9200) return true;
  if (is_update(instruction)) return (status & 0xfff0) == 0x63c0;
  return high == 0x62 && (status != 0x6281 || instruction == kSelect);
}

struct Meaning {
  std::uint16_t status;
  std::uint16_t mask;
  Fault fault;
  std::string_view code;
  std::string_view words;
};
constexpr Meaning kMeanings[] = {
    {0x6a82, 0xffff, Fault::not_found, "card.no_file", "no such file"},
    {0x9404, 0xffff, Fault::not_found, "card.no_file", "no such file"},
    {0x6a83, 0xffff, Fault::not_found, "card.no_record", "no such record"},
    {0x9402, 0xffff, Fault::not_found, "card.no_record", "no such record"},
    {0x6a88, 0xffff, Fault::not_found, "card.no_file", "no such reference"},
    {0x6982, 0xffff, Fault::forbidden, "card.not_allowed", "a PIN or key is missing"},
    {0x6900, 0xffff, Fault::forbidden, "card.not_allowed", "not allowed"},
    {0x6985, 0xffff, Fault::forbidden, "card.not_allowed", "not in this state"},
    {0x9804, 0xffff, Fault::forbidden, "card.not_allowed", "a PIN or key is missing"},
    {0x9808, 0xffff, Fault::forbidden, "card.not_allowed", "not in this state of the PIN"},
    {0x6983, 0xffff, Fault::forbidden, "card.pin_blocked", "the PIN is blocked"},
    {0x9840, 0xffff, Fault::forbidden, "card.pin_blocked", "the PIN is blocked"},
    {0x63c0, 0xfff0, Fault::forbidden, "card.pin_wrong", "the PIN is wrong"},
    {0x6a84, 0xffff, Fault::conflict, "card.full", "no room left"},
    {0x9210, 0xffff, Fault::conflict, "card.full", "no room left"},
    {0x6984, 0xffff, Fault::conflict, "card.file_closed", "the file is deactivated"},
    {0x6500, 0xff00, Fault::unknown, "card.memory", "the memory failed"},
    {0x9240, 0xffff, Fault::unknown, "card.memory", "the memory failed"},
    {0x9300, 0xffff, Fault::unavailable, "card.busy", "busy with its toolkit"},
    {0x6d00, 0xff00, Fault::bad_input, "card.not_supported", "unknown command"},
    {0x6e00, 0xff00, Fault::bad_input, "card.not_supported", "unknown class"},
    {0x6a81, 0xffff, Fault::bad_input, "card.not_supported", "not supported"},
    {0x6800, 0xff00, Fault::bad_input, "card.not_supported", "not supported"},
    {0x6981, 0xffff, Fault::bad_input, "card.wrong_command", "not for this kind of file"},
    {0x6986, 0xffff, Fault::bad_input, "card.wrong_command", "no file is selected"},
    {0x9400, 0xffff, Fault::bad_input, "card.wrong_command", "no file is selected"},
    {0x9408, 0xffff, Fault::bad_input, "card.wrong_command", "not for this kind of file"},
    {0x6700, 0xff00, Fault::bad_input, "card.wrong_command", "wrong length"},
    {0x6b00, 0xff00, Fault::bad_input, "card.wrong_command", "wrong parameters"},
    {0x6a80, 0xff80, Fault::bad_input, "card.wrong_command", "wrong parameters"},
};

CardCommand command(std::uint8_t cla, std::uint8_t ins, std::size_t p1, std::uint8_t p2,
                    Bytes data = {}, std::optional<int> le = {}) {
  return {cla, ins, static_cast<std::uint8_t>(p1), p2, std::move(data), le};
}

void append(Bytes& out, std::uint16_t id) {
  out.push_back(static_cast<std::uint8_t>(id >> 8));
  out.push_back(static_cast<std::uint8_t>(id));
}

}  // namespace

Error status_error(std::uint16_t status, std::uint8_t instruction) {
  // What writes, or counts tries, may have done so all the same; not where the card says
  // that its memory is as it was.
  const bool is_writer = is_update(instruction) || instruction == kVerifyPin;
  const int high = status >> 8;
  const bool is_unchanged = high == 0x62 || high == 0x64 || high == 0x69;
  Error error{
      is_writer && !is_unchanged ? Fault::unknown : Fault::unavailable, "card.trouble", {}};
  std::string_view words = "the card reports trouble";
  for (const Meaning& meaning : kMeanings) {
    if ((status & meaning.mask) != meaning.status) continue;
    // Only who looks for a file can be told that there is none, and only who presents a
    // PIN that it is wrong.
    if (meaning.code == "card.no_file" && instruction != kSelect) continue;
    if (meaning.code == "card.pin_wrong" && instruction != kVerifyPin) continue;
    error.fault = meaning.fault;
    error.code = meaning.code;
    words = meaning.words;
    break;
  }
  error.detail = fmt::format("{}: {:04X}, {}", name_of(instruction), status, words);
  return error;
}

bool is_gone(const Error& error) { return error.code == "card.gone"; }
bool is_missing_file(const Error& error) { return error.code == "card.no_file"; }
bool is_unclear(const Error& error) {
  constexpr std::string_view kUnclear[] = {"card.garbled", "card.trouble", "card.busy",
                                           "card.memory"};
  return std::ranges::find(kUnclear, error.code) != std::end(kUnclear);
}
bool says_no_application(std::uint16_t status) {
  const int high = status >> 8;
  return high == 0x6a || high == 0x6d || high == 0x6e || high == 0x68 || status == 0x6999;
}

Result<CardAnswer> CardSession::transmit(const CardCommand& what) {
  ++commands_;
  const auto raw = channel_.transmit(encode(what));
  if (!raw) return pass_on(raw.error());
  return decode_answer(*raw);
}

Result<CardAnswer> CardSession::exchange(const CardCommand& what) {
  auto answer = transmit(what);
  // The right length is xx. A PIN is not presented twice on any card's word.
  if (answer && answer->status >> 8 == 0x6c && what.ins != kVerifyPin) {
    CardCommand again = what;
    again.le = (answer->status & 0xff) == 0 ? 256 : answer->status & 0xff;
    answer = transmit(again);
  }
  Bytes data;
  std::size_t parts = 0;
  while (answer && (answer->status >> 8 == 0x61 || answer->status >> 8 == 0x9f)) {
    data.insert(data.end(), answer->data.begin(), answer->data.end());
    if (data.size() > kAnswerMax || ++parts > kPartsMax)
      return fail(Fault::bad_input, "card.garbled", "an answer without an end");
    const int waiting = (answer->status & 0xff) == 0 ? 256 : answer->status & 0xff;
    answer = transmit(command(what.cla, kGetResponse, 0, 0, {}, waiting));
    if (answer && answer->data.empty() && !answer->ok())
      return fail(Fault::bad_input, "card.garbled", "an answer that never comes");
  }
  if (!answer) return answer;
  answer->data.insert(answer->data.begin(), data.begin(), data.end());
  return answer;
}

Result<Bytes> CardSession::send(const CardCommand& what) {
  auto answer = exchange(what);
  if (!answer) {
    Error error = answer.error();
    // Who cannot be understood may have written.
    if (is_update(what.ins) && !is_gone(error)) error.fault = Fault::unknown;
    return pass_on(std::move(error));
  }
  if (!is_success(answer->status, what.ins))
    return pass_on(status_error(answer->status, what.ins));
  return std::move(answer->data);
}

Result<FileInfo> CardSession::begin() {
  folder_.clear();
  dialect_ = CardDialect::uicc;
  auto uicc = select({kMasterFile});
  // A SIM of old says that it does not know the class. Whatever else a card says is asked
  // for twice: a UICC that stumbled once would be taken for a SIM of old.
  if (!uicc && !is_gone(uicc.error()) && uicc.error().code != "card.not_supported")
    uicc = select({kMasterFile});
  if (uicc || is_gone(uicc.error())) return uicc;
  dialect_ = CardDialect::sim_2g;
  const auto sim = select_one_2g(kMasterFile);
  if (sim || is_gone(sim.error())) return sim;
  return fail(Fault::bad_input, "card.no_sim", "it answers neither as UICC nor as 2G SIM");
}

Result<FileInfo> CardSession::select(const CardPath& path) {
  ensure(!path.empty(), "a path names a file");
  if (dialect_ == CardDialect::sim_2g) return select_2g(path);
  // A path goes from the master file without naming it; that file alone is named by its
  // identifier (TS 102 221 clause 11.1.1.2).
  Bytes ids;
  const bool is_master = path.size() == 1 && path[0] == kMasterFile;
  for (std::size_t i = path[0] == kMasterFile && !is_master ? 1 : 0; i < path.size(); ++i)
    append(ids, path[i]);
  const std::uint8_t by = is_master ? 0x00 : 0x08;
  return select_with_answer(command(0x00, kSelect, by, 0x04, std::move(ids)));
}

Result<FileInfo> CardSession::select_application(ByteView aid) {
  const auto select = command(0x00, kSelect, 0x04, 0x04, {aid.begin(), aid.end()});
  auto found = select_with_answer(select);
  if (!found && !is_gone(found.error()) && !is_missing_file(found.error()))
    found = select_with_answer(select);
  return found;
}

Result<void> CardSession::reset() {
  folder_.clear();
  return channel_.reset();
}

// Cards of protocol T=0 want no Le here and say 61xx; those of T=1 answer nothing without.
Result<FileInfo> CardSession::select_with_answer(CardCommand select) {
  auto answer = send(select);
  if (answer && answer->empty()) {
    select.le = 256;
    answer = send(select);
  }
  if (!answer) return pass_on(answer.error());
  return decode_fcp(*answer);
}

Result<FileInfo> CardSession::select_one_2g(std::uint16_t id) {
  Bytes octets;
  append(octets, id);
  auto answer = send(command(0xa0, kSelect, 0, 0, std::move(octets)));
  if (!answer) return pass_on(answer.error());
  return decode_2g_answer(*answer);
}

// Walks from where the card stands only as far as it must.
Result<FileInfo> CardSession::select_2g(const CardPath& path) {
  const CardPath folder{path.begin(), path.end() - 1};
  if (folder != folder_) {
    folder_.clear();
    for (const std::uint16_t id : folder) {
      // A first-level folder is reachable from everywhere (TS 51.011 clause 6.5).
      const auto entered = select_one_2g(id);
      if (!entered) return entered;
      folder_.push_back(id);
    }
  }
  auto found = select_one_2g(path.back());
  if (found && found->kind == FileKind::folder) {
    folder_ = path;
    if (path.back() == kMasterFile) folder_.clear();
  }
  return found;
}

Result<Bytes> CardSession::read_binary(std::size_t size) {
  Bytes out;
  std::size_t parts = 0;
  while (out.size() < size) {
    if (++parts > kPartsMax)
      return fail(Fault::bad_input, "card.garbled", "a read without an end");
    const std::size_t want = std::min(size - out.size(), kReadMax);
    auto part =
        send(command(cla(), kReadBinary, out.size() >> 8,
                     static_cast<std::uint8_t>(out.size()), {}, static_cast<int>(want)));
    if (!part) return part;
    if (part->empty() || part->size() > want)
      return fail(Fault::bad_input, "card.garbled", "a read of another size");
    out.insert(out.end(), part->begin(), part->end());
  }
  return out;
}

Result<Bytes> CardSession::read_record(std::size_t number, std::size_t size) {
  auto record = send(command(cla(), kReadRecord, number, 0x04, {}, static_cast<int>(size)));
  if (record && record->size() != size)
    return fail(Fault::bad_input, "card.garbled", "a record of another size");
  return record;
}

Result<void> CardSession::write_binary(ByteView bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto part = bytes.subspan(at, std::min(bytes.size() - at, kWriteMax));
    const auto written =
        send(command(cla(), kUpdateBinary, at >> 8, static_cast<std::uint8_t>(at),
                     {part.begin(), part.end()}));
    if (!written) return pass_on(written.error());
    at += part.size();
  }
  return {};
}

Result<void> CardSession::write_record(std::size_t number, ByteView bytes) {
  const auto written =
      send(command(cla(), kUpdateRecord, number, 0x04, {bytes.begin(), bytes.end()}));
  if (!written) return pass_on(written.error());
  return {};
}

Result<void> CardSession::write_oldest_record(ByteView bytes) {
  const auto written =
      send(command(cla(), kUpdateRecord, 0, 0x03, {bytes.begin(), bytes.end()}));
  if (!written) return pass_on(written.error());
  return {};
}

}  // namespace signoff
