// SPDX-License-Identifier: Apache-2.0
#include "card/contents/wipe.h"

#include "card/contents/backup.h"
#include "card/contents/backup_check.h"
#include "card/contents/phonebook.h"
#include "card/files/subscription.h"
#include "card/sim_files.h"

#include <algorithm>
#include <set>

namespace signoff {
namespace {

// What a record says when it says nothing (TS 31.102 annex E): links into the book and its
// identities are zeros, an extension is free by its first octet, a message by its status.
Bytes empty_record(std::string_view name, std::size_t size) {
  if (name == "PBC" || name == "UID" || name == "GRP") return Bytes(size, 0x00);
  Bytes record(size, 0xff);
  if (name == "EXT1" || name == "EXT5" || name == "SMS" || name == "SMSR") record[0] = 0x00;
  // EF.OCI and EF.ICI end in how long it took, whether it was answered, and to which
  // contact it belongs.
  const std::size_t zeros = name == "OCI" ? 3 : name == "ICI" ? 4 : 0;
  if (zeros > 0 && size > zeros + 3) {
    std::fill(record.end() - 3 - static_cast<std::ptrdiff_t>(zeros), record.end() - 3,
              std::uint8_t{0});
    record[size - 3] = 0x01;
  }
  return record;
}

// Overwritten, perhaps; nobody could look.
constexpr std::string_view kNotReadBack = "card.not_read_back";

class Wiping {
 public:
  Wiping(CardSession& session, const CardProgress& progress)
      : files_{session}, progress_{progress}, places_{sim_files(session.dialect())} {}

  WipeReport run() {
    for (auto step : {&Wiping::wipe_books, &Wiping::wipe_messages, &Wiping::wipe_dialled,
                      &Wiping::wipe_call_ends, &Wiping::wipe_places}) {
      if (auto done = (this->*step)(); !done) {
        out_.stopped = done.error();
        if (wiped_so_far() > 0) out_.stopped->fault = Fault::unknown;
        break;
      }
    }
    return std::move(out_);
  }

 private:
  Result<void> wipe_books() {
    const auto parts = find_books(files_);
    if (!parts && is_gone(parts.error())) return pass_on(parts.error());
    if (!parts) {
      if (!is_missing_file(parts.error()))
        out_.files.push_back({"ADN", {}, 0, 0, parts.error().code});
      return {};
    }
    for (const BookPart& part : *parts) {
      const std::size_t before = wiped_so_far();
      for (const BookFile& file : part.set.files) {
        // Parts share files of groups, labels and extensions.
        const CardPath path = part.path_of(file);
        const bool is_done =
            std::ranges::find(out_.files, path, &WipedFile::path) != out_.files.end();
        if (is_done) continue;
        if (auto done = wipe_records(book_file_name(file.kind), path); !done) return done;
      }
      if (wiped_so_far() == before) continue;
      if (auto told = announce_change(files_, part); !told) return told;
    }
    return {};
  }

  std::size_t wiped_so_far() const {
    std::size_t count = 0;
    for (const WipedFile& file : out_.files) count += file.wiped;
    return count;
  }

  Result<void> wipe_messages() {
    for (const CardPath& path : places_.messages)
      if (auto done = wipe_records("SMS", path); !done) return done;
    for (const CardPath& path : places_.reports)
      if (auto done = wipe_records("SMSR", path); !done) return done;
    return {};
  }

  Result<void> wipe_dialled() {
    for (const DialFile& file : places_.dialled)
      if (auto done = wipe_records(file.name, file.records); !done) return done;
    return {};
  }

  // A USIM keeps the ends of long call records and those of its own numbers in one file
  // (TS 31.102 clauses 4.2.26 and 4.2.33); its own numbers stay.
  Result<void> wipe_call_ends() {
    if (files_.session().dialect() != CardDialect::uicc) return {};
    const CardPath& path = places_.own_numbers.extensions;
    const auto kept = ends_of_own_numbers();
    if (kept) return wipe_records("EXT5", path, *kept);
    if (is_gone(kept.error())) return pass_on(kept.error());
    // Who does not know what is in use wipes none of it.
    const auto info = files_.info(path);
    if (!info && is_missing_file(info.error())) return {};
    out_.files.push_back({"EXT5", path, 0, 0, kept.error().code});
    return {};
  }

