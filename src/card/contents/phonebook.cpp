// SPDX-License-Identifier: Apache-2.0
#include "card/contents/phonebook.h"

#include "card/sim_files.h"
#include "card/text/alpha.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kPartsMax = 64;

// Reads the contacts of one part, file by file: a card selects slowly.
class BookReader {
 public:
  BookReader(RecordFiles& files, const BookPart& part, std::vector<BackupNote>& notes)
      : files_{files}, part_{part}, notes_{notes} {}

  Result<std::vector<ContactPlace>> read(const CardProgress& progress) {
    if (auto names = read_names(progress); !names) return pass_on(names.error());
    // EF.IAP first: it says where other records are.
    for (const bool is_turn_of_links : {true, false}) {
      for (const BookFile& file : part_.set.files) {
        const bool is_links = file.kind == BookFileKind::links;
        if (file.link == BookFileLink::by_use || is_links != is_turn_of_links) continue;
        if (auto read = read_linked(file); !read) return pass_on(read.error());
      }
    }
    if (auto read = read_extensions(); !read) return pass_on(read.error());
    if (auto read = read_labels(); !read) return pass_on(read.error());
    std::vector<ContactPlace> out;
    for (Entry& entry : entries_) out.push_back(std::move(entry.place));
    return out;
  }

 private:
  // A number that is not whole yet.
  struct Open {
    DialRecord record;
    std::size_t index = 0;  // In the contact's numbers.
    std::uint8_t label = 0;
  };
  struct Entry {
    ContactPlace place;
    Bytes links;  // Its record of EF.IAP.
    std::vector<Open> numbers;
    std::vector<std::uint8_t> groups;
  };

  // False after what a reader can live without; a pulled card ends everything.
  Result<bool> lived_without(const Error& error, std::string_view what) {
    if (is_gone(error)) return pass_on(error);
    notes_.push_back({std::string{what}, error.code});
    return false;
  }

  Result<void> read_names(const CardProgress& progress) {
    const CardPath path = part_.path_of(BookFileKind::names);
    const auto info = files_.info(path);
    if (!info) return pass_on(info.error());
    for (std::size_t number = 1; number <= info->record_count; ++number) {
      if (progress) progress("contacts", number, info->record_count);
      const auto bytes = files_.read(path, number);
      if (!bytes) return pass_on(bytes.error());
      const auto record = decode_dial(*bytes);
      if (!record) return pass_on(record.error());
      if (!*record) continue;
      Entry entry;
      entry.place.record = number;
      entry.place.contact.name = (*record)->name;
      if (!(*record)->digits.empty()) add_number(entry, **record, 0);
      entries_.push_back(std::move(entry));
    }
    return {};
  }

  void add_number(Entry& entry, const DialRecord& record, std::uint8_t label) {
    auto& numbers = entry.place.contact.numbers;
    entry.numbers.push_back({record, numbers.size(), label});
    numbers.push_back({number_text(record.type, record.digits), record.type, {}});
  }

  // The record of `file` that belongs to the entry; 0 where there is none.
  static std::size_t linked_record(const BookFile& file, const Entry& entry) {
    if (file.link == BookFileLink::by_number) return entry.place.record;
    if (file.link_index >= entry.links.size()) return 0;
    const auto record = entry.links[file.link_index];
    return record == kNoRecord ? 0 : record;
  }

  Result<void> read_linked(const BookFile& file) {
    const bool is_wanted =
        file.kind == BookFileKind::links || file.kind == BookFileKind::emails ||
        file.kind == BookFileKind::numbers || file.kind == BookFileKind::second_names ||
        file.kind == BookFileKind::group_links;
    if (!is_wanted) return {};
    if (file.kind == BookFileKind::group_links) {
      const auto has = has_groups();
      if (!has) return pass_on(has.error());
      if (!*has) return {};
    }
    const CardPath path = part_.path_of(file);
    for (Entry& entry : entries_) {
      const std::size_t record = linked_record(file, entry);
      if (record == 0) continue;
      const auto bytes = files_.read(path, record);
      if (bytes) {
        take(file, entry, *bytes);
        continue;
      }
      const bool is_whole_file = is_of_whole_file(bytes.error());
      const auto name = book_file_name(file.kind);
      const auto lived =
          lived_without(bytes.error(), is_whole_file ? std::string{name}
                                                     : fmt::format("{} {}", name, record));
      if (!lived) return pass_on(lived.error());
      if (is_whole_file) return {};
    }
    return {};
  }

  // A few names of groups spare asking every contact for its own.
  Result<bool> has_groups() {
    const CardPath path = part_.path_of(BookFileKind::groups);
    if (path.empty() || entries_.empty()) return false;
    const auto info = files_.info(path);
    if (!info) return lived_without(info.error(), "GAS");
    for (std::size_t number = 1; number <= info->record_count; ++number) {
      const auto name = text_of(path, number);
      if (!name) return pass_on(name.error());
      if (!name->empty()) return true;
    }
    return false;
  }

  void take(const BookFile& file, Entry& entry, const Bytes& bytes) {
    BookContact& contact = entry.place.contact;
    if (file.kind == BookFileKind::links) entry.links = bytes;
    if (file.kind == BookFileKind::group_links) entry.groups = decode_groups(bytes);
    if (file.kind == BookFileKind::emails)
      if (const auto text = decode_linked_text(bytes, file.link))
        contact.emails.push_back(text->text);
    if (file.kind == BookFileKind::second_names)
      if (const auto text = decode_linked_text(bytes, file.link))
        contact.second_name = text->text;
    if (file.kind == BookFileKind::numbers)
      if (const auto number = decode_linked_number(bytes, file.link))
        add_number(entry, number->number, number->label);
  }

