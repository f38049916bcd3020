// SPDX-License-Identifier: Apache-2.0
#include "card/book/vcard_reader.h"

#include "base/text.h"
#include "base/utf8.h"
#include "card/book/vcard.h"
#include "card/book/vcard_line.h"
#include "card/text/number.h"

#include <algorithm>
#include <array>
#include <set>

namespace signoff {
namespace {

constexpr std::size_t kContactsMax = 20'000;  // A card holds a few hundred.
constexpr std::size_t kValueMax = 64 * 1024;
constexpr std::size_t kOfAKindMax = 256;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

constexpr std::array<std::string_view, 8> kUsed{"FN",  "N",     "NICKNAME",   "ORG",
                                                "TEL", "EMAIL", "CATEGORIES", "X-ABLABEL"};
constexpr std::array<std::string_view, 12> kNotForCards{
    "ADR",  "ANNIVERSARY", "BDAY",    "IMPP",  "KEY",  "NOTE",
    "LOGO", "PHOTO",       "RELATED", "TITLE", "ROLE", "URL"};

bool is_one_of(const auto& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
}

// "scheme:" at the beginning goes, however often somebody has put it there.
std::string_view without_scheme(std::string_view text, std::string_view scheme) {
  text = trimmed(text);
  while (upper_case(text.substr(0, scheme.size())) == scheme)
    text = trimmed(text.substr(scheme.size()));
  return text;
}

// Phones put marks of direction around a number, and hyphens and blanks of Unicode's into
// it.
bool is_around_numbers(char32_t c) {
  return c == 0x00a0 || (c >= 0x200e && c <= 0x2015) || (c >= 0x202a && c <= 0x202f) ||
         (c >= 0x2066 && c <= 0x2069);
}

// An extension is dialled after a pause (RFC 3966 clause 5.3); other parameters say how a
// number is written.
std::string of_tel_uri(std::string_view uri) {
  const auto parts = vcard_parts(uri, ';');
  std::string number{parts.front()};
  for (std::size_t n = 1; n < parts.size(); ++n)
    if (upper_case(parts[n].substr(0, 4)) == "EXT=")
      number += "p" + std::string{parts[n].substr(4)};
  return number;
}

BookNumber number_of(const VcardLine& line) {
  std::string text;
  const auto code_points = from_utf8(vcard_text(line.value));
  for (const char32_t c : code_points.value_or(std::u32string{}))
    if (!is_around_numbers(c)) append_utf8(text, c);
  const auto bare = without_scheme(text, "TEL:");
  const bool is_uri = line.has("VALUE", "URI") || bare.size() != trimmed(text).size();
  std::string number{trimmed(is_uri ? of_tel_uri(bare) : std::string{bare})};
  std::ranges::replace(number, ';', 'p');
  // What is no number is for whoever writes it to say.
  const auto parsed = parse_number(number);
  if (!parsed)
    return {number, number.starts_with('+') ? kInternationalNumber : kUnknownNumber, {}};
  if (parsed->digits.empty()) return {};
  return {number_text(parsed->type, parsed->digits), parsed->type, {}};
}

// "_$!<Mobile>!$_" is how one maker marks its own labels.
std::string label_of(std::string_view value) {
  auto text = vcard_text(value);
  while (text.starts_with("_$!<") && text.ends_with(">!$_") && text.size() >= 8)
    text = trimmed(std::string_view{text}.substr(4, text.size() - 8));
  return text;
}

// One vCard while it is read.
class ReadContact {
 public:
  // False where the line is not to be understood.
  bool take(const VcardLine& line) {
    if (line.name == "VERSION") {
      has_version_ = true;
      is_current_ = trimmed(line.value) == "3.0" || trimmed(line.value) == "4.0";
    } else if (line.name == "FN") {
      set(shown_, vcard_text(line.value));
    } else if (line.name == "N") {
      has_names_ = true;
      whole_ = whole_name(line.value);
    } else if (line.name == "ORG") {
      set(company_, vcard_text(vcard_parts(line.value, ';').front()));
    } else if (line.name == "NICKNAME") {
      set(contact_.second_name, vcard_text(vcard_parts(line.value, ',').front()));
    } else if (line.name == "TEL") {
      return add_number(line);
    } else if (line.name == "EMAIL") {
      const auto text = vcard_text(line.value);
      return add(contact_.emails, std::string{without_scheme(text, "MAILTO:")});
    } else if (line.name == "CATEGORIES") {
      for (const auto part : vcard_parts(line.value, ','))
        if (!add(contact_.groups, vcard_text(part))) return false;
    } else if (line.name == "X-ABLABEL") {
      labels_[line.group] = label_of(line.value);
    } else if (is_one_of(kNotForCards, line.name) && !line.value.empty()) {
      left_out_.insert(line.name);
    }
    return true;
  }

  bool has_version() const { return has_version_; }
  bool is_current() const { return is_current_; }
  const std::set<std::string>& left_out() const { return left_out_; }

