// SPDX-License-Identifier: Apache-2.0
#include "app/card_desk.h"

#include "app/refusal.h"
#include "card/pcsc/pcsc_readers.h"
#include "cli/exit_codes.h"
#include "cli/plain_text.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace signoff {
namespace {

namespace fs = std::filesystem;

// What is shorter would show itself.
constexpr std::size_t kMaskedMin = 11;
// From here on it is an IMSI, an ICCID or an EID, and else a number that people dial.
constexpr std::size_t kLongMin = 15;
constexpr std::size_t kTailShown = 4;

fs::path usual_desk() {
  if (const char* base = std::getenv("XDG_STATE_HOME"); base != nullptr && *base != '\0')
    return fs::path{base} / "signoff/desk";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return fs::path{home} / ".local/state/signoff/desk";
  return "signoff-desk";
}

Result<std::string> chosen_reader(const std::vector<CardReader>& readers, int number) {
  if (readers.empty()) return fail(Fault::unavailable, "reader.none");
  if (number >= 0) {
    if (static_cast<std::size_t>(number) >= readers.size())
      return fail(Fault::bad_input, "reader.unknown");
    const auto& reader = readers[static_cast<std::size_t>(number)];
    if (!reader.has_card) return fail(Fault::unavailable, "reader.no_card");
    return reader.name;
  }
  const auto with_card = std::ranges::count_if(readers, &CardReader::has_card);
  if (with_card > 1) return fail(Fault::bad_input, "reader.which");
  if (with_card == 0) return fail(Fault::unavailable, "reader.no_card");
  return std::ranges::find_if(readers, &CardReader::has_card)->name;
}

// The card counts in English; how many tries are left is for whoever types.
Error for_people(Error error, const cli::Style& style) {
  if (error.code != "card.pin_wrong") return error;
  int tries = 0;
  const auto& said = error.detail;
  const auto read = std::from_chars(said.data(), said.data() + said.size(), tries);
  error.detail = read.ec == std::errc{} ? tries_text(tries, style) : std::string{};
  return error;
}

}  // namespace

std::string tries_text(int tries, const cli::Style& style) {
  if (tries == 1) return std::string{style.say("1 try left", "还可尝试 1 次")};
  return fmt::format(fmt::runtime(style.say("{} tries left", "还可尝试 {} 次")), tries);
}

CardDesk::CardDesk(const CardOptions& options)
    : options_{options}, console_{terminal_language(), options.as_json} {}

Result<std::unique_ptr<CardChannel>> CardDesk::card() const {
  const auto readers = PcscReaders::open();
  if (!readers) return pass_on(readers.error());
  const auto list = (*readers)->list();
  if (!list) return pass_on(list.error());
  const auto name = chosen_reader(*list, options_.reader);
  if (!name) return pass_on(name.error());
  return (*readers)->connect(*name);
}

AskPin CardDesk::ask_pin() const {
  return [this](int tries) -> Result<std::string> {
    auto pin = console_.ask_secret(
        fmt::format(fmt::runtime(console_.say("PIN ({}): ", "PIN（{}）：")),
                    tries_text(tries, console_.style())));
    if (pin) return *std::move(pin);
    // No option takes a PIN: a list of processes would show it.
    if (pin.error().error.code == "terminal.needed")
      return fail(Fault::bad_input, "card.pin_terminal");
    return pass_on(pin.error().error);
  };
}

CardProgress CardDesk::progress() const {
  const auto line = std::make_shared<ProgressLine>(console_.style().language);
  return [line](std::string_view what, std::size_t done, std::size_t total) {
    // The other files that are wiped are a matter of a moment.
    constexpr std::string_view kLong[] = {"contacts", "messages", "ADN",
                                          "SMS",      "profiles", "notifications"};
    if (std::ranges::find(kLong, what) == std::end(kLong)) return;
    line->show(what, static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
  };
}

std::string CardDesk::shown(std::string_view identifier) const {
  if (options_.reveal || identifier.empty()) return cli::plain(identifier);
  if (identifier.size() < kMaskedMin) return "****";
  const std::size_t head = identifier.size() < kLongMin ? 3 : 4;
  return cli::plain(fmt::format("{}****{}", identifier.substr(0, head),
                                identifier.substr(identifier.size() - kTailShown)));
}

void CardDesk::print_json(const boost::json::object& object) const {
  console_.print(boost::json::serialize(object) + "\n");
}

int CardDesk::refuse(const Error& why) const {
  if (as_json()) print_json({{"error", error_json(why)}});
  return say_refusal(for_people(why, console_.style()));
}

Result<fs::path> CardDesk::folder(std::string_view name) const {
  auto path = (options_.desk.empty() ? usual_desk() : options_.desk) / name;
  std::error_code error;
  const bool is_made = fs::create_directories(path, error);
  if (!error && is_made)
    fs::permissions(path, fs::perms::owner_all, fs::perm_options::replace, error);
  if (error) return fail(Fault::unavailable, "file.write", path.string());
  return path;
}

boost::json::object error_json(const Error& error) {
  return {{"code", error.code}, {"detail", error.detail}};
}

std::string why_text(const Error& error, const cli::Style& style) {
  auto text = cli::failure_text({for_people(error, style), {}, {}, {}, {}}, style);
  constexpr std::string_view kName = "signoff: ";
  if (text.starts_with(kName)) text.erase(0, kName.size());
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace signoff
