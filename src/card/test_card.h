// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/apdu.h"
#include "card/channel.h"
#include "card/files/dial_record.h"
#include "card/session.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace signoff {

// A small card in memory for tests: files, one PIN for some of them, both dialects, and the
// manners of real ones (61xx and 9Fxx before every answer to SELECT). It can be pulled.
class TestCard final : public CardChannel {
 public:
  struct File {
    FileKind kind = FileKind::transparent;
    std::vector<Bytes> records;  // One for a transparent file.
    bool needs_pin = false;
    bool is_locked = false;  // Only the issuer may write it.
  };

  explicit TestCard(CardDialect dialect = CardDialect::uicc) : dialect_{dialect} {}

  void binary(CardPath path, std::string_view hex) {
    files[std::move(path)] = {FileKind::transparent, {*from_hex(hex)}};
  }
  void linear(CardPath path, std::size_t count, std::size_t size,
              std::uint8_t fill = 0xff) {
    files[std::move(path)] = {FileKind::linear,
                              std::vector<Bytes>(count, Bytes(size, fill))};
  }
  void cyclic(CardPath path, std::size_t count, std::size_t size) {
    linear(path, count, size);
    files[path].kind = FileKind::cyclic;
  }
  void put(const CardPath& path, std::size_t number, Bytes record) {
    auto& place = files.at(path).records.at(number - 1);
    record.resize(place.size(), 0xff);
    place = std::move(record);
  }
  const Bytes& record(const CardPath& path, std::size_t number) const {
    return files.at(path).records.at(number - 1);
  }

  const Bytes& atr() const override { return atr_; }
  Result<void> reset() override {
    ++resets;
    verified = false;
    is_isd_r_ = false;
    current_.clear();
    return {};
  }
  Result<Bytes> transmit(ByteView bytes) override {
    ++commands;
    if (pulled_after && commands > *pulled_after) return fail(Fault::unknown, "card.gone");
    if (garbled_answers) return *garbled_answers;
    if (commands == stumbles_at) return Bytes{0x6f, 0x00};
    const auto command = decode_command(bytes);
    auto answer = command ? answer_to(*command) : Answer{{}, 0x6700};
    answer.data.push_back(static_cast<std::uint8_t>(answer.status >> 8));
    answer.data.push_back(static_cast<std::uint8_t>(answer.status));
    return answer.data;
  }

  std::map<CardPath, File> files;  // By their paths; 0x7fff begins those of the USIM.
  std::map<CardPath, CardPath> other_names;  // Of a folder, and where it really lies.
  std::set<std::pair<CardPath, std::size_t>> bad_records;  // The memory under them failed.
  Bytes usim_aid = *from_hex("a0000000871002ff86ffff89ffffffff");
  Bytes isd_r_aid;  // Empty where it is no eUICC.
  std::string pin = "1234";
  bool pin_is_on = true;
  bool verified = false;
  bool tells_tries = true;
  bool has_channels = true;  // Else the basic one alone, of which the ISD-R keeps hold.
  int resets = 0;
  bool speaks_t1 = false;  // Answers to SELECT come with it, if they are asked for.
  int tries = 3;
  int commands = 0;
  int verifies = 0;  // Tries spent or not, a PIN was presented.
  int tries_asked = 0;
  std::optional<int> pulled_after;
  std::optional<Bytes> garbled_answers;
  std::optional<int> stumbles_at;             // Says 6F00 to this command, from 1.
  std::optional<std::uint16_t> after_verify;  // Says this when a PIN was presented.

 private:
  struct Answer {
    Bytes data;
    std::uint16_t status = 0x9000;
  };

  bool is_2g() const { return dialect_ == CardDialect::sim_2g; }
  Answer refuse(int uicc, int sim) const {
    return {{}, static_cast<std::uint16_t>(is_2g() ? sim : uicc)};
  }

  Answer answer_to(const CardCommand& command) {
    wants_answer_ = command.le.has_value();
    if (command.ins == 0xc0) return {std::exchange(waiting_, {}), 0x9000};
    if (command.ins == 0x70) return channel(command);
    if ((command.cla & 0xf0) != (is_2g() ? 0xa0 : 0x00)) return {{}, 0x6e00};
    if (is_isd_r_) return {{}, 0x6d00};
    switch (command.ins) {
      case 0xa4: return select(command);
      case 0xb0: return read_binary(command);
      case 0xb2: return read_record(command);
      case 0xd6:
      case 0xdc: return update(command);
      case 0x20: return verify(command);
      default: return {{}, 0x6d00};
    }
  }

