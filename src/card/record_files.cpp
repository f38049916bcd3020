// SPDX-License-Identifier: Apache-2.0
#include "card/record_files.h"

#include <algorithm>

namespace signoff {

Result<RecordFiles::File*> RecordFiles::turn_to(const CardPath& path) {
  const auto known = files_.find(path);
  if (known != files_.end() && selected_ == path) return &known->second;
  selected_.clear();
  const auto info = session_.select(path);
  if (!info) return pass_on(info.error());
  if (info->kind != FileKind::linear && info->kind != FileKind::cyclic)
    return fail(Fault::bad_input, "card.garbled", "a file without records");
  if (!info->is_usable) return fail(Fault::conflict, "card.file_closed");
  const bool is_same =
      known == files_.end() || (known->second.info.kind == info->kind &&
                                known->second.info.record_size == info->record_size &&
                                known->second.info.record_count == info->record_count);
  if (!is_same) return fail(Fault::bad_input, "card.garbled", "a file of another size");
  selected_ = path;
  File& file = files_[path];
  file.info = *info;
  return &file;
}

Result<FileInfo> RecordFiles::info(const CardPath& path) {
  if (const auto known = files_.find(path); known != files_.end())
    return known->second.info;
  const auto file = turn_to(path);
  if (!file) return pass_on(file.error());
  return (*file)->info;
}

Result<Bytes> RecordFiles::read(const CardPath& path, std::size_t number) {
  if (const auto file = files_.find(path); file != files_.end())
    if (const auto record = file->second.records.find(number);
        record != file->second.records.end())
      return record->second;
  return read_again(path, number);
}

Result<Bytes> RecordFiles::read_again(const CardPath& path, std::size_t number) {
  const auto file = turn_to(path);
  if (!file) return pass_on(file.error());
  if (number == 0 || number > (*file)->info.record_count)
    return fail(Fault::not_found, "card.no_record");
  auto record = session_.read_record(number, (*file)->info.record_size);
  if (record) (*file)->records[number] = *record;
  return record;
}

Result<void> RecordFiles::write(const CardPath& path, std::size_t number, ByteView bytes) {
  const auto file = turn_to(path);
  if (!file) return pass_on(file.error());
  (*file)->records.erase(number);  // Until it is known what became of it.
  auto written = session_.write_record(number, bytes);
  if (written) (*file)->records[number] = {bytes.begin(), bytes.end()};
  return written;
}

Result<void> RecordFiles::write_and_check(const CardPath& path, std::size_t number,
                                          ByteView bytes) {
  const auto written = write(path, number, bytes);
  if (!written && is_gone(written.error())) return written;
  // Whatever the card said of it, what it holds now is what counts.
  const auto held = read_again(path, number);
  if (held && std::ranges::equal(*held, bytes)) return {};
  if (!held && is_gone(held.error())) return pass_on(held.error());
  if (!written) return written;
  if (!held) return fail(Fault::unknown, held.error().code, held.error().detail);
  return fail(Fault::unavailable, "card.not_written");
}

Result<void> RecordFiles::write_oldest(const CardPath& path, ByteView bytes) {
  const auto file = turn_to(path);
  if (!file) return pass_on(file.error());
  (*file)->records.clear();
  return session_.write_oldest_record(bytes);
}

Result<Bytes> read_whole(CardSession& session, const CardPath& path) {
  const auto info = session.select(path);
  if (!info) return pass_on(info.error());
  if (info->kind != FileKind::transparent)
    return fail(Fault::bad_input, "card.garbled", "a file of records");
  if (!info->is_usable) return fail(Fault::conflict, "card.file_closed");
  return session.read_binary(info->size);
}

}  // namespace signoff
