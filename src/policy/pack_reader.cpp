// SPDX-License-Identifier: Apache-2.0
#include "policy/pack_reader.h"

#include "base/toml_guard.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <charconv>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace signoff {

struct PackReader::Document {
  std::string name;
  toml::table root;
};

namespace {

// Why a value does not fit, and which node to point at.
struct Refusal {
  std::string_view code;
  std::string reason;
  const toml::node* at;
};
using Taken = std::optional<Refusal>;

Refusal wrong_type(const toml::node& at, std::string_view wanted) {
  return {"pack.wrong_type", fmt::format("must be {}", wanted), &at};
}

std::string duration_text(Duration duration) {
  const auto seconds = duration.count() / 1000;
  if (seconds % 3600 == 0) return fmt::format("PT{}H", seconds / 3600);
  if (seconds % 60 == 0) return fmt::format("PT{}M", seconds / 60);
  return fmt::format("PT{}S", seconds);
}

Taken take_whole(const toml::node& node, std::int64_t min, std::int64_t max,
                 std::int64_t& to) {
  const auto* whole = node.as_integer();
  if (whole == nullptr) return wrong_type(node, "a whole number");
  if (whole->get() < min || whole->get() > max)
    return Refusal{"pack.out_of_range",
                   fmt::format("{} is not between {} and {}", whole->get(), min, max),
                   &node};
  to = whole->get();
  return std::nullopt;
}

Taken take_small(const toml::node& node, int min, int max, int& to) {
  std::int64_t value = 0;
  if (auto wrong = take_whole(node, min, max, value)) return wrong;
  to = static_cast<int>(value);
  return std::nullopt;
}

Taken take_word(const toml::node& node, const std::vector<std::string_view>& words,
                std::size_t& to) {
  const auto* text = node.as_string();
  if (text == nullptr) return wrong_type(node, "a text");
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != text->get()) continue;
    to = i;
    return std::nullopt;
  }
  return Refusal{"pack.unknown_value",
                 fmt::format("\"{}\" is not one of {}", text->get().substr(0, 40),
                             fmt::join(words, ", ")),
                 &node};
}

Taken take_words(const toml::node& node, const std::vector<std::string_view>& words,
                 std::size_t exactly, std::vector<std::size_t>& to) {
  const auto* list = node.as_array();
  if (list == nullptr) return wrong_type(node, "a list of texts");
  if (exactly != 0 && list->size() != exactly)
    return Refusal{"pack.out_of_range",
                   fmt::format("needs {} words, has {}", exactly, list->size()), &node};
  for (const auto& element : *list) {
    std::size_t chosen = 0;
    if (auto wrong = take_word(element, words, chosen)) return wrong;
    if (exactly == 0 && std::ranges::find(to, chosen) != to.end())
      return Refusal{"pack.contradiction", fmt::format("names {} twice", words[chosen]),
                     &element};
    to.push_back(chosen);
  }
  return std::nullopt;
}

Taken take_date(const toml::node& node, Date& to) {
  const auto* date = node.as_date();
  if (date == nullptr) return wrong_type(node, "a date like 2026-11-01");
  const auto& value = date->get();
  to = Date{std::chrono::year{value.year}, std::chrono::month{value.month},
            std::chrono::day{value.day}};
  if (!to.ok()) return wrong_type(node, "a day that exists");
  return std::nullopt;
}

Taken take_dates(const toml::node& node, std::vector<Date>& to) {
  const auto* list = node.as_array();
  if (list == nullptr) return wrong_type(node, "a list of dates");
  for (const auto& element : *list) {
    Date date;
    if (auto wrong = take_date(element, date)) return wrong;
    to.push_back(date);
  }
  return std::nullopt;
}

Taken take_duration(const toml::node& node, Duration min, Duration max, Duration& to) {
  const auto* text = node.as_string();
  if (text == nullptr) return wrong_type(node, "a duration like \"PT24H\"");
  const auto parsed = parse_duration(text->get());
  if (!parsed) return wrong_type(node, "a duration like \"PT24H\"");
  if (*parsed < min || *parsed > max)
    return Refusal{"pack.out_of_range",
                   fmt::format("{} is not between {} and {}", text->get(),
                               duration_text(min), duration_text(max)),
                   &node};
  to = *parsed;
  return std::nullopt;
}

Taken take_text(const toml::node& node, std::size_t longest, std::string& to) {
  const auto* text = node.as_string();
  if (text == nullptr) return wrong_type(node, "a text");
  if (text->get().empty() || text->get().size() > longest)
    return Refusal{
        "pack.out_of_range",
        fmt::format("must have 1 to {} bytes, has {}", longest, text->get().size()), &node};
  to = text->get();
  return std::nullopt;
}