  Answer channel(const CardCommand& command) const {
    if (is_2g()) return {{}, 0x6e00};
    if (!has_channels) return {{}, 0x6881};
    return command.p1 == 0 ? Answer{{0x01}, 0x9000} : Answer{};
  }

  Answer later(Bytes data) {
    if (speaks_t1) return wants_answer_ ? Answer{std::move(data), 0x9000} : Answer{};
    const int status = (is_2g() ? 0x9f00 : 0x6100) | static_cast<int>(data.size());
    waiting_ = std::move(data);
    return {{}, static_cast<std::uint16_t>(status)};
  }

  Answer select(const CardCommand& command) {
    if (command.p1 == 0x04) {
      const bool is_usim = std::ranges::equal(
          command.data,
          ByteView{usim_aid}.first(std::min(usim_aid.size(), command.data.size())));
      if (!isd_r_aid.empty() && command.data == isd_r_aid) {
        is_isd_r_ = command.cla == 0;
        return later({0x6f, 0x00});
      }
      if (!is_usim || is_2g()) return {{}, 0x6a82};
      if (command.cla == 0) current_ = {0x7fff};
      return later(folder_answer());
    }
    CardPath path;
    for (std::size_t at = 0; at + 1 < command.data.size(); at += 2)
      path.push_back(
          static_cast<std::uint16_t>(command.data[at] << 8 | command.data[at + 1]));
    if (is_2g()) path = from_here(path.at(0));
    // By identifier is one file; a path goes from the master file without naming it.
    if (!is_2g() && command.p1 == 0x00 && path.size() > 1) return {{}, 0x6a82};
    if (!files.contains(path) && command.p1 == 0x08) {
      CardPath whole{0x3f00};
      whole.insert(whole.end(), path.begin(), path.end());
      if (files.contains(whole)) path = std::move(whole);
    }
    for (const auto& [name, real] : other_names)
      if (path.size() > name.size() && std::equal(name.begin(), name.end(), path.begin())) {
        CardPath whole = real;
        whole.insert(whole.end(), path.begin() + std::ssize(name), path.end());
        path = std::move(whole);
      }
    if (files.contains(path)) {
      current_ = path;
      return later(file_answer(files.at(path)));
    }
    if (!is_folder(path)) return refuse(0x6a82, 0x9404);
    current_ = path;
    return later(folder_answer());
  }

  // TS 51.011 clause 6.5: down, aside, or to a folder of the first level.
  CardPath from_here(std::uint16_t id) const {
    if (id == 0x3f00) return {0x3f00};
    if (id >> 8 == 0x7f) return {id};
    CardPath path = current_;
    if (files.contains(path)) path.pop_back();
    path.push_back(id);
    return path;
  }
  bool is_folder(const CardPath& path) const {
    if (path == CardPath{0x3f00}) return true;
    return std::ranges::any_of(files, [&](const auto& entry) {
      return entry.first.size() > path.size() &&
             std::equal(path.begin(), path.end(), entry.first.begin());
    });
  }

  Bytes folder_answer() const {
    if (!is_2g())
      return *from_hex(pin_is_on ? "62168202782183023f00c6099001c08301018301818a0105"
                                 : "62168202782183023f00c6099001408301018301818a0105");
    Bytes answer(22, 0);
    answer[4] = 0x7f;
    answer[5] = 0x20;
    answer[6] = 0x02;
    answer[13] = pin_is_on ? 0x00 : 0x80;
    answer[18] = answer[20] = static_cast<std::uint8_t>((tells_tries ? 0x80 : 0) | tries);
    return answer;
  }

