// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "card/book/card_book.h"

#include <filesystem>

namespace signoff {

// "card-4321-5fa0c3d1": how files about a card are called. The number itself would stand in
// every list of files.
std::string card_file_name(std::string_view iccid);

struct KeptBackup {
  std::filesystem::path file;
  std::string text;  // What stands in it.
};

// Backups of many cards in one directory, as JSON and one page to read. None is ever
// written over: a card that was half wiped when it was pulled is not what the first backup
// says, and both are kept.
class BackupFolder {
 public:
  // Makes the directory, for its owner alone; the pages are in that language.
  // Fault::unavailable "file.write".
  static Result<BackupFolder> open(std::filesystem::path directory,
                                   Language language = Language::en);

  // The JSON file that holds this, written now or before. It is read back and compared.
  // Fault::unavailable "file.write".
  Result<KeptBackup> keep(const CardBook& book) const;

 private:
  BackupFolder(std::filesystem::path directory, Language language)
      : directory_{std::move(directory)}, language_{language} {}
  std::filesystem::path directory_;
  Language language_;
};

}  // namespace signoff
