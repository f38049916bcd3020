// SPDX-License-Identifier: Apache-2.0
#include "app/card_contents.h"

#include "app/card_words.h"
#include "app/wipe_reports.h"
#include "base/bounded_file.h"
#include "base/durable_file.h"
#include "card/book/book_csv.h"
#include "card/book/book_json.h"
#include "card/book/book_page.h"
#include "card/book/vcard.h"
#include "card/book/vcard_line.h"
#include "card/book/vcard_reader.h"
#include "card/contents/backup.h"
#include "card/contents/restore.h"
#include "card/contents/wipe.h"
#include "card/desk/backup_folder.h"
#include "card/euicc/euicc_session.h"
#include "cli/exit_codes.h"
#include "cli/plain_text.h"
#include "cli/table.h"

#include <unistd.h>
#include <algorithm>

namespace signoff {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct Form {
  std::string_view format;
  std::string_view ending;
};
constexpr Form kForms[] = {
    {"vcard4", ".vcf"}, {"vcard3", ""},    {"json", ".json"},
    {"csv", ".csv"},    {"html", ".html"},
};

Result<std::string> format_of(const BackupCommand& command) {
  const auto ending = command.to.extension().string();
  for (const auto& form : kForms)
    if (command.format.empty() ? !ending.empty() && form.ending == ending
                               : form.format == command.format)
      return std::string{form.format};
  return fail(Fault::bad_input, "card.backup_format");
}

// The files of one form: a table holds one kind of thing, so CSV makes three.
std::vector<fs::path> files_of(const fs::path& to, std::string_view format) {
  if (format != "csv") return {to};
  const auto beside = [&](std::string_view what) {
    auto file = to;
    file.replace_filename(
        fmt::format("{}-{}{}", to.stem().string(), what, to.extension().string()));
    return file;
  };
  return {to, beside("messages"), beside("numbers")};
}

// What goes into each of them.
std::vector<std::string> texts_of(const CardBook& book, std::string_view format,
                                  Language language) {
  if (format == "json") return {to_json(book)};
  if (format == "html") return {to_page(book, language)};
  if (format == "vcard4") return {to_vcard(book.contacts, VcardVersion::v4)};
  if (format == "vcard3") return {to_vcard(book.contacts, VcardVersion::v3)};
  return {contacts_csv(book), messages_csv(book), numbers_csv(book)};
}

// Where a backup goes: a folder, or files of one format that are not there yet.
struct BackupPlace {
  std::optional<BackupFolder> folder;
  std::string format;
  std::vector<fs::path> files;
};

// That a file can be made there, and that none is.
Result<void> must_be_new(const fs::path& file) {
  std::error_code error;
  const bool is_there = fs::exists(file, error);
  if (error) return fail(Fault::unavailable, "file.write", file.string());
  if (is_there) return fail(Fault::conflict, "backup.exists", file.string());
  const auto folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  if (::access(folder.c_str(), W_OK) != 0)
    return fail(Fault::unavailable, "file.write", file.string());
  return {};
}

// What cannot be written is said before anybody types a PIN.
Result<BackupPlace> place_of(const BackupCommand& command, Language language) {
  std::error_code error;
  if (fs::is_directory(command.to, error) || !command.to.has_filename()) {
    auto folder = BackupFolder::open(command.to, language);
    if (!folder) return pass_on(folder.error());
    return BackupPlace{std::move(*folder), {}, {}};
  }
  auto format = format_of(command);
  if (!format) return pass_on(format.error());
  auto files = files_of(command.to, *format);
  for (const auto& file : files)
    if (const auto is_new = must_be_new(file); !is_new) return pass_on(is_new.error());
  return BackupPlace{std::nullopt, std::move(*format), std::move(files)};
}

// The files that hold the backup now.
Result<std::vector<fs::path>> write_all(const CardBook& book, const BackupPlace& place,
                                        Language language) {
  if (place.folder) {
    auto kept = place.folder->keep(book);
    if (!kept) return pass_on(kept.error());
    auto page = kept->file;
    page.replace_extension(".html");
    return std::vector{std::move(kept->file), std::move(page)};
  }
  const auto texts = texts_of(book, place.format, language);
  for (std::size_t i = 0; i < place.files.size(); ++i) {
    // Somebody may have made it while the card was read.
    if (const auto is_new = must_be_new(place.files[i]); !is_new)
      return pass_on(is_new.error());
    if (const auto done = write_durably(place.files[i], texts[i]); !done)
      return pass_on(done.error());
  }
  return place.files;
}

// The SIM with its PIN presented. An eSIM chip has one only in the profile at work.
Result<void> open_contents(const CardDesk& desk, CardChannel& card, CardSession& session) {
  const auto opened = open_with_pin(session, desk.ask_pin());
  if (opened) return {};
  const auto& why = opened.error();
  const bool has_none = why.code == "card.no_file" || why.code == "card.no_sim";
  if (has_none && EuiccSession::open(card))
    return fail(Fault::bad_input, "euicc.none_enabled");
  return pass_on(why);
}

}  // namespace