  BookContact contact() {
    for (std::size_t n = 0; n < contact_.numbers.size(); ++n)
      if (const auto label = labels_.find(groups_[n]);
          !groups_[n].empty() && label != labels_.end())
        contact_.numbers[n].label = label->second;
    // What stands for a missing name in a vCard, where there must be one, is no name.
    const bool is_nameless = has_names_ && whole_.empty() && shown_ == shown_name(contact_);
    if (!is_nameless) contact_.name = shown_;
    for (const auto* other : {&whole_, &company_})
      if (contact_.name.empty() && shown_.empty()) contact_.name = *other;
    return std::move(contact_);
  }

 private:
  static void set(std::string& text, std::string value) {
    if (text.empty()) text = std::move(value);
  }
  static bool add(std::vector<std::string>& list, std::string text) {
    if (text.empty()) return true;
    list.push_back(std::move(text));
    return list.size() <= kOfAKindMax;
  }
  bool add_number(const VcardLine& line) {
    auto number = number_of(line);
    if (number.number.empty()) return true;
    contact_.numbers.push_back(std::move(number));
    groups_.push_back(line.group);
    return contact_.numbers.size() <= kOfAKindMax;
  }
  // Family, given, further, before and after it. Names that are not written in letters of
  // ASCII begin with the family's and have no blanks.
  static std::string whole_name(std::string_view value) {
    const auto parts = vcard_parts(value, ';');
    const auto part = [&](std::size_t n) {
      return n < parts.size() ? vcard_text(parts[n]) : std::string{};
    };
    if (!is_ascii(part(0) + part(1))) return part(0) + part(1);
    std::string name;
    for (const std::size_t n : {3, 1, 2, 0, 4})
      if (const auto one = part(n); !one.empty()) name += (name.empty() ? "" : " ") + one;
    return name;
  }

  BookContact contact_;
  std::string shown_;
  std::string whole_;
  std::string company_;
  std::vector<std::string> groups_;  // Of each number.
  std::map<std::string, std::string> labels_;
  std::set<std::string> left_out_;
  bool has_version_ = false;
  bool is_current_ = false;
  bool has_names_ = false;
};

class VcardReader {
 public:
  explicit VcardReader(std::string_view text) : lines_{text} {}

  Result<ReadVcards> run() {
    while (lines_.next())
      if (auto taken = take(); !taken) return pass_on(taken.error());
    if (contact_) return wrong_line();
    if (!has_any_) return fail(Fault::bad_input, "vcard.none");
    return std::move(read_);
  }

 private:
  std::unexpected<Error> wrong_line() const {
    return fail(Fault::bad_input, "vcard.line", std::to_string(lines_.number()));
  }

  Result<void> take() {
    const auto line = parse_vcard_line(lines_.line());
    if (!line) {
      if (!has_any_ && !contact_) return fail(Fault::bad_input, "vcard.none");
      return wrong_line();
    }
    const bool is_frame = line->name == "BEGIN" || line->name == "END";
    if (is_frame && (upper_case(trimmed(line->value)) != "VCARD" ||
                     (line->name == "BEGIN") == contact_.has_value()))
      return has_any_ || contact_ ? wrong_line() : fail(Fault::bad_input, "vcard.none");
    if (line->name == "BEGIN") {
      contact_.emplace();
      return {};
    }
    if (line->name == "END") return end();
    if (!contact_) return has_any_ ? wrong_line() : fail(Fault::bad_input, "vcard.none");
    if (is_one_of(kUsed, line->name)) {
      if (line->value.size() > kValueMax) return wrong_line();
      const bool is_plain =
          !line->has("ENCODING", "QUOTED-PRINTABLE") &&
          !line->has("TYPE", "QUOTED-PRINTABLE") &&
          (!line->parameters.contains("CHARSET") || line->has("CHARSET", "UTF-8"));
      if (!is_plain || !from_utf8(line->value))
        return fail(Fault::bad_input, "vcard.encoding", std::to_string(lines_.number()));
    }
    if (!contact_->take(*line)) return wrong_line();
    if (contact_->has_version() && !contact_->is_current())
      return fail(Fault::bad_input, "vcard.version");
    return {};
  }

  Result<void> end() {
    if (!contact_->has_version()) return fail(Fault::bad_input, "vcard.version");
    has_any_ = true;
    auto contact = contact_->contact();
    for (const auto& name : contact_->left_out()) ++read_.left_out[name];
    contact_.reset();
    if (contact.name.empty() && contact.second_name.empty() && contact.numbers.empty() &&
        contact.emails.empty())
      return {};
    if (read_.contacts.size() == kContactsMax) return fail(Fault::bad_input, "vcard.size");
    read_.contacts.push_back(std::move(contact));
    return {};
  }

  VcardLines lines_;
  ReadVcards read_;
  std::optional<ReadContact> contact_;
  bool has_any_ = false;
};

}  // namespace

Result<ReadVcards> parse_vcards(std::string_view text) {
  if (text.size() > kVcardMax) return fail(Fault::bad_input, "vcard.size");
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return VcardReader{text}.run();
}

}  // namespace signoff
