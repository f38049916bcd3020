// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/card_desk.h"
#include "card/contents/phonebook.h"
#include "card/contents/wipe.h"

namespace signoff {

struct BackupCommand {
  std::filesystem::path to;  // A new file, or a folder for JSON and a page to read.
  std::string format;        // vcard4, vcard3, json, csv, html; else by the file's ending.
};
int back_up_card(const CardDesk& desk, CardChannel& card, const BackupCommand& command);

int restore_card(const CardDesk& desk, CardChannel& card,
                 const std::filesystem::path& from);

struct WipeCommand {
  std::filesystem::path backup;
  bool no_backup = false;
};
int wipe_card(const CardDesk& desk, CardChannel& card, const WipeCommand& command);

// What a backup lacks, for machines and for people.
boost::json::array notes_json(const std::vector<BackupNote>& notes);
void note_unread(const CardDesk& desk, const std::vector<BackupNote>& notes);

// What became of each file, for machines and for people.
boost::json::array wiped_json(const WipeReport& report);
void print_wiped(const CardDesk& desk, const WipeReport& report);

}  // namespace signoff