json::array wiped_json(const WipeReport& report) {
  json::array files;
  for (const auto& file : report.files)
    files.push_back({{"name", file.name},
                     {"records", file.records},
                     {"wiped", file.wiped},
                     {"refused", file.refused}});
  return files;
}

// What held nothing is only counted: a card has twenty files that most people never used.
json::array notes_json(const std::vector<BackupNote>& notes) {
  json::array out;
  for (const auto& note : notes)
    out.emplace_back(fmt::format("{}: {}", note.what, note.code));
  return out;
}

void note_unread(const CardDesk& desk, const std::vector<BackupNote>& notes) {
  const auto& style = desk.console().style();
  for (const auto& note : notes) {
    // "SMS 4" is the fourth record of that file.
    const auto end = std::min(note.what.find(' '), note.what.size());
    std::string name{wiped_file_text(note.what.substr(0, end), style.language)};
    name += note.what.substr(end);
    const auto what = desk.named(desk.say("not read", "未能读取"), name);
    const Error why{Fault::unavailable, note.code, ""};
    desk.console().note(desk.named(what, why_text(why, style)) + "\n");
  }
}

void print_wiped(const CardDesk& desk, const WipeReport& report) {
  const auto& style = desk.console().style();
  cli::Table table{{{std::string{style.say("what", "内容")}},
                    {std::string{style.say("held", "原有")}, true},
                    {std::string{style.say("wiped", "已擦除")}, true},
                    {""}}};
  std::size_t empty = 0;
  for (const auto& file : report.files) {
    if (file.records == 0 && file.refused.empty()) {
      ++empty;
      continue;
    }
    const auto refused = Error{Fault::forbidden, file.refused, ""};
    table.row({std::string{wiped_file_text(file.name, style.language)},
               std::to_string(file.records), std::to_string(file.wiped),
               file.refused.empty() ? "" : why_text(refused, style)});
  }
  if (empty < report.files.size()) desk.console().print(table.text());
  desk.console().print(
      fmt::format(fmt::runtime(style.say("Empty before: {} of {} files\n",
                                         "原本为空的文件：{} 个，共 {} 个\n")),
                  empty, report.files.size()));
}

