// SPDX-License-Identifier: Apache-2.0
#include "policy/message_match.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <span>

namespace signoff {
namespace {

constexpr std::size_t kNumbersMax = 4;
constexpr std::size_t kCaseNumber = 14;  // "2611-0042317-8"

bool is_blank(char32_t c) {
  return c <= 0x20 || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200F) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 ||
         c == 0xFEFF;
}

char32_t narrow(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c >= U'A' && c <= U'Z') return c - U'A' + U'a';
  if (c == 0x3002) return U'.';  // 。
  return c;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// A text of the catalogue as pieces that must follow each other, with any value between.
struct Piece {
  std::string words;
  bool has_gap_before = false;
};

std::vector<Piece> pieces_of(std::string_view pattern) {
  std::vector<Piece> pieces;
  bool gap = false;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    auto words = folded(pattern.substr(0, open));
    if (!words.empty()) {
      pieces.push_back({std::move(words), gap});
      gap = false;
    }
    if (open == std::string_view::npos) break;
    const auto close = pattern.find('}', open);
    if (close == std::string_view::npos) break;
    gap = true;
    pattern.remove_prefix(close + 1);
  }
  if (gap) pieces.push_back({"", true});
  return pieces;
}

// The first fit of each piece is as good as any later one but for the last, which has to
// end the text.
bool fits_whole(const std::vector<Piece>& pieces, std::string_view text) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& piece = pieces[i];
    const bool is_last = i + 1 == pieces.size();
    if (is_last && piece.has_gap_before)
      return text.size() >= at + piece.words.size() + 1 && text.ends_with(piece.words);
    if (!piece.has_gap_before) {
      if (!text.substr(at).starts_with(piece.words)) return false;
      at += piece.words.size();
      continue;
    }
    // A value is one character long at least.
    const auto found = text.find(piece.words, at + 1);
    if (found == std::string_view::npos) return false;
    at = found + piece.words.size();
  }
  return at == text.size();
}

bool has_any(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return text.find(word) != text.npos; });
}

// A name that a browser would go to: letters, a dot, letters, and no blank between.
bool has_domain(std::string_view text) {
  static constexpr std::array<std::string_view, 24> kEnds{
      "com",  "cn",   "net",  "org",  "top",  "xyz", "vip", "cc",
      "co",   "io",   "me",   "info", "uk",   "ru",  "tk",  "ml",
      "shop", "site", "club", "link", "live", "ltd", "app", "gov"};
  for (auto dot = text.find('.'); dot != text.npos; dot = text.find('.', dot + 1)) {
    if (dot == 0 || (!is_letter(text[dot - 1]) && !is_digit(text[dot - 1]))) continue;
    auto end = dot + 1;
    while (end < text.size() && is_letter(text[end])) ++end;
    const auto name = text.substr(dot + 1, end - dot - 1);
    if (std::ranges::find(kEnds, name) != kEnds.end()) return true;
  }
  return false;
}

std::string lowered(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool has_link(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kMarks{"://", "www.", "t.cn/", "url.cn"};
  return has_any(text, kMarks) || has_domain(text);
}

bool asks_for_code(std::string_view plain) {
  static constexpr std::array<std::string_view, 12> kAsking{
      "回复验证码",    "提供验证码",       "告知验证码",    "告诉验证码",
      "发送验证码给",  "验证码发给",       "验证码告诉",    "验证码报给",
      "sendusthecode", "replywiththecode", "tellusthecode", "sendthecode"};
  return has_any(plain, kAsking);
}

bool asks_for_money(std::string_view plain) {
  static constexpr std::array<std::string_view, 8> kAsking{
      "安全账户", "转账到",     "汇款到",          "屏幕共享",
      "共享屏幕", "银行卡密码", "transfermoneyto", "safeaccount"};
  return has_any(plain, kAsking);
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
  return digits;
}

// A number to ring that is not ours: one that only begins like our hotline is not either.
// Masked numbers have stars in them.
bool has_foreign_number(const Pack& pack, std::string_view plain) {
  const auto hotline = digits_of(pack.place.hotline);
  const auto calls = [&](std::size_t at) {
    static constexpr std::array<std::string_view, 6> kBefore{"致电", "拨",   "拨打",
                                                             "联系", "call", "ring"};
    return std::ranges::any_of(kBefore, [&](std::string_view word) {
      return at >= word.size() && plain.substr(at - word.size(), word.size()) == word;
    });
  };
  for (std::size_t at = 0; at < plain.size(); ++at) {
    if (!is_digit(plain[at]) && plain[at] != '+') continue;
    auto end = at + 1;
    while (end < plain.size() && (is_digit(plain[end]) || plain[end] == '-')) ++end;
    const auto number = plain.substr(at, end - at);
    if (number.size() >= 5 && calls(at) && digits_of(number) != hotline) return true;
    at = end;
  }
  return false;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  const auto points = from_utf8(text);
  if (!points) {
    // Bytes that are no text fit nothing of ours; they are compared as they are.
    return std::string{text};
  }
  out.reserve(text.size());
  for (const auto c : *points)
    if (!is_blank(c)) append_utf8(out, narrow(c));
  return out;
}

bool is_worded_like(std::string_view pattern, std::string_view text) {
  return fits_whole(pieces_of(pattern), folded(text));
}

bool is_worded_like_ours(const Pack& pack, std::string_view text) {
  const auto plain = folded(text);
  for (const auto& message : message_catalogue()) {
    // What machines are told no person ever gets.
    if (message.id == MessageId::relying_party) continue;
    for (const auto language : {Language::en, Language::zh}) {
      const auto words = language == Language::zh ? message.zh : message.en;
      if (fits_whole(pieces_of(words), plain) ||
          fits_whole(pieces_of(with_sender(pack, language, words)), plain))
        return true;
    }
  }
  return false;
}

std::vector<std::string> case_numbers_in(std::string_view text) {
  std::vector<std::string> found;
  const auto plain = folded(text);
  for (std::size_t at = 0; at + kCaseNumber <= plain.size(); ++at) {
    const auto one = std::string_view{plain}.substr(at, kCaseNumber);
    if (one[4] != '-' || one[12] != '-') continue;
    const bool is_number =
        std::ranges::all_of(one, [](char c) { return is_digit(c) || c == '-'; });
    if (!is_number || std::ranges::find(found, one) != found.end()) continue;
    found.emplace_back(one);
    if (found.size() == kNumbersMax) break;
  }
  return found;
}

std::vector<Suspicion> suspicions(const Pack& pack, std::string_view text) {
  std::vector<Suspicion> found;
  const auto plain = folded(text);
  if (has_link(lowered(text)) || plain.find("://") != plain.npos)
    found.push_back(Suspicion::link);
  if (asks_for_code(plain)) found.push_back(Suspicion::asks_for_code);
  if (asks_for_money(plain)) found.push_back(Suspicion::asks_for_money);
  if (has_foreign_number(pack, plain)) found.push_back(Suspicion::foreign_number);
  return found;
}

}  // namespace signoff
