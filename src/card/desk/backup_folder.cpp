// SPDX-License-Identifier: Apache-2.0
#include "card/desk/backup_folder.h"

#include "base/bounded_file.h"
#include "base/durable_file.h"
#include "card/book/book_json.h"
#include "card/book/book_page.h"
#include "card/contents/backup.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

namespace fs = std::filesystem;

// As often as one card can be pulled before somebody looks.
constexpr int kBackupsMax = 10'000;

// What stands in a file that holds just these contents; nothing where it holds others, or
// is no backup.
std::optional<std::string> text_of_same(const fs::path& file, const CardBook& book) {
  auto text = read_bounded(file, kBookJsonMax);
  if (!text) return std::nullopt;
  const auto former = parse_book(*text);
  if (!former || !same_contents(*former, book)) return std::nullopt;
  return *std::move(text);
}

}  // namespace

std::string card_file_name(std::string_view iccid) {
  std::string name;
  for (const char c : iccid.substr(iccid.size() - std::min<std::size_t>(4, iccid.size())))
    if (c >= '0' && c <= '9') name += c;
  return fmt::format("card-{}-{}", name, to_hex(sha256(as_bytes(iccid))).substr(0, 8));
}

Result<BackupFolder> BackupFolder::open(fs::path directory, Language language) {
  std::error_code error;
  const bool is_made = fs::create_directories(directory, error);
  if (!error && is_made)
    fs::permissions(directory, fs::perms::owner_all, fs::perm_options::replace, error);
  if (error || !fs::is_directory(directory, error))
    return fail(Fault::unavailable, "file.write", directory.string());
  return BackupFolder{std::move(directory), language};
}

Result<KeptBackup> BackupFolder::keep(const CardBook& book) const {
  const auto name = card_file_name(book.iccid);
  for (int number = 1; number <= kBackupsMax; ++number) {
    auto file = directory_ / (number == 1 ? name : fmt::format("{}-{}", name, number));
    file += ".json";
    std::error_code error;
    const bool is_there = fs::exists(file, error);
    if (error) return fail(Fault::unavailable, "file.write", file.string());
    if (is_there) {
      if (auto text = text_of_same(file, book))
        return KeptBackup{std::move(file), *std::move(text)};
      continue;
    }
    // The page first: what is missing beside a backup that is there would stay missing.
    auto page = file;
    page.replace_extension(".html");
    if (const auto done = write_durably(page, to_page(book, language_)); !done)
      return pass_on(done.error());
    if (const auto done = write_durably(file, to_json(book)); !done)
      return pass_on(done.error());
    auto text = text_of_same(file, book);
    if (!text) return fail(Fault::unavailable, "file.write", file.string());
    return KeptBackup{std::move(file), *std::move(text)};
  }
  return fail(Fault::unavailable, "file.write", directory_.string());
}

}  // namespace signoff