// A table inside a list or value, with exactly the keys it may have.
Taken take_table(const toml::node& node, const std::vector<std::string_view>& keys,
                 const toml::table*& to) {
  to = node.as_table();
  if (to == nullptr)
    return wrong_type(node, fmt::format("a table of {}", fmt::join(keys, ", ")));
  for (const auto& [key, value] : *to)
    if (std::ranges::find(keys, key.str()) == keys.end())
      return Refusal{"pack.unknown_key", fmt::format("there is no key {}", key.str()),
                     &value};
  for (const auto& key : keys)
    if (!to->contains(key))
      return Refusal{"pack.missing_key", fmt::format("{} is missing", key), &node};
  return std::nullopt;
}

Taken take_list(const toml::node& node, const toml::array*& to) {
  to = node.as_array();
  if (to == nullptr || to->empty())
    return wrong_type(node, "a list with at least one table");
  return std::nullopt;
}

Taken take_way(const toml::node& node, Way& way) {
  const toml::table* table = nullptr;
  if (auto wrong = take_table(node, {"needs", "channels"}, table)) return wrong;
  std::vector<std::size_t> needs;
  if (auto wrong = take_words(*table->get("needs"), words_of(kNeeds), 0, needs))
    return wrong;
  if (needs.empty()) return wrong_type(node, "a way with at least one need");
  std::vector<std::size_t> channels;
  if (auto wrong = take_words(*table->get("channels"), words_of(kChannels), 0, channels))
    return wrong;
  for (const auto i : needs) way.needs.push_back(kNeeds[i]);
  for (const auto i : channels) way.channels.push_back(kChannels[i]);
  return std::nullopt;
}

Taken take_year(const toml::node& node, CalendarYear& year) {
  const toml::table* table = nullptr;
  if (auto wrong =
          take_table(node, {"year", "is_published", "holidays", "work_days"}, table))
    return wrong;
  if (auto wrong = take_small(*table->get("year"), 2000, 2200, year.year)) return wrong;
  const auto* published = table->get("is_published")->as_boolean();
  if (published == nullptr) return wrong_type(*table->get("is_published"), "true or false");
  year.is_published = published->get();
  if (auto wrong = take_dates(*table->get("holidays"), year.holidays)) return wrong;
  return take_dates(*table->get("work_days"), year.work_days);
}

// One overload for each kind of field.
struct Take {
  const toml::node& node;
  const Currency& currency;

  Taken operator()(const WholeField& field) const {
    return take_small(node, field.min, field.max, *field.to);
  }
  Taken operator()(const LimitedOrNotField& field) const {
    if (const auto* word = node.as_string();
        word != nullptr && word->get() == field.unlimited) {
      field.to->reset();
      return std::nullopt;
    }
    if (!node.is_integer())
      return wrong_type(node, fmt::format("a whole number or \"{}\"", field.unlimited));
    return take_small(node, 0, field.max, field.to->emplace());
  }
  Taken operator()(const DurationField& field) const {
    return take_duration(node, field.min, field.max, *field.to);
  }
  Taken operator()(const TextField& field) const {
    return take_text(node, field.longest, *field.to);
  }
  Taken operator()(const DayField& field) const { return take_date(node, *field.to); }
  Taken operator()(const YesNoField& field) const {
    const auto* yes = node.as_boolean();
    if (yes == nullptr) return wrong_type(node, "true or false");
    *field.to = yes->get();
    return std::nullopt;
  }
  Taken operator()(const WholeListField& field) const {
    const auto* list = node.as_array();
    if (list == nullptr) return wrong_type(node, "a list of whole numbers");
    for (const auto& element : *list) {
      int value = 0;
      if (auto wrong = take_small(element, 0, field.max, value)) return wrong;
      if (!field.to->empty() && field.to->back() >= value)
        return Refusal{"pack.contradiction", "must rise from one to the next", &element};
      field.to->push_back(value);
    }
    return std::nullopt;
  }
  Taken operator()(const AmountField& field) const {
    std::int64_t minor = 0;
    if (auto wrong = take_whole(node, 0, field.max_minor, minor)) return wrong;
    *field.to = Money{minor, currency};
    return std::nullopt;
  }
  Taken operator()(const AmountOrNotField& field) const {
    if (const auto* word = node.as_string();
        word != nullptr && word->get() == "unlimited") {
      field.to->reset();
      return std::nullopt;
    }
    if (!node.is_integer()) return wrong_type(node, "a whole number or \"unlimited\"");
    return (*this)(AmountField{&field.to->emplace(), field.max_minor});
  }
  Taken operator()(const CurrencyField& field) const {
    std::string code;
    if (auto wrong = take_text(node, 3, code)) return wrong;
    const auto parsed = Currency::parse(code);
    if (!parsed)
      return Refusal{"pack.unknown_value",
                     fmt::format("\"{}\" is not a known currency", code), &node};
    *field.to = *parsed;
    return std::nullopt;
  }
  Taken operator()(const ChoiceField& field) const {
    std::size_t chosen = 0;
    if (auto wrong = take_word(node, field.words, chosen)) return wrong;
    field.take(chosen);
    return std::nullopt;
  }
  Taken operator()(const ChoiceListField& field) const {
    std::vector<std::size_t> chosen;
    if (auto wrong = take_words(node, field.words, field.exactly, chosen)) return wrong;
    field.take(std::move(chosen));
    return std::nullopt;
  }
  Taken operator()(const RateField& field) const {
    const toml::table* table = nullptr;
    if (auto wrong = take_table(node, {"count", "per"}, table)) return wrong;
    if (auto wrong = take_small(*table->get("count"), 1, 1'000'000, field.to->count))
      return wrong;
    return take_duration(*table->get("per"), std::chrono::seconds{1},
                         std::chrono::hours{24 * 366}, field.to->per);
  }
  Taken operator()(const WaysField& field) const {
    const toml::array* list = nullptr;
    if (auto wrong = take_list(node, list)) return wrong;
    for (const auto& element : *list)
      if (auto wrong = take_way(element, field.to->emplace_back())) return wrong;
    return std::nullopt;
  }
  Taken operator()(const WindowsField& field) const {
    const toml::array* list = node.as_array();
    if (list == nullptr) return wrong_type(node, "a list of tables");
    for (const auto& element : *list) {
      const toml::table* table = nullptr;
      if (auto wrong = take_table(element, {"en", "zh"}, table)) return wrong;
      auto& text = field.to->emplace_back().text;
      if (auto wrong = take_text(*table->get("en"), 200, text.en)) return wrong;
      if (auto wrong = take_text(*table->get("zh"), 200, text.zh)) return wrong;
    }
    return std::nullopt;
  }
  Taken operator()(const YearsField& field) const {
    const toml::array* list = nullptr;
    if (auto wrong = take_list(node, list)) return wrong;
    for (const auto& element : *list)
      if (auto wrong = take_year(element, field.to->emplace_back())) return wrong;
    return std::nullopt;
  }
};

