// SPDX-License-Identifier: Apache-2.0
#include "card/contents/restore.h"

#include "card/contents/contact_writer.h"
#include "card/sim_files.h"
#include "card/text/alpha.h"
#include "card/text/sms_write.h"

#include <fmt/format.h>
#include <algorithm>
#include <deque>
#include <set>

namespace signoff {
namespace {

// All of a contact besides its name, for the report of one that is not there at all.
std::string rest_of(const BookContact& contact) {
  std::vector<std::string> parts;
  for (const BookNumber& number : contact.numbers)
    parts.push_back(number.label.empty()
                        ? number.number
                        : fmt::format("{} ({})", number.number, number.label));
  if (!contact.second_name.empty()) parts.push_back(contact.second_name);
  for (const auto* list : {&contact.emails, &contact.groups})
    parts.insert(parts.end(), list->begin(), list->end());
  return fmt::format("{}", fmt::join(parts, ", "));
}

// How the contact reads once it was restored into fields of that size.
BookContact as_kept(BookContact contact, std::size_t name_size) {
  contact.name = decode_alpha(encode_alpha(contact.name, name_size).bytes);
  if (!contact.numbers.empty()) contact.numbers.front().label.clear();
  return contact;
}

class Restoring {
 public:
  Restoring(CardSession& session, const CardBook& book, const CardProgress& progress)
      : files_{session},
        book_{book},
        progress_{progress},
        places_{sim_files(session.dialect())} {}

  RestoreReport run() {
    for (auto step : {&Restoring::write_contacts, &Restoring::write_messages}) {
      if (auto done = (this->*step)(); !done) {
        out_.stopped = done.error();
        if (out_.contacts + out_.messages > 0 || out_.unfinished)
          out_.stopped->fault = Fault::unknown;
        return std::move(out_);
      }
    }
    cut_lists();
    return std::move(out_);
  }

 private:
  Result<void> write_contacts() {
    if (book_.contacts.empty()) return {};
    const auto parts = find_books(files_);
    if (!parts && !is_missing_file(parts.error())) return pass_on(parts.error());
    if (parts)
      for (const BookPart& part : *parts)
        if (auto read = add_existing(part); !read) return read;
    std::deque<BookContact> waiting;
    for (const BookContact& contact : book_.contacts)
      if (!is_there(contact)) waiting.push_back(contact);
    if (parts)
      if (auto written = fill_all(*parts, waiting); !written) return written;
    if (parts && out_.contacts > 0)
      if (auto told = announce_change(files_, parts->front()); !told) return told;
    for (const BookContact& contact : waiting) cut_whole(contact);
    return {};
  }

  // A contact that was cut when it was restored before is there as well, and told of again.
  bool is_there(const BookContact& contact) {
    if (std::ranges::find(contacts_, contact) != contacts_.end()) {
      ++out_.were_there;
      return true;
    }
    for (const std::size_t size : name_sizes_) {
      const BookContact kept = as_kept(contact, size);
      if (std::ranges::find(contacts_, kept) == contacts_.end()) continue;
      ++out_.were_there;
      const auto name = encode_alpha(contact.name, size);
      if (!name.cut.empty()) out_.cuts.push_back({contact.name, "name", name.cut});
      if (kept.numbers != contact.numbers)
        out_.cuts.push_back({contact.name, "label", contact.numbers.front().label});
      return true;
    }
    return false;
  }

  void cut_whole(const BookContact& contact) {
    out_.cuts.push_back({contact.name, "contact", rest_of(contact)});
  }

  Result<void> add_existing(const BookPart& part) {
    std::vector<BackupNote> notes;
    auto places = read_contacts(files_, part, {}, notes);
    if (!places && is_missing_file(places.error())) return {};
    if (!places) return pass_on(places.error());
    for (ContactPlace& place : *places) contacts_.push_back(std::move(place.contact));
    const auto info = files_.info(part.path_of(BookFileKind::names));
    if (info && info->record_size >= kDialTail)
      name_sizes_.insert(info->record_size - kDialTail);
    return {};
  }

  Result<void> fill_all(const std::vector<BookPart>& parts,
                        std::deque<BookContact>& waiting) {
    const CardPath* folder = nullptr;
    for (const BookPart& part : parts) {
      if (waiting.empty()) return {};
      // The global book may be the local one, and its free records are taken by now.
      if (folder != nullptr && *folder != part.folder) files_.forget_files();
      folder = &part.folder;
      if (auto written = fill(part, waiting); !written) return written;
    }
    return {};
  }

