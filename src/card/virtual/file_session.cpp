// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/file_session.h"

#include "card/virtual/file_descriptions.h"
#include "card/virtual/instructions.h"
#include "card/virtual/status_words.h"

#include <algorithm>

namespace signoff::uicc {
namespace {

// P1 of SELECT (TS 102 221 clause 11.1.1.2).
enum SelectBy : std::uint8_t {
  kById = 0x00,
  kChildDirectory = 0x01,
  kChildFile = 0x02,
  kParent = 0x03,
  kByAid = 0x04,
  kPathFromMaster = 0x08,
  kPathFromHere = 0x09,
};

constexpr std::uint8_t kNoDescription = 0x0c;  // In P2.
constexpr std::uint8_t kEndApplication = 0x40;
constexpr std::uint8_t kUnblockGsmPin1 = 0x00;

CardAnswer only(std::uint16_t status) { return {{}, status}; }

FileId id_in(ByteView bytes) { return static_cast<FileId>(bytes[0] << 8 | bytes[1]); }

// TS 51.011 clause 9.4: the words of old for those of now.
std::uint16_t gsm_status(std::uint16_t word) {
  if ((word & 0xfff0) == status::kTriesLeft) {
    return word == status::kTriesLeft ? status::kGsmBlocked : status::kGsmNotAllowed;
  }
  if ((word & 0xff00) == status::kLengthIs) {
    return static_cast<std::uint16_t>(status::kWrongLength | (word & 0xff));
  }
  switch (word) {
    case status::kFileNotFound: return status::kGsmFileNotFound;
    case status::kRecordNotFound:
    case status::kWrongOffset: return status::kGsmOutOfRange;
    case status::kNotAllowed: return status::kGsmNotAllowed;
    case status::kWrongFileKind: return status::kGsmWrongFileKind;
    case status::kNoFileSelected: return status::kGsmNoFileSelected;
    case status::kBlocked: return status::kGsmBlocked;
    case status::kPinDisabled:
    case status::kConditions: return status::kGsmPinState;
    case status::kWrongParameters: return status::kWrongOffset;
    default: return word;
  }
}

}  // namespace

CardAnswer FileSession::answer(const CardCommand& command) {
  changed_ = false;
  return dispatch(command);
}

CardAnswer FileSession::answer_gsm(const CardCommand& command) {
  changed_ = false;
  auto as_now = command;
  as_now.cla = 0;
  switch (command.ins) {
    case ins::kSelect: {
      if (command.p1 != 0 || command.p2 != 0 || command.data.size() != 2 ||
          id_in(command.data) == kApplication) {
        return only(status::kWrongOffset);
      }
      const auto at = find_by_id(id_in(command.data));
      if (!at) return only(status::kGsmFileNotFound);
      enter(*at);
      return {gsm_description_of(*sim_, *at), status::kOk};
    }
    case ins::kStatus: {
      auto data = gsm_description_of(*sim_, directory_);
      const auto wanted = static_cast<std::size_t>(command.le.value_or(256));
      if (wanted < data.size()) data.resize(wanted);
      return {std::move(data), status::kOk};
    }
    case ins::kSearchRecord: return only(status::kUnknownInstruction);
    case ins::kUnblockPin:
      if (command.p2 == kUnblockGsmPin1) as_now.p2 = 0x01;
      break;
    default: break;
  }
  auto answer = dispatch(as_now);
  answer.status = gsm_status(answer.status);
  return answer;
}

CardAnswer FileSession::dispatch(const CardCommand& command) {
  switch (command.ins) {
    case ins::kSelect: return select(command);
    case ins::kStatus: return status(command);
    case ins::kReadBinary: return read_binary(command);
    case ins::kUpdateBinary: return update_binary(command);
    case ins::kReadRecord: return read_record(command);
    case ins::kUpdateRecord: return update_record(command);
    case ins::kSearchRecord: return search_record(command);
    case ins::kVerifyPin:
    case ins::kChangePin:
    case ins::kDisablePin:
    case ins::kEnablePin:
    case ins::kUnblockPin: return pin_command(command);
    default: return only(status::kUnknownInstruction);
  }
}

// TS 102 221 clause 8.4.1: what can be named from here by its identifier alone.
FileSession::Place FileSession::find_by_id(FileId id) const {
  const auto& files = sim_->files();
  if (id == kMaster) return 0;
  if (id == kApplication) return application_;
  if (files.node(directory_).id == id) return directory_;
  if (const auto child = files.child(directory_, id)) return child;
  const auto parent = files.node(directory_).parent;
  if (files.node(parent).id == id) return parent;
  const auto sibling = files.child(parent, id);
  return sibling && files.node(*sibling).is_directory() ? sibling : std::nullopt;
}

FileSession::Place FileSession::find_by_path(ByteView path, std::size_t from) const {
  if (path.empty() || path.size() % 2 != 0) return std::nullopt;
  Place at = from;
  for (; at && !path.empty(); path = path.subspan(2)) {
    const auto id = id_in(path);
    at = id == kApplication && *at == 0 ? application_ : sim_->files().child(*at, id);
  }
  return at;
}

FileSession::Place FileSession::find(const CardCommand& command) const {
  const ByteView data{command.data};
  const auto& files = sim_->files();
  switch (command.p1) {
    case kById:
      if (data.empty()) return 0;
      return data.size() == 2 ? find_by_id(id_in(data)) : std::nullopt;
    case kChildDirectory:
    case kChildFile: {
      const auto child =
          data.size() == 2 ? files.child(directory_, id_in(data)) : std::nullopt;
      const bool wants_directory = command.p1 == kChildDirectory;
      return child && files.node(*child).is_directory() == wants_directory ? child
                                                                           : std::nullopt;
    }
    case kParent: return files.node(directory_).parent;
    case kByAid: return data.size() < 5 ? std::nullopt : files.application(data);
    case kPathFromMaster: return find_by_path(data, 0);
    case kPathFromHere: return find_by_path(data, directory_);
    default: return std::nullopt;
  }
}

CardAnswer FileSession::select(const CardCommand& command) {
  if (command.p1 > kPathFromHere) return only(status::kWrongParameters);
  const auto at = find(command);
  if (!at) return only(status::kFileNotFound);
  if (command.p1 == kByAid && (command.p2 & kEndApplication) != 0) {
    application_.reset();
    enter(0);
    return only(status::kOk);
  }
  enter(*at);
  if ((command.p2 & kNoDescription) == kNoDescription) return only(status::kOk);
  return describe(*at);
}

void FileSession::enter(std::size_t at) {
  const auto& node = sim_->files().node(at);
  record_ = 0;
  if (!node.is_directory()) {
    directory_ = node.parent;
    file_ = at;
    return;
  }
  directory_ = at;
  file_.reset();
  if (!node.aid.empty()) application_ = at;
}

CardAnswer FileSession::describe(std::size_t at) const {
  return {fcp_of(*sim_, at), status::kOk};
}

CardAnswer FileSession::status(const CardCommand& command) const {
  CardAnswer answer = describe(directory_);
  if (command.p2 == 0x0c) return only(status::kOk);
  if (command.p2 == 0x01) {
    answer.data = application_ ? sim_->files().node(*application_).aid : Bytes{};
  } else if (command.p2 != 0x00) {
    return only(status::kWrongParameters);
  }
  return answer;
}

FileSession::Place FileSession::target(bool has_short_id, std::uint8_t short_id) {
  if (!has_short_id) return file_;
  const auto at = sim_->files().by_short_id(directory_, short_id);
  if (at) enter(*at);
  return at;
}

CardAnswer FileSession::read_binary(const CardCommand& command) {
  const bool has_short_id = (command.p1 & 0x80) != 0;
  const auto at = target(has_short_id, command.p1 & 0x1f);
  if (!at) return only(has_short_id ? status::kFileNotFound : status::kNoFileSelected);
  const Body& body = sim_->files().body_of(*at);
  if (body.structure != Structure::transparent) return only(status::kWrongFileKind);
  if (!sim_->allows(body.read)) return only(status::kNotAllowed);
  const auto offset =
      static_cast<std::size_t>(has_short_id ? command.p2 : command.p1 << 8 | command.p2);
  if (offset >= body.content.size()) return only(status::kWrongOffset);
  const auto left = std::min<std::size_t>(body.content.size() - offset, 256);
  const auto wanted = static_cast<std::size_t>(command.le.value_or(256));
  if (wanted > left && wanted != 256) {
    return only(static_cast<std::uint16_t>(status::kLengthIs | (left & 0xff)));
  }
  const auto from = body.content.begin() + static_cast<std::ptrdiff_t>(offset);
  const auto size = static_cast<std::ptrdiff_t>(std::min(wanted, left));
  return {Bytes{from, from + size}, status::kOk};
}

CardAnswer FileSession::update_binary(const CardCommand& command) {
  const bool has_short_id = (command.p1 & 0x80) != 0;
  const auto at = target(has_short_id, command.p1 & 0x1f);
  if (!at) return only(has_short_id ? status::kFileNotFound : status::kNoFileSelected);
  Body& body = sim_->files().body_of(*at);
  if (body.structure != Structure::transparent) return only(status::kWrongFileKind);
  if (!sim_->allows(body.update)) return only(status::kNotAllowed);
  const auto offset =
      static_cast<std::size_t>(has_short_id ? command.p2 : command.p1 << 8 | command.p2);
  if (command.data.empty()) return only(status::kWrongLength);
  if (offset + command.data.size() > body.content.size()) {
    return only(status::kWrongOffset);
  }
  std::ranges::copy(command.data,
                    body.content.begin() + static_cast<std::ptrdiff_t>(offset));
  body.is_changed = changed_ = true;
  return only(status::kOk);
}

std::size_t FileSession::record_of(const Body& body, std::uint8_t p1, std::uint8_t mode) {
  const auto count = body.records();
  const bool wraps = body.structure == Structure::cyclic;
  switch (mode) {
    case 0x04: {  // By its number, or the current one; the pointer stays.
      const std::size_t number = p1 == 0 ? record_ : p1;
      return number <= count ? number : 0;
    }
    case 0x02:
      if (record_ == count && !wraps) return 0;
      return record_ = record_ == count ? 1 : record_ + 1;
    case 0x03:
      if (record_ == 1 && !wraps) return 0;
      return record_ = record_ <= 1 ? count : record_ - 1;
    default: return 0;
  }
}

CardAnswer FileSession::read_record(const CardCommand& command) {
  const auto short_id = static_cast<std::uint8_t>(command.p2 >> 3);
  const auto at = target(short_id != 0, short_id);
  if (!at) return only(short_id != 0 ? status::kFileNotFound : status::kNoFileSelected);
  const Body& body = sim_->files().body_of(*at);
  if (body.structure == Structure::transparent) return only(status::kWrongFileKind);
  if (!sim_->allows(body.read)) return only(status::kNotAllowed);
  const auto wanted = static_cast<std::size_t>(command.le.value_or(256));
  if (wanted != body.record_size) {
    return only(static_cast<std::uint16_t>(status::kLengthIs | (body.record_size & 0xff)));
  }
  const auto number = record_of(body, command.p1, command.p2 & 0x07);
  if (number == 0) return only(status::kRecordNotFound);
  const auto from =
      body.content.begin() + static_cast<std::ptrdiff_t>((number - 1) * body.record_size);
  return {Bytes{from, from + static_cast<std::ptrdiff_t>(body.record_size)}, status::kOk};
}

CardAnswer FileSession::update_record(const CardCommand& command) {
  const auto short_id = static_cast<std::uint8_t>(command.p2 >> 3);
  const auto at = target(short_id != 0, short_id);
  if (!at) return only(short_id != 0 ? status::kFileNotFound : status::kNoFileSelected);
  Body& body = sim_->files().body_of(*at);
  if (body.structure == Structure::transparent) return only(status::kWrongFileKind);
  if (!sim_->allows(body.update)) return only(status::kNotAllowed);
  if (command.data.size() != body.record_size) return only(status::kWrongLength);
  std::size_t number = 1;
  if (body.structure == Structure::cyclic) {
    // The oldest record makes place and becomes the first (clause 8.2.2.3).
    if ((command.p2 & 0x07) != 0x03) return only(status::kWrongParameters);
    const auto last = body.content.end() - static_cast<std::ptrdiff_t>(body.record_size);
    std::rotate(body.content.begin(), last, body.content.end());
    record_ = 1;
  } else {
    number = record_of(body, command.p1, command.p2 & 0x07);
  }
  if (number == 0) return only(status::kRecordNotFound);
  std::ranges::copy(
      command.data,
      body.content.begin() + static_cast<std::ptrdiff_t>((number - 1) * body.record_size));
  body.is_changed = changed_ = true;
  return only(status::kOk);
}

// The simple search of clause 11.1.7: which records contain these octets.
CardAnswer FileSession::search_record(const CardCommand& command) {
  const auto short_id = static_cast<std::uint8_t>(command.p2 >> 3);
  const auto at = target(short_id != 0, short_id);
  if (!at) return only(short_id != 0 ? status::kFileNotFound : status::kNoFileSelected);
  const Body& body = sim_->files().body_of(*at);
  if (body.structure == Structure::transparent) return only(status::kWrongFileKind);
  if (!sim_->allows(body.read)) return only(status::kNotAllowed);
  const auto mode = command.p2 & 0x07;
  if (mode != 0x04 && mode != 0x05) return only(status::kWrongParameters);
  const auto start = command.p1 == 0 ? std::max<std::size_t>(record_, 1) : command.p1;
  if (start > body.records()) return only(status::kRecordNotFound);
  if (command.data.empty()) return only(status::kWrongLength);
  CardAnswer found{{}, status::kOk};
  for (std::size_t number = start; number >= 1 && number <= body.records();
       number = mode == 0x04 ? number + 1 : number - 1) {
    const auto record =
        ByteView{body.content}.subspan((number - 1) * body.record_size, body.record_size);
    if (!std::ranges::search(record, command.data).empty()) {
      found.data.push_back(static_cast<std::uint8_t>(number));
    }
  }
  if (found.data.empty()) return only(0x6282);  // The end was reached unsuccessfully.
  record_ = found.data.front();
  return found;
}

CardAnswer FileSession::pin_command(const CardCommand& command) {
  Pin* pin = sim_->pin(command.p2);
  if (pin == nullptr || command.p1 != 0) return only(status::kKeyNotFound);
  const auto before = pin->image();
  const auto word = [&]() -> std::uint16_t {
    switch (command.ins) {
      case ins::kVerifyPin: return pin->verify(command.data);
      case ins::kChangePin: return pin->change(command.data);
      case ins::kDisablePin: return pin->disable(command.data);
      case ins::kEnablePin: return pin->enable(command.data);
      default: return pin->unblock(command.data);
    }
  }();
  changed_ = pin->image() != before;
  return only(word);
}

}  // namespace signoff::uicc