  Result<std::set<std::size_t>> ends_of_own_numbers() {
    const DialFile& own = places_.own_numbers;
    std::set<std::size_t> kept;
    const auto info = files_.info(own.records);
    if (!info && is_missing_file(info.error())) return kept;
    if (!info) return pass_on(info.error());
    for (std::size_t number = 1; number <= info->record_count; ++number) {
      const auto bytes = files_.read(own.records, number);
      if (!bytes) return pass_on(bytes.error());
      const auto dial = decode_dial(*bytes);
      if (!dial || !*dial) continue;
      for (auto next = (*dial)->extension; next != kNoRecord && kept.insert(next).second;) {
        const auto record = files_.read(own.extensions, next);
        if (!record && is_gone(record.error())) return pass_on(record.error());
        const auto end = record ? decode_extension(*record) : pass_on(record.error());
        next = end ? end->next : kNoRecord;
      }
    }
    return kept;
  }

  Result<void> wipe_places() {
    constexpr std::string_view names[] = {"LOCI", "PSLOCI", "EPSLOCI", "5GS3GPPLOCI",
                                          "5GSN3GPPLOCI"};
    for (std::size_t i = 0; i < places_.locations.size(); ++i) {
      const auto done = wipe_octets(names[i], places_.locations[i], [](std::size_t size) {
        const bool is_known = size == 11 || size == 14 || size == 18 || size == 20;
        return is_known ? empty_location(size) : Bytes(size, 0xff);
      });
      if (!done) return done;
    }
    return wipe_octets("FPLMN", places_.forbidden_networks,
                       [](std::size_t size) { return Bytes(size, 0xff); });
  }

  // Whether to go on after a failure, which is noted.
  Result<void> go_on_after(const Error& error, WipedFile& file) {
    if (file.refused != kNotReadBack) file.refused = error.code;
    if (is_gone(error)) return pass_on(error);
    return {};
  }

  Result<void> wipe_records(std::string_view name, const CardPath& path,
                            const std::set<std::size_t>& kept = {}) {
    const auto info = files_.info(path);
    if (!info && is_missing_file(info.error())) return {};
    WipedFile& file = out_.files.emplace_back(WipedFile{std::string{name}, path, 0, 0, {}});
    if (!info) return go_on_after(info.error(), file);
    const Bytes empty = empty_record(name, info->record_size);
    return info->kind == FileKind::cyclic ? wipe_cyclic(file, *info, empty)
                                          : wipe_linear(file, *info, empty, kept);
  }

  Result<void> wipe_linear(WipedFile& file, const FileInfo& info, const Bytes& empty,
                           const std::set<std::size_t>& kept) {
    int unread = 0;
    for (std::size_t number = 1; number <= info.record_count; ++number) {
      if (progress_) progress_(file.name, number, info.record_count);
      if (kept.contains(number)) continue;
      const auto before = files_.read_again(file.path, number);
      if (!before) {
        if (auto go_on = go_on_after(before.error(), file); !go_on) return go_on;
        // One record may be bad; after the second the file is.
        if (before.error().fault == Fault::forbidden || ++unread > 1) return {};
        continue;
      }
      if (*before == empty || is_unwritten(*before)) continue;
      ++file.records;
      const auto wiped = wipe_record(file, number, empty);
      if (!wiped) return pass_on(wiped.error());
      // Who may not write one record may write none: count what stays.
      if (!*wiped) return count_rest(file, info, number, kept);
    }
    return {};
  }

  // False where the card lets nobody write here. What it holds afterwards is what counts,
  // whatever it said of the writing.
  Result<bool> wipe_record(WipedFile& file, std::size_t number, const Bytes& empty) {
    const auto written = files_.write(file.path, number, empty);
    if (!written && is_gone(written.error())) {
      file.refused = written.error().code;
      return pass_on(written.error());
    }
    const auto after = files_.read_again(file.path, number);
    if (!after) {
      const auto go_on = go_on_after(after.error(), file);
      if (!go_on) return pass_on(go_on.error());
      file.refused = kNotReadBack;
      return true;
    }
    if (*after != empty) {
      file.refused = written ? "card.not_wiped" : written.error().code;
      return written || written.error().fault != Fault::forbidden;
    }
    ++file.wiped;
    return true;
  }

  static bool is_unwritten(const Bytes& record) {
    return std::ranges::all_of(record, [](std::uint8_t octet) { return octet == 0xff; });
  }

