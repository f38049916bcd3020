// SPDX-License-Identifier: Apache-2.0
#include "card/contents/backup.h"

#include "card/files/subscription.h"
#include "card/sim_files.h"
#include "card/text/sms_join.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

BookMessage book_message(const std::vector<StoredSms>& records,
                         const std::vector<Bytes>& raw, const JoinedSms& joined) {
  const StoredSms& first = records[joined.records.front()];
  BookMessage out;
  out.kind = first.kind;
  out.status = first.status;
  out.peer = first.peer;
  out.centre = first.centre;
  out.time = first.time;
  out.discharged = first.discharged;
  if (first.kind == SmsKind::report) out.report = first.report;
  out.text = joined.text;
  out.octets = joined.octets;
  out.missing = joined.missing;
  for (const std::size_t index : joined.records) {
    // Unread in one part is unread as a whole.
    if (records[index].status == SmsStatus::unread) out.status = SmsStatus::unread;
    out.records.push_back(raw[index]);
  }
  return out;
}

class Reading {
 public:
  Reading(CardSession& session, const CardProgress& progress)
      : files_{session}, places_{sim_files(session.dialect())}, progress_{progress} {}

  Result<CardBackup> run(Instant now) {
    out_.book.taken_at = now;
    for (auto step : {&Reading::read_card, &Reading::read_contacts_of_all,
                      &Reading::read_messages, &Reading::read_lists}) {
      if (auto done = (this->*step)(); !done) return pass_on(done.error());
    }
    return std::move(out_);
  }

 private:
  // Whether to go on after a failure: a missing file is none, a closed one leaves a note.
  Result<void> go_on_after(const Error& error, std::string_view what) {
    if (is_gone(error)) return pass_on(error);
    if (!is_missing_file(error)) out_.notes.push_back({std::string{what}, error.code});
    return {};
  }

  Result<void> read_card() {
    CardBook& book = out_.book;
    const auto take = [&](const CardPath& path, std::string_view what,
                          auto use) -> Result<void> {
      const auto file = read_whole(files_.session(), path);
      if (!file) return go_on_after(file.error(), what);
      use(*file);
      return {};
    };
    // Nobody could say later whose backup it is.
    const auto iccid = read_whole(files_.session(), iccid_path());
    if (!iccid && !is_missing_file(iccid.error())) return pass_on(iccid.error());
    if (iccid) book.iccid = decode_iccid(*iccid).value_or("");
    if (auto done =
            take(places_.imsi, "IMSI",
                 [&](const Bytes& file) { book.imsi = decode_imsi(file).value_or(""); });
        !done)
      return done;
    return take(places_.network_name, "SPN",
                [&](const Bytes& file) { book.network = decode_spn(file); });
  }

  Result<void> read_contacts_of_all() {
    const auto parts = find_books(files_);
    if (!parts && is_missing_file(parts.error())) return {};
    if (!parts) return pass_on(parts.error());
    std::map<CardPath, std::vector<BookContact>> books;
    for (const BookPart& part : *parts) {
      auto contacts = read_contacts(files_, part, progress_, out_.notes);
      if (!contacts && is_missing_file(contacts.error())) {
        // The book says that it has names here.
        out_.notes.push_back({"ADN", contacts.error().code});
        continue;
      }
      if (!contacts) return pass_on(contacts.error());
      for (ContactPlace& place : *contacts)
        books[part.folder].push_back(std::move(place.contact));
    }
    // The global book may be the local one under another path.
    const std::vector<BookContact>* before = nullptr;
    for (const auto& [folder, contacts] : books) {
      if (before == nullptr || *before != contacts)
        out_.book.contacts.insert(out_.book.contacts.end(), contacts.begin(),
                                  contacts.end());
      before = &contacts;
    }
    return {};
  }