namespace {

// The backup as it lies there, for comparing with the card and for its digest.
struct Backup {
  std::string text;
  CardBook book;
};

Result<Backup> read_backup(const fs::path& file) {
  auto text = read_bounded(file, kBookJsonMax);
  if (!text) return pass_on(text.error());
  auto book = parse_book(*text);
  if (!book) return pass_on(book.error());
  return Backup{std::move(*text), std::move(*book)};
}

// Of vCards: as ReadVcards has it.
using LeftOut = std::map<std::string, std::size_t>;

struct Restorable {
  CardBook book;
  LeftOut left_out;
};

// A backup, or the contacts of a phone.
Result<Restorable> read_restorable(const fs::path& file) {
  if (upper_case(file.extension().string()) != ".VCF") {
    auto backup = read_backup(file);
    if (!backup) return pass_on(backup.error());
    return Restorable{std::move(backup->book), {}};
  }
  const auto text = read_bounded(file, kVcardMax);
  if (!text) return pass_on(text.error());
  auto cards = parse_vcards(*text);
  if (!cards) return pass_on(cards.error());
  Restorable out;
  out.book.contacts = std::move(cards->contacts);
  out.left_out = std::move(cards->left_out);
  return out;
}

void print_left_out(const CardDesk& desk, const LeftOut& left_out) {
  if (left_out.empty()) return;
  std::string names;
  for (const auto& [name, contacts] : left_out)
    names +=
        fmt::format("{}{} {}", names.empty() ? "" : desk.say(", ", "、"), name, contacts);
  desk.console().print(
      desk.named(desk.say("A card has no place for", "卡上无法存放"), names) + "\n");
}

int tell_wiped(const CardDesk& desk, const WipeReport& report, const fs::path& proof) {
  if (desk.as_json()) {
    json::object out{{"iccid", desk.shown(report.iccid)},
                     {"proved", report.is_proved()},
                     {"files", wiped_json(report)},
                     {"notes", notes_json(report.not_saved)},
                     {"report", proof.string()}};
    if (report.stopped) out["error"] = error_json(*report.stopped);
    desk.print_json(out);
  } else {
    note_unread(desk, report.not_saved);
    print_wiped(desk, report);
    desk.console().print(
        report.is_proved()
            ? desk.say("Wiped; everything was read back and is empty\n",
                       "已擦除，并已逐项读回确认为空\n")
            : desk.say("Not everything is wiped: see above\n", "未能全部擦除，见上表\n"));
    if (!proof.empty())
      desk.console().print(
          desk.named(desk.say("signed report", "签名报告"), proof.string()) + "\n");
  }
  if (report.stopped) return desk.refuse(*report.stopped);
  return report.is_proved() ? cli::kOk : cli::kFoundBad;
}

void tell_saved(const CardDesk& desk, const CardBackup& saved,
                const std::vector<fs::path>& files) {
  const auto& book = saved.book;
  if (desk.as_json()) {
    json::array names;
    for (const auto& file : files) names.emplace_back(file.string());
    desk.print_json({{"iccid", desk.shown(book.iccid)},
                     {"contacts", book.contacts.size()},
                     {"messages", book.messages.size()},
                     {"unread_records", book.unread_records.size()},
                     {"files", std::move(names)},
                     {"notes", notes_json(saved.notes)}});
    return;
  }
  desk.console().print(
      fmt::format(fmt::runtime(desk.say("Contacts {}, messages {}, other numbers {}\n",
                                        "联系人 {} 个，短信 {} 条，其他号码 {} 个\n")),
                  book.contacts.size(), book.messages.size(),
                  book.dialled.size() + book.fixed.size() + book.services.size() +
                      book.own_numbers.size()));
  note_unread(desk, saved.notes);
  for (const auto& file : files) desk.console().print(file.string() + "\n");
}

// A name, or the number of somebody who has none here.
std::string shown_person(const CardDesk& desk, const std::string& name) {
  const bool is_number = name.find_first_not_of("+0123456789*#p ") == name.npos;
  return is_number ? desk.shown(name) : cli::plain(name);
}

// What was cut as it may be shown: numbers are masked, and what people wrote stays in the
// backup.
RestoreCut shown_cut(const CardDesk& desk, const RestoreCut& cut) {
  constexpr std::string_view kNumbers[] = {"number", "dialled", "fixed", "service"};
  const auto whose = shown_person(desk, cut.whose);
  if (desk.reveals()) return cut;
  if (cut.what == "message") return {whose, cut.what, ""};
  // All that the contact had besides its name.
  if (cut.what == "contact") return {whose, cut.what, cut.lost.empty() ? "" : "****"};
  if (std::ranges::find(kNumbers, cut.what) == std::end(kNumbers))
    return {whose, cut.what, cut.lost};
  return {whose, cut.what, desk.shown(cut.lost)};
}

void tell_restored(const CardDesk& desk, const RestoreReport& report,
                   const LeftOut& left_out) {
  if (desk.as_json()) {
    json::array cuts;
    for (const auto& one : report.cuts) {
      const auto cut = shown_cut(desk, one);
      cuts.push_back({{"whose", cut.whose}, {"what", cut.what}, {"lost", cut.lost}});
    }
    json::object no_place;
    for (const auto& [name, contacts] : left_out) no_place[name] = contacts;
    desk.print_json({{"contacts", report.contacts},
                     {"messages", report.messages},
                     {"were_there", report.were_there},
                     {"unfinished", shown_person(desk, report.unfinished.value_or(""))},
                     {"cuts", std::move(cuts)},
                     {"left_out", std::move(no_place)}});
    return;
  }
  desk.console().print(fmt::format(
      fmt::runtime(desk.say("Written: contacts {}, messages {}; there before: {}\n",
                            "已写入联系人 {} 个、短信 {} 条，已存在 {} 项\n")),
      report.contacts, report.messages, report.were_there));
  for (const auto& one : report.cuts) {
    const auto cut = shown_cut(desk, one);
    std::string line{cut_text(cut.what, desk.console().style().language)};
    if (!cut.whose.empty()) line = desk.named(cli::plain(cut.whose), line);
    if (!cut.lost.empty()) line = desk.named(line, cli::plain(cut.lost));
    desk.console().print("  " + line + "\n");
  }
  if (report.unfinished)
    desk.console().print(
        "  " +
        desk.named(shown_person(desk, *report.unfinished),
                   desk.say("may be on the card in part", "可能只写入了一部分")) +
        "\n");
  print_left_out(desk, left_out);
}

}  // namespace