  Result<void> read_extensions() {
    const CardPath path = part_.path_of(BookFileKind::extensions);
    for (Entry& entry : entries_) {
      for (const Open& open : entry.numbers) {
        if (open.record.extension == kNoRecord) continue;
        const auto digits = whole_digits(files_, open.record, path);
        if (digits) {
          entry.place.contact.numbers[open.index].number =
              number_text(open.record.type, *digits);
          continue;
        }
        const auto lived = lived_without(digits.error(), "EXT1");
        if (!lived) return pass_on(lived.error());
      }
    }
    return {};
  }

  Result<void> read_labels() {
    const CardPath groups = part_.path_of(BookFileKind::groups);
    const CardPath labels = part_.path_of(BookFileKind::labels);
    for (Entry& entry : entries_) {
      for (const auto record : entry.groups) {
        const auto name = text_of(groups, record);
        if (!name) return pass_on(name.error());
        if (!name->empty()) entry.place.contact.groups.push_back(*name);
      }
    }
    for (Entry& entry : entries_) {
      for (const Open& open : entry.numbers) {
        if (open.label == 0) continue;
        const auto name = text_of(labels, open.label);
        if (!name) return pass_on(name.error());
        entry.place.contact.numbers[open.index].label = *name;
      }
    }
    return {};
  }

  Result<std::string> text_of(const CardPath& path, std::size_t record) {
    if (path.empty()) return std::string{};
    const auto bytes = files_.read(path, record);
    if (bytes) return decode_alpha(*bytes);
    const auto lived = lived_without(bytes.error(), "GAS");
    if (!lived) return pass_on(lived.error());
    return std::string{};
  }

  RecordFiles& files_;
  const BookPart& part_;
  std::vector<BackupNote>& notes_;
  std::vector<Entry> entries_;
};

Result<void> add_parts(RecordFiles& files, const CardPath& pbr,
                       std::vector<BookPart>& parts) {
  const auto info = files.info(pbr);
  if (!info) return pass_on(info.error());
  for (std::size_t number = 1; number <= info->record_count; ++number) {
    const auto bytes = files.read(pbr, number);
    if (!bytes) return pass_on(bytes.error());
    const auto set = decode_pbr_record(*bytes);
    if (!set) return pass_on(set.error());
    if (!*set || parts.size() == kPartsMax) continue;
    parts.push_back({{pbr.begin(), pbr.end() - 1}, **set});
  }
  return {};
}

}  // namespace

std::string_view book_file_name(BookFileKind kind) {
  switch (kind) {
    case BookFileKind::names: return "ADN";
    case BookFileKind::links: return "IAP";
    case BookFileKind::extensions: return "EXT1";
    case BookFileKind::second_names: return "SNE";
    case BookFileKind::numbers: return "ANR";
    case BookFileKind::control: return "PBC";
    case BookFileKind::group_links: return "GRP";
    case BookFileKind::labels: return "AAS";
    case BookFileKind::groups: return "GAS";
    case BookFileKind::ids: return "UID";
    case BookFileKind::emails: return "EMAIL";
    case BookFileKind::capabilities: return "CCP1";
  }
  return "";
}

bool is_of_whole_file(const Error& error) {
  return is_missing_file(error) || error.fault == Fault::forbidden ||
         error.code == "card.file_closed";
}

CardPath BookPart::path_of(const BookFile& file) const {
  CardPath path = folder;
  path.push_back(file.id);
  return path;
}

CardPath BookPart::path_of(BookFileKind kind) const {
  const BookFile* file = set.find(kind);
  return file == nullptr ? CardPath{} : path_of(*file);
}

Result<std::vector<BookPart>> find_books(RecordFiles& files) {
  const SimFiles& places = sim_files(files.session().dialect());
  std::vector<BookPart> parts;
  for (const CardPath& pbr : places.books) {
    const auto added = add_parts(files, pbr, parts);
    if (!added && !is_missing_file(added.error())) return pass_on(added.error());
  }
  if (!parts.empty()) return parts;
  const CardPath& names = places.names.records;
  if (const auto info = files.info(names); !info) return pass_on(info.error());
  BookPart part{{names.begin(), names.end() - 1}, {}};
  part.set.files = {{BookFileKind::names, BookFileLink::by_number, names.back(), {}, 0},
                    {BookFileKind::extensions,
                     BookFileLink::by_use,
                     places.names.extensions.back(),
                     {},
                     0}};
  parts.push_back(std::move(part));
  return parts;
}

Result<std::vector<ContactPlace>> read_contacts(RecordFiles& files, const BookPart& part,
                                                const CardProgress& progress,
                                                std::vector<BackupNote>& notes) {
  return BookReader{files, part, notes}.read(progress);
}

Result<std::string> whole_digits(RecordFiles& files, const DialRecord& record,
                                 const CardPath& extensions) {
  if (record.extension == kNoRecord || extensions.empty()) return record.digits;
  const auto more =
      chained_digits(record.extension, [&](std::uint8_t number) -> Result<ExtensionRecord> {
        const auto bytes = files.read(extensions, number);
        if (!bytes) return pass_on(bytes.error());
        return decode_extension(*bytes);
      });
  if (!more) return pass_on(more.error());
  return record.digits + *more;
}

Result<void> announce_change(RecordFiles& files, const BookPart& part) {
  CardPath path = part.folder;
  path.push_back(0x4f22);
  auto counter = read_whole(files.session(), path);
  files.forget_selection();
  if (!counter) {
    if (is_gone(counter.error())) return pass_on(counter.error());
    return {};
  }
  for (std::size_t at = counter->size(); at-- > 0;)
    if (++(*counter)[at] != 0) break;
  const auto written = files.session().write_binary(*counter);
  if (!written && is_gone(written.error())) return written;
  return {};
}

}  // namespace signoff