  Result<void> fill(const BookPart& part, std::deque<BookContact>& waiting) {
    const auto names = files_.info(part.path_of(BookFileKind::names));
    if (!names && is_missing_file(names.error())) return {};
    if (!names) return pass_on(names.error());
    ContactWriter writer{files_, part, out_.cuts};
    const auto looked = writer.look_ahead(waiting.size());
    if (!looked && is_missing_file(looked.error())) return {};
    if (!looked) return looked;
    while (!waiting.empty()) {
      if (progress_) progress_("contacts", out_.contacts + 1, book_.contacts.size());
      const BookContact contact = waiting.front();
      std::vector<BookNumber> left_over;
      out_.unfinished = contact.name;
      const auto written = writer.write(contact, left_over);
      if (!written) return pass_on(written.error());
      out_.unfinished.reset();
      if (*written == ContactWriter::Outcome::no_room) return {};
      waiting.pop_front();
      if (*written == ContactWriter::Outcome::nothing_to_show)
        cut_whole(contact);
      else
        ++out_.contacts;
      for (BookNumber& number : left_over)
        waiting.push_back({contact.name, {}, {std::move(number)}, {}, {}});
    }
    return {};
  }

  // The records of a message, as they were or made anew from its text.
  static Result<std::vector<Bytes>> records_of(const BookMessage& message,
                                               std::uint8_t reference) {
    if (!message.records.empty()) return message.records;
    SmsDraft draft{message.status, message.kind, message.centre,
                   message.peer,   message.time, message.text};
    return encode_sms_records(draft, reference);
  }

  static bool resize(Bytes& record, std::size_t size) {
    const auto past = ByteView{record}.subspan(std::min(size, record.size()));
    const bool fits =
        std::ranges::all_of(past, [](std::uint8_t octet) { return octet == 0xff; });
    if (fits) record.resize(size, 0xff);
    return fits;
  }

  Result<void> write_messages() {
    if (book_.messages.empty() && book_.unread_records.empty()) return {};
    CardPath path;
    for (const CardPath& candidate : places_.messages) {
      const auto info = files_.info(candidate);
      if (!info && is_missing_file(info.error())) continue;
      const auto read = info ? read_places(candidate, path.empty()) : pass_on(info.error());
      // A second file matters for what it already holds alone.
      if (!read && (path.empty() || is_gone(read.error()))) return read;
      if (path.empty()) path = candidate;
    }
    std::uint8_t reference = 0;
    for (const BookMessage& message : book_.messages) {
      if (progress_) progress_("messages", out_.messages + 1, book_.messages.size());
      auto records = records_of(message, ++reference);
      out_.unfinished = message.peer.shown();
      const auto written = records ? write_all(path, std::move(*records)) : false;
      if (!written) return pass_on(written.error());
      out_.unfinished.reset();
      if (!*written)
        out_.cuts.push_back({message.peer.shown(), "message",
                             message.text.empty() ? to_hex(message.octets) : message.text});
    }
    for (const Bytes& record : book_.unread_records) {
      out_.unfinished = "";
      const auto written = write_all(path, {record});
      if (!written) return pass_on(written.error());
      out_.unfinished.reset();
      if (!*written) out_.cuts.push_back({"", "message", to_hex(record)});
    }
    return {};
  }

  // Which messages are there, and where others may go.
  Result<void> read_places(const CardPath& path, bool is_first) {
    const auto info = files_.info(path);
    for (std::size_t number = 1; number <= info->record_count; ++number) {
      auto record = files_.read(path, number);
      if (!record) return pass_on(record.error());
      const bool is_free = (record->at(0) & 1) == 0 || record->at(0) == 0xff;
      if (!is_free)
        existing_.insert(std::move(*record));
      else if (is_first)
        free_.push_back(number);
    }
    return {};
  }

  // All records of a message or none. False where there is no room.
  Result<bool> write_all(const CardPath& path, std::vector<Bytes> records) {
    if (path.empty()) return false;
    const std::size_t size = files_.info(path)->record_size;
    for (Bytes& record : records)
      if (record.empty() || !resize(record, size)) return false;
    std::erase_if(records, [&](const Bytes& record) { return existing_.contains(record); });
    if (records.empty()) {
      ++out_.were_there;
      return true;
    }
    if (records.size() > free_.size()) return false;
    for (const Bytes& record : records) {
      const auto written = files_.write_and_check(path, free_.front(), record);
      if (!written) return pass_on(written.error());
      free_.pop_front();
    }
    ++out_.messages;
    return true;
  }

  void cut_lists() {
    const std::pair<const std::vector<BookDial>*, const char*> lists[] = {
        {&book_.dialled, "dialled"}, {&book_.fixed, "fixed"}, {&book_.services, "service"}};
    for (const auto& [list, what] : lists)
      for (const BookDial& dial : *list)
        out_.cuts.push_back({dial.name, what, dial.number.number});
  }

  RecordFiles files_;
  const CardBook& book_;
  const CardProgress& progress_;
  const SimFiles& places_;
  RestoreReport out_;
  std::vector<BookContact> contacts_;  // On the card before.
  std::set<std::size_t> name_sizes_;
  std::deque<std::size_t> free_;
  std::set<Bytes> existing_;
};

}  // namespace

RestoreReport restore(CardSession& session, const CardBook& book,
                      const CardProgress& progress) {
  return Restoring{session, book, progress}.run();
}

}  // namespace signoff
