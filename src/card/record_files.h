// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/session.h"

#include <functional>
#include <map>
#include <string_view>

namespace signoff {

// How far a long task is: what it does now, and how much of it is done.
using CardProgress =
    std::function<void(std::string_view what, std::size_t done, std::size_t total)>;

// Files of records by their paths. Each record is read once and remembered, files are
// selected only when it is another one's turn, and what is written is remembered too: a
// card answers slowly, so every command counts.
class RecordFiles {
 public:
  explicit RecordFiles(CardSession& session) : session_{session} {}

  // What the card says of the file; asked once. Fault::bad_input "card.garbled" where it
  // holds no records or is another one than before, conflict "card.file_closed" where it
  // is deactivated.
  Result<FileInfo> info(const CardPath& path);
  Result<Bytes> read(const CardPath& path, std::size_t number);
  // From the card, whatever is remembered.
  Result<Bytes> read_again(const CardPath& path, std::size_t number);
  Result<void> write(const CardPath& path, std::size_t number, ByteView bytes);
  // Reads it back: unavailable "card.not_written" where the card holds something else. A
  // record that is there after all is a success, whatever the card said.
  Result<void> write_and_check(const CardPath& path, std::size_t number, ByteView bytes);
  // Of a cyclic file. Its records move on, so all that is remembered of it is forgotten.
  Result<void> write_oldest(const CardPath& path, ByteView bytes);

  // After anybody else selected something.
  void forget_selection() { selected_.clear(); }
  // Before the same files are met under other paths: what is remembered of one may be what
  // the other held before.
  void forget_files() {
    files_.clear();
    forget_selection();
  }
  CardSession& session() { return session_; }

 private:
  struct File {
    FileInfo info;
    std::map<std::size_t, Bytes> records;
  };
  Result<File*> turn_to(const CardPath& path);

  CardSession& session_;
  std::map<CardPath, File> files_;
  CardPath selected_;
};

// A file of octets, whole.
Result<Bytes> read_whole(CardSession& session, const CardPath& path);

}  // namespace signoff