// The value at a dotted key, or the innermost table on the way to it.
struct FoundNode {
  const toml::node* value;
  const toml::node* nearest;
};

FoundNode find(const toml::table& root, std::string_view key) {
  const toml::node* here = &root;
  while (!key.empty()) {
    const auto dot = key.find('.');
    const auto* table = here->as_table();
    if (table == nullptr) return {nullptr, here};
    const auto* next = table->get(key.substr(0, dot));
    if (next == nullptr) return {nullptr, here};
    here = next;
    key = dot == std::string_view::npos ? std::string_view{} : key.substr(dot + 1);
  }
  return {here, here};
}

void list_keys(const toml::table& table, const std::string& prefix,
               std::vector<PackReader::Node>& to) {
  for (const auto& [key, value] : table) {
    const auto name =
        prefix.empty() ? std::string{key.str()} : fmt::format("{}.{}", prefix, key.str());
    to.push_back({name, value.is_table()});
    if (const auto* inner = value.as_table()) list_keys(*inner, name, to);
  }
}

std::string where(std::string_view name, unsigned line, std::string_view reason) {
  return fmt::format("{}:{}: {}", name, std::max(line, 1u), reason);
}

}  // namespace

PackReader::PackReader(std::unique_ptr<Document> document)
    : document_{std::move(document)} {}
PackReader::PackReader(PackReader&&) noexcept = default;
PackReader& PackReader::operator=(PackReader&&) noexcept = default;
PackReader::~PackReader() = default;

Result<PackReader> PackReader::open(std::string_view text, std::string_view name) {
  if (const auto line = first_unsafe_toml_line(text); line != 0)
    return fail(Fault::bad_input, "pack.syntax", where(name, line, kUnsafeToml));
  auto parsed = toml::parse(ascii_toml(text), name);
  if (parsed) {
    auto document = std::make_unique<Document>();
    document->name = std::string{name};
    document->root = std::move(parsed).table();
    return PackReader{std::move(document)};
  }
  const auto& error = parsed.error();
  return fail(Fault::bad_input, "pack.syntax",
              where(name, error.source().begin.line,
                    fmt::format("is not TOML: {}", error.description())));
}

std::vector<PackReader::Node> PackReader::keys() const {
  std::vector<Node> all;
  list_keys(document_->root, {}, all);
  return all;
}

Result<void> PackReader::read(const Field& field, const Currency& currency) const {
  const auto* value = find(document_->root, field.key).value;
  if (value == nullptr) {
    if (!field.is_required) return {};
    return refuse("pack.missing_key", field.key, fmt::format("{} is missing", field.key));
  }
  const auto wrong = std::visit(Take{*value, currency}, field.target);
  if (!wrong) return {};
  return fail(Fault::bad_input, wrong->code,
              where(document_->name, wrong->at->source().begin.line,
                    fmt::format("{}: {}", field.key, wrong->reason)));
}

std::unexpected<Error> PackReader::refuse(std::string_view code, std::string_view key,
                                          std::string_view reason) const {
  const auto* nearest = find(document_->root, key).nearest;
  return fail(Fault::bad_input, code,
              where(document_->name, nearest->source().begin.line, reason));
}

}  // namespace signoff