  // The card's own file and the one of DF.TELECOM may be one and the same, or two.
  Result<void> read_messages() {
    std::vector<std::vector<Bytes>> files;
    for (const CardPath& path : places_.messages) {
      auto records = records_of(path);
      if (!records && is_missing_file(records.error())) continue;
      // A second file that nobody may read keeps its messages in a wipe as well.
      if (!records && !files.empty() && is_of_whole_file(records.error())) {
        out_.notes.push_back({"SMS", records.error().code});
        continue;
      }
      if (!records) return pass_on(records.error());
      if (std::ranges::find(files, *records) != files.end()) continue;
      files.push_back(std::move(*records));
      add_messages(files.back());
    }
    return {};
  }

  Result<std::vector<Bytes>> records_of(const CardPath& path) {
    const auto info = files_.info(path);
    if (!info) return pass_on(info.error());
    std::vector<Bytes> records;
    for (std::size_t number = 1; number <= info->record_count; ++number) {
      if (progress_) progress_("messages", number, info->record_count);
      auto bytes = files_.read(path, number);
      if (!bytes) return pass_on(bytes.error());
      records.push_back(std::move(*bytes));
    }
    return records;
  }

  void add_messages(const std::vector<Bytes>& file) {
    std::vector<StoredSms> records;
    std::vector<Bytes> raw;
    for (std::size_t at = 0; at < file.size(); ++at) {
      auto message = decode_sms_record(file[at]);
      if (!message) {
        out_.book.unread_records.push_back(file[at]);
        out_.notes.push_back({fmt::format("SMS {}", at + 1), message.error().code});
      } else if (*message) {
        records.push_back(std::move(**message));
        raw.push_back(file[at]);
      }
    }
    for (const JoinedSms& joined : join_sms(records))
      out_.book.messages.push_back(book_message(records, raw, joined));
  }

  Result<void> read_lists() {
    for (const DialFile& file : places_.dialled)
      if (auto done = read_list(file, out_.book.dialled); !done) return done;
    if (auto done = read_list(places_.fixed, out_.book.fixed); !done) return done;
    if (auto done = read_list(places_.services, out_.book.services); !done) return done;
    return read_list(places_.own_numbers, out_.book.own_numbers);
  }

  Result<void> read_list(const DialFile& file, std::vector<BookDial>& out) {
    const auto info = files_.info(file.records);
    if (!info) return go_on_after(info.error(), file.name);
    std::vector<std::pair<DialRecord, std::size_t>> found;
    for (std::size_t number = 1; number <= info->record_count; ++number) {
      const auto bytes = files_.read(file.records, number);
      if (!bytes && is_of_whole_file(bytes.error()))
        return go_on_after(bytes.error(), file.name);
      if (!bytes) {
        const auto what = fmt::format("{} {}", file.name, number);
        if (auto done = go_on_after(bytes.error(), what); !done) return done;
        continue;
      }
      const auto record = decode_dial(dial_part(file, *bytes));
      if (record && *record) found.emplace_back(**record, out.size() + found.size());
    }
    for (const auto& [record, index] : found) {
      BookDial dial{record.name,
                    {number_text(record.type, record.digits), record.type, {}}};
      if (record.extension != kNoRecord) {
        const auto digits = whole_digits(files_, record, file.extensions);
        if (digits)
          dial.number.number = number_text(record.type, *digits);
        else if (auto done = go_on_after(digits.error(), file.name); !done)
          return done;
      }
      out.push_back(std::move(dial));
    }
    return {};
  }

  // EF.OCI and EF.ICI add when and how long, behind the number (TS 31.102 clauses 4.2.33
  // and 4.2.34).
  static ByteView dial_part(const DialFile& file, ByteView record) {
    const std::size_t extra = file.name == "OCI" ? 13 : file.name == "ICI" ? 14 : 0;
    return record.size() >= extra + kDialTail ? record.first(record.size() - extra)
                                              : record;
  }

  RecordFiles files_;
  const SimFiles& places_;
  const CardProgress& progress_;
  CardBackup out_;
};

}  // namespace

Result<CardBackup> back_up(CardSession& session, Instant now,
                           const CardProgress& progress) {
  return Reading{session, progress}.run(now);
}

bool same_contents(const CardBook& a, const CardBook& b) {
  CardBook copy = a;
  copy.taken_at = b.taken_at;
  return copy == b;
}

}  // namespace signoff