  Bytes file_answer(const File& file) const {
    const auto size = file.records.empty() ? 0 : file.records[0].size();
    const auto total = size * file.records.size();
    const auto high = static_cast<std::uint8_t>(total >> 8);
    const auto low = static_cast<std::uint8_t>(total);
    const auto one = static_cast<std::uint8_t>(size);
    const bool is_binary = file.kind == FileKind::transparent;
    if (is_2g()) {
      const auto structure = static_cast<std::uint8_t>(is_binary                       ? 0
                                                       : file.kind == FileKind::linear ? 1
                                                                                       : 3);
      return {0, 0, high, low,       0x6f,
              0, 4, 0,    0,         0,
              0, 1, 2,    structure, is_binary ? std::uint8_t{0} : one};
    }
    if (is_binary) return {0x62, 10, 0x82, 2, 0x41, 0x21, 0x80, 2, high, low, 0x88, 0};
    const std::uint8_t structure = file.kind == FileKind::linear ? 0x42 : 0x46;
    return {0x62, 13,        0x82,
            5,    structure, 0x21,
            0,    one,       static_cast<std::uint8_t>(file.records.size()),
            0x80, 2,         high,
            low,  0x88,      0};
  }

  File* current() {
    const auto found = files.find(current_);
    return found == files.end() ? nullptr : &found->second;
  }
  bool may_read(const File& file) const {
    return !file.needs_pin || !pin_is_on || verified;
  }

  Answer read_binary(const CardCommand& command) {
    const File* file = current();
    if (file == nullptr || file->kind != FileKind::transparent)
      return refuse(0x6981, 0x9408);
    if (!may_read(*file)) return refuse(0x6982, 0x9804);
    const Bytes& data = file->records[0];
    const auto at = std::min<std::size_t>(command.p1 << 8 | command.p2, data.size());
    const auto size = std::min<std::size_t>(
        static_cast<std::size_t>(command.le.value_or(256)), data.size() - at);
    const auto from = data.begin() + static_cast<std::ptrdiff_t>(at);
    return {{from, from + static_cast<std::ptrdiff_t>(size)}, 0x9000};
  }

  Answer read_record(const CardCommand& command) {
    const File* file = current();
    if (file == nullptr || file->kind == FileKind::transparent)
      return refuse(0x6981, 0x9408);
    if (!may_read(*file)) return refuse(0x6982, 0x9804);
    if (command.p1 == 0 || command.p1 > file->records.size()) return refuse(0x6a83, 0x9402);
    if (bad_records.contains({current_, command.p1})) return {{}, 0x6581};
    const Bytes& record = file->records[command.p1 - 1u];
    if (static_cast<std::size_t>(command.le.value_or(0)) != record.size())
      return {{}, static_cast<std::uint16_t>(0x6c00 | record.size())};
    return {record, 0x9000};
  }

  Answer update(const CardCommand& command) {
    File* file = current();
    if (file == nullptr) return refuse(0x6986, 0x9400);
    if (!may_read(*file) || file->is_locked) return refuse(0x6982, 0x9804);
    if (command.ins == 0xd6) {
      std::ranges::copy(command.data,
                        file->records[0].begin() + (command.p1 << 8 | command.p2));
      return {};
    }
    if (command.data.size() != file->records[0].size()) return {{}, 0x6700};
    if (file->kind == FileKind::cyclic) {
      if (command.p2 != 0x03) return refuse(0x6981, 0x9408);
      file->records.pop_back();
      file->records.insert(file->records.begin(), command.data);
      return {};
    }
    if (command.p1 == 0 || command.p1 > file->records.size()) return refuse(0x6a83, 0x9402);
    file->records[command.p1 - 1u] = command.data;
    return {};
  }

  Answer verify(const CardCommand& command) {
    tries_asked += command.data.empty();
    if (command.data.empty())
      return !pin_is_on     ? Answer{{}, 0x6984}
             : !tells_tries ? Answer{{}, 0x6700}
             : tries == 0   ? Answer{{}, 0x6983}
                            : Answer{{}, static_cast<std::uint16_t>(0x63c0 | tries)};
    ++verifies;
    if (after_verify) return {{}, *after_verify};
    if (tries == 0) return refuse(0x6983, 0x9840);
    const std::string presented{command.data.begin(),
                                std::ranges::find(command.data, std::uint8_t{0xff})};
    if (presented == pin) {
      tries = 3;
      verified = true;
      return {};
    }
    --tries;
    return tries == 0 ? refuse(0x6983, 0x9840) : refuse(0x63c0 | tries, 0x9804);
  }

  CardDialect dialect_;
  Bytes atr_ = *from_hex("3b9f96801fc78031a073be21136743200718000001a5");
  CardPath current_;
  Bytes waiting_;
  bool wants_answer_ = false;
  bool is_isd_r_ = false;  // On the basic channel.
};

}  // namespace signoff