int back_up_card(const CardDesk& desk, CardChannel& card, const BackupCommand& command) {
  const auto language = desk.console().style().language;
  const auto place = place_of(command, language);
  if (!place) return desk.refuse(place.error());
  CardSession session{card};
  if (const auto opened = open_contents(desk, card, session); !opened)
    return desk.refuse(opened.error());
  const auto saved = back_up(session, SystemClock{}.now(), desk.progress());
  if (!saved) return desk.refuse(saved.error());
  const auto files = write_all(saved->book, *place, language);
  if (!files) return desk.refuse(files.error());
  tell_saved(desk, *saved, *files);
  return cli::kOk;
}

int restore_card(const CardDesk& desk, CardChannel& card, const fs::path& from) {
  const auto given = read_restorable(from);
  if (!given) return desk.refuse(given.error());
  CardSession session{card};
  if (const auto opened = open_contents(desk, card, session); !opened)
    return desk.refuse(opened.error());
  const auto report = restore(session, given->book, desk.progress());
  tell_restored(desk, report, given->left_out);
  return report.stopped ? desk.refuse(*report.stopped) : cli::kOk;
}

int wipe_card(const CardDesk& desk, CardChannel& card, const WipeCommand& command) {
  std::optional<Backup> backup;
  if (!command.backup.empty()) {
    auto read = read_backup(command.backup);
    if (!read) return desk.refuse(read.error());
    backup = std::move(*read);
  }
  if (!backup && !command.no_backup)
    return desk.refuse({Fault::conflict, "card.no_backup", ""});
  const auto reports = WipeReports::open(desk);
  if (!reports) return desk.refuse(reports.error());
  CardSession session{card};
  if (const auto opened = open_contents(desk, card, session); !opened)
    return desk.refuse(opened.error());
  const WipePermit permit{backup ? &backup->book : nullptr, command.no_backup};
  const auto report = wipe(session, permit, desk.progress());
  if (!report) return desk.refuse(report.error());
  const auto proof =
      make_proof(*report, backup ? backup->text : std::string{}, SystemClock{}.now());
  const auto file = reports->sign(proof);
  if (!file) {
    // What was done is told even where nobody can sign it.
    tell_wiped(desk, *report, {});
    return desk.refuse(file.error());
  }
  return tell_wiped(desk, *report, *file);
}

}  // namespace signoff