  Result<void> count_rest(WipedFile& file, const FileInfo& info, std::size_t from,
                          const std::set<std::size_t>& kept) {
    const Bytes empty = empty_record(file.name, info.record_size);
    for (std::size_t number = from + 1; number <= info.record_count; ++number) {
      if (kept.contains(number)) continue;
      const auto record = files_.read_again(file.path, number);
      if (!record) return go_on_after(record.error(), file);
      file.records += *record != empty && !is_unwritten(*record);
    }
    return {};
  }

  // Every record is written over, then all are read: they moved on.
  Result<void> wipe_cyclic(WipedFile& file, const FileInfo& info, const Bytes& empty) {
    for (std::size_t number = 1; number <= info.record_count; ++number) {
      const auto record = files_.read_again(file.path, number);
      if (!record) return go_on_after(record.error(), file);
      file.records += *record != empty && !is_unwritten(*record);
    }
    if (file.records == 0) return {};
    std::string why = "card.not_wiped";
    for (std::size_t number = 1; number <= info.record_count; ++number) {
      const auto written = files_.write_oldest(file.path, empty);
      if (written) continue;
      if (auto go_on = go_on_after(written.error(), file); !go_on) return go_on;
      why = written.error().code;
      break;
    }
    file.refused.clear();
    std::size_t left = 0;
    for (std::size_t number = 1; number <= info.record_count; ++number) {
      const auto record = files_.read_again(file.path, number);
      if (!record) {
        if (auto go_on = go_on_after(record.error(), file); !go_on) return go_on;
        file.refused = kNotReadBack;
        ++left;  // As long as nobody knows.
        continue;
      }
      left += *record != empty && !is_unwritten(*record);
    }
    file.wiped = file.records - std::min(left, file.records);
    if (left > 0 && file.refused.empty()) file.refused = why;
    return {};
  }

  template <class Empty>
  Result<void> wipe_octets(std::string_view name, const CardPath& path, Empty empty_of) {
    auto before = read_whole(files_.session(), path);
    files_.forget_selection();
    if (!before && is_missing_file(before.error())) return {};
    WipedFile& file = out_.files.emplace_back(WipedFile{std::string{name}, path, 0, 0, {}});
    if (!before) return go_on_after(before.error(), file);
    const Bytes empty = empty_of(before->size());
    if (*before == empty) return {};
    file.records = 1;
    const auto written = files_.session().write_binary(empty);
    if (!written && is_gone(written.error())) return go_on_after(written.error(), file);
    const auto after = files_.session().read_binary(empty.size());
    if (!after) {
      if (auto go_on = go_on_after(after.error(), file); !go_on) return go_on;
      file.refused = kNotReadBack;
      return {};
    }
    if (*after == empty)
      file.wiped = 1;
    else
      file.refused = written ? "card.not_wiped" : written.error().code;
    return {};
  }

  RecordFiles files_;
  const CardProgress& progress_;
  const SimFiles& places_;
  WipeReport out_;
};

// What the card did not give is told: nobody can compare it.
Result<std::vector<BackupNote>> check_backup(CardSession& session, const CardBook& backup,
                                             std::string_view iccid,
                                             const CardProgress& progress) {
  if (iccid.empty()) return fail(Fault::conflict, "card.no_iccid");
  if (backup.iccid != iccid) return fail(Fault::conflict, "card.other_card");
  auto now = back_up(session, backup.taken_at, progress);
  if (!now) return pass_on(now.error());
  if (!holds_all(backup, now->book)) return fail(Fault::conflict, "card.backup_differs");
  return std::move(now->notes);
}

}  // namespace

bool WipeReport::is_proved() const {
  return !stopped && std::ranges::all_of(files, &WipedFile::is_clean);
}

Result<WipeReport> wipe(CardSession& session, const WipePermit& permit,
                        const CardProgress& progress) {
  if (permit.backup == nullptr && !permit.no_backup)
    return fail(Fault::conflict, "card.no_backup");
  std::string iccid;
  const auto file = read_whole(session, iccid_path());
  if (!file && is_gone(file.error())) return pass_on(file.error());
  // A backup is compared with the card whose it says it is.
  if (!file && permit.backup != nullptr) return pass_on(file.error());
  if (file) iccid = decode_iccid(*file).value_or("");
  std::vector<BackupNote> not_saved;
  if (permit.backup != nullptr) {
    auto checked = check_backup(session, *permit.backup, iccid, progress);
    if (!checked) return pass_on(checked.error());
    not_saved = *std::move(checked);
  }
  auto report = Wiping{session, progress}.run();
  report.not_saved = std::move(not_saved);
  report.iccid = std::move(iccid);
  return report;
}

}  // namespace signoff
