// SPDX-License-Identifier: Apache-2.0
#include "card/contents/contact_writer.h"

#include "card/text/alpha.h"

#include <algorithm>
#include <array>

namespace signoff {
namespace {

bool is_blank(ByteView record) {
  return std::ranges::all_of(record, [](std::uint8_t octet) { return octet == 0xff; });
}
bool is_free_name(ByteView record) {
  const auto dial = decode_dial(record);
  return dial && !*dial;
}
// Some card may have records that are too short to hold anything.
bool is_free_extension(ByteView record) {
  return record.size() >= kExtensionSize && (record[0] == 0x00 || record[0] == 0xff);
}

// Whether a phone shows its record with the name of the same number.
bool is_shown_with_name(const BookFile& file) {
  constexpr std::array kinds{BookFileKind::links, BookFileKind::numbers,
                             BookFileKind::emails, BookFileKind::second_names,
                             BookFileKind::group_links};
  return file.link == BookFileLink::by_number &&
         std::ranges::find(kinds, file.kind) != kinds.end();
}

// Whether a record of that size would show anything of the contact.
bool shows(const BookContact& contact, std::size_t record_size) {
  const auto name = encode_alpha(contact.name, record_size - kDialTail);
  if (!decode_alpha(name.bytes).empty()) return true;
  if (contact.numbers.empty()) return false;
  const auto number = parse_number(contact.numbers.front().number);
  return number && !number->digits.empty();
}

}  // namespace

void ContactWriter::cut(const BookContact& contact, std::string_view what,
                        const std::string& lost) {
  cuts_.push_back({contact.name, std::string{what}, lost});
}

Result<std::size_t> ContactWriter::next_free(const CardPath& path, IsFree is_free) {
  if (path.empty()) return std::size_t{0};
  const auto info = files_.info(path);
  if (!info) return pass_on(info.error());
  auto& cursor = cursors_[path];
  while (cursor < info->record_count) {
    const auto record = files_.read(path, ++cursor);
    if (!record) return pass_on(record.error());
    if (is_free(*record)) return cursor;
  }
  return std::size_t{0};
}

Result<std::uint8_t> ContactWriter::write_extensions(std::string_view digits) {
  const CardPath path = part_.path_of(BookFileKind::extensions);
  const std::size_t cursor = cursors_[path];
  std::vector<std::size_t> records;
  for (std::size_t at = 0; at < digits.size(); at += kDigitsInExtension) {
    const auto record = next_free(path, is_free_extension);
    if (!record) return pass_on(record.error());
    if (*record == 0) {
      cursors_[path] = cursor;  // A shorter number may still find room.
      return kNoRecord;
    }
    records.push_back(*record);
  }
  // From the end, so that a chain is never there without what it leads to.
  std::uint8_t next = kNoRecord;
  for (std::size_t index = records.size(); index-- > 0;) {
    const auto part = digits.substr(index * kDigitsInExtension, kDigitsInExtension);
    const auto file = files_.info(path);
    if (!file) return pass_on(file.error());
    const auto written = files_.write_and_check(
        path, records[index], encode_extension(part, next, file->record_size));
    if (!written) return pass_on(written.error());
    next = static_cast<std::uint8_t>(records[index]);
  }
  return next;
}

Result<DialRecord> ContactWriter::dial_of(const BookContact& contact,
                                          const BookNumber& number) {
  DialRecord out;
  const auto parsed = parse_number(number.number);
  if (!parsed) {
    cut(contact, "number", number.number);
    return out;
  }
  const bool fits = is_international(number.type) == is_international(parsed->type);
  out.type = fits ? number.type : parsed->type;
  out.digits = parsed->digits.substr(0, kDigitsInRecord);
  const auto rest = std::string_view{parsed->digits}.substr(out.digits.size());
  if (rest.empty()) return out;
  const auto extension = write_extensions(rest);
  if (!extension && !is_missing_file(extension.error())) return pass_on(extension.error());
  out.extension = extension.value_or(kNoRecord);
  if (out.extension == kNoRecord) cut(contact, "number", std::string{rest});
  return out;
}

Result<std::size_t> ContactWriter::place_for(const BookFile& file, std::size_t size_min) {
  const auto info = files_.info(part_.path_of(file));
  if (!info) {
    if (is_gone(info.error())) return pass_on(info.error());
    return std::size_t{0};
  }
  if (info->record_size < size_min) return std::size_t{0};
  if (file.link == BookFileLink::by_number)
    return record_ <= info->record_count ? record_ : std::size_t{0};
  if (part_.set.find(BookFileKind::links) == nullptr) return std::size_t{0};
  const auto record = next_free(part_.path_of(file), is_blank);
  if (record && *record != 0) links_[file.link_index] = static_cast<std::uint8_t>(*record);
  return record;
}

Result<bool> ContactWriter::write_text(const BookFile& file, const BookContact& contact,
                                       std::string_view what, const std::string& text) {
  const auto record = place_for(file, 3);
  if (!record) return pass_on(record.error());
  if (*record == 0) return false;
  const CardPath path = part_.path_of(file);
  const LinkedText linked{text,
                          part_.set.find(BookFileKind::names)->short_id.value_or(0xff),
                          static_cast<std::uint8_t>(record_)};
  const auto bytes = encode_linked_text(linked, file.link, files_.info(path)->record_size);
  if (!bytes.name_cut.empty()) cut(contact, what, bytes.name_cut);
  const auto written = files_.write_and_check(path, *record, bytes.bytes);
  if (!written) return pass_on(written.error());
  return true;
}

Result<bool> ContactWriter::write_number(const BookFile& file, const BookContact& contact,
                                         const BookNumber& number) {
  const auto record = place_for(file, linked_number_size(file.link));
  if (!record) return pass_on(record.error());
  if (*record == 0) return false;
  const auto dial = dial_of(contact, number);
  if (!dial) return pass_on(dial.error());
  LinkedNumber linked{0, *dial,
                      part_.set.find(BookFileKind::names)->short_id.value_or(0xff),
                      static_cast<std::uint8_t>(record_)};
  if (!number.label.empty()) {
    const auto label = record_of_text(part_.path_of(BookFileKind::labels), number.label);
    if (!label) return pass_on(label.error());
    linked.label = *label;
    if (*label == 0) cut(contact, "label", number.label);
  }
  const CardPath path = part_.path_of(file);
  const auto written = files_.write_and_check(
      path, *record,
      encode_linked_number(linked, file.link, files_.info(path)->record_size));
  if (!written) return pass_on(written.error());
  return true;
}

Result<std::uint8_t> ContactWriter::record_of_text(const CardPath& path,
                                                   const std::string& text) {
  if (path.empty()) return std::uint8_t{0};
  const auto info = files_.info(path);
  if (!info && is_gone(info.error())) return pass_on(info.error());
  std::size_t free = 0;
  for (std::size_t number = 1; info && number <= info->record_count; ++number) {
    const auto record = files_.read(path, number);
    if (!record) return pass_on(record.error());
    const auto known = decode_alpha(*record);
    if (known == text) return static_cast<std::uint8_t>(number);
    if (known.empty() && free == 0) free = number;
  }
  if (free == 0) return std::uint8_t{0};
  const auto field = encode_alpha(text, info->record_size);
  if (!field.cut.empty()) return std::uint8_t{0};
  const auto written = files_.write_and_check(path, free, field.bytes);
  if (!written) return pass_on(written.error());
  return static_cast<std::uint8_t>(free);
}

Result<bool> ContactWriter::write_groups(const BookFile& file, const BookContact& contact) {
  const auto place = place_for(file, 1);
  if (!place) return pass_on(place.error());
  if (*place == 0) return false;
  const CardPath path = part_.path_of(file);
  const std::size_t size = files_.info(path)->record_size;
  std::vector<std::uint8_t> groups;
  for (const std::string& name : contact.groups) {
    const auto record = groups.size() < size
                            ? record_of_text(part_.path_of(BookFileKind::groups), name)
                            : std::uint8_t{0};
    if (!record) return pass_on(record.error());
    if (*record == 0)
      cut(contact, "group", name);
    else
      groups.push_back(*record);
  }
  const auto written = files_.write_and_check(path, *place, encode_groups(groups, size));
  if (!written) return pass_on(written.error());
  return true;
}

Result<void> ContactWriter::write_linked(const BookContact& contact,
                                         std::vector<BookNumber>& left_over) {
  std::size_t number = 1;  // The first is written with the name.
  std::size_t email = 0;
  bool has_second_name = contact.second_name.empty();
  bool has_groups = contact.groups.empty();
  for (const BookFile& file : part_.set.files) {
    if (file.link == BookFileLink::by_use || file.kind == BookFileKind::links) continue;
    Result<bool> done = false;
    if (file.kind == BookFileKind::numbers && number < contact.numbers.size()) {
      done = write_number(file, contact, contact.numbers[number]);
      if (done && *done) ++number;
    } else if (file.kind == BookFileKind::emails && email < contact.emails.size()) {
      done = write_text(file, contact, "email", contact.emails[email]);
      if (done && *done) ++email;
    } else if (file.kind == BookFileKind::second_names && !has_second_name) {
      done = write_text(file, contact, "second_name", contact.second_name);
      has_second_name = done && *done;
    } else if (file.kind == BookFileKind::group_links && !has_groups) {
      done = write_groups(file, contact);
      has_groups = done && *done;
    }
    if (!done) return pass_on(done.error());
    if (*done) continue;
    if (auto cleared = clear_left_over(file); !cleared) return cleared;
  }
  for (; number < contact.numbers.size(); ++number)
    left_over.push_back(contact.numbers[number]);
  for (; email < contact.emails.size(); ++email)
    cut(contact, "email", contact.emails[email]);
  if (!has_second_name) cut(contact, "second_name", contact.second_name);
  if (!has_groups)
    for (const std::string& group : contact.groups) cut(contact, "group", group);
  return {};
}

Result<void> ContactWriter::look_ahead(std::size_t contacts) {
  const CardPath names = part_.path_of(BookFileKind::names);
  const auto info = files_.info(names);
  if (!info) return pass_on(info.error());
  std::vector<std::size_t> places;
  for (std::size_t number = 1; number <= info->record_count; ++number) {
    const auto record = files_.read(names, number);
    if (!record) return pass_on(record.error());
    if (is_free_name(*record) && places.size() < contacts) places.push_back(number);
  }
  for (const BookFile& file : part_.set.files) {
    if (!is_shown_with_name(file)) continue;
    for (const std::size_t place : places) {
      const auto record = files_.read(part_.path_of(file), place);
      if (!record && is_gone(record.error())) return pass_on(record.error());
      if (!record) break;  // Not there or not for us, and so for all of them.
    }
  }
  return {};
}

Result<void> ContactWriter::clear_left_over(const BookFile& file) {
  if (!is_shown_with_name(file)) return {};
  const CardPath path = part_.path_of(file);
  auto record = files_.read(path, record_);
  if (!record && is_gone(record.error())) return pass_on(record.error());
  if (!record) return {};
  const bool is_groups = file.kind == BookFileKind::group_links;
  if (is_groups ? decode_groups(*record).empty() : is_blank(*record)) return {};
  std::ranges::fill(*record, is_groups ? std::uint8_t{0x00} : kNoRecord);
  return files_.write_and_check(path, record_, *record);
}

Result<void> ContactWriter::write_links() {
  const BookFile* file = part_.set.find(BookFileKind::links);
  if (file == nullptr) return {};
  if (links_.empty()) return clear_left_over(*file);
  const CardPath path = part_.path_of(*file);
  const auto info = files_.info(path);
  if (!info) return pass_on(info.error());
  Bytes record(info->record_size, kNoRecord);
  for (const auto& [index, number] : links_)
    if (index < record.size()) record[index] = number;
  return files_.write_and_check(path, record_, record);
}

Result<ContactWriter::Outcome> ContactWriter::write(const BookContact& contact,
                                                    std::vector<BookNumber>& left_over) {
  const CardPath names = part_.path_of(BookFileKind::names);
  const auto info = files_.info(names);
  if (!info) return pass_on(info.error());
  if (info->record_size < kDialTail) return Outcome::no_room;
  if (!shows(contact, info->record_size)) return Outcome::nothing_to_show;
  const auto place = next_free(names, is_free_name);
  if (!place) return pass_on(place.error());
  if (*place == 0) return Outcome::no_room;
  record_ = *place;
  links_.clear();
  if (auto linked = write_linked(contact, left_over); !linked)
    return pass_on(linked.error());
  if (auto links = write_links(); !links) return pass_on(links.error());

  DialRecord record;
  if (!contact.numbers.empty()) {
    const auto dial = dial_of(contact, contact.numbers.front());
    if (!dial) return pass_on(dial.error());
    record = *dial;
    // The label of a first number has no place on a card.
    if (!contact.numbers.front().label.empty())
      cut(contact, "label", contact.numbers.front().label);
  }
  record.name = contact.name;
  const auto bytes = encode_dial(record, info->record_size);
  if (!bytes.name_cut.empty()) cut(contact, "name", bytes.name_cut);
  const auto written = files_.write_and_check(names, record_, bytes.bytes);
  if (!written) return pass_on(written.error());
  return Outcome::written;
}

}  // namespace signoff
