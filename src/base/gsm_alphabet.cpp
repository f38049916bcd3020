// SPDX-License-Identifier: Apache-2.0
#include "base/gsm_alphabet.h"

#include "base/utf8.h"

#include <array>
#include <string_view>

namespace signoff {
namespace {

constexpr char32_t kUnreadable = 0xfffd;
constexpr char32_t kEmpty = 0;

// Clause 6.2.1, by septet. 0x1b leads to a single shift table.
constexpr std::u32string_view kBasic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
// Annex A.3.1 and A.3.3: the same with the letters of Turkish and Portuguese.
constexpr std::u32string_view kTurkish =
    U"@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bŞşßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"İABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§çabcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view kPortuguese =
    U"@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|\x1bÂâÊÉ !\"#º%&'()*+,-./0123456789:;<=>?"
    U"ÍABCDEFGHIJKLMNOPQRSTUVWXYZÃÕÚÜ§~abcdefghijklmnopqrstuvwxyzãõ`üà";
// Annex A.3.13.
constexpr std::u32string_view kUrdu =
    U"\u0627\u0622\u0628\u067b\u0680\u067e\u06a6\u062a\u06c2\u067f\n\u0679\u067d\r"
    U"\u067a\u067c\u062b\u062c\u0681\u0684\u0683\u0685\u0686\u0687\u062d\u062e\u062f"
    U"\x1b\u068c\u0688\u0689\u068a !\u068f\u068d\u0630\u0631\u0691\u0693)(\u0699\u0632"
    U",\u0696.\u06980123456789:;\u069a\u0633\u0634?\u0635\u0636\u0637\u0638\u0639\u0641"
    U"\u0642\u06a9\u06aa\u06ab\u06af\u06b3\u06b1\u0644\u0645\u0646\u06ba\u06bb\u06bc"
    U"\u0648\u06c4\u06d5\u06c1\u06be\u0621\u06cc\u06d0\u06d2\u064d\u0650\u064f\u0657"
    U"\u0654abcdefghijklmnopqrstuvwxyz\u0655\u0651\u0653\u0656\u0670";
static_assert(kBasic.size() == 128 && kTurkish.size() == 128);
static_assert(kPortuguese.size() == 128 && kUrdu.size() == 128);

// The nine Indic locking tables (A.3.4 to A.3.12) are one arrangement of a Unicode block of
// 128: below 0x60 a table names offsets into the block and leaves out what the script does
// not have. Values from kOwn on stand for themselves.
constexpr char16_t kOwn = 0x100;
constexpr char16_t own(char c) { return static_cast<char16_t>(kOwn + c); }
constexpr std::array<char16_t, 96> kIndic{
    0x01,     0x02,     0x03,      0x05,      0x06,     0x07,      0x08,     0x09,
    0x0a,     0x0b,     own('\n'), 0x0c,      0x0d,     own('\r'), 0x0e,     0x0f,
    0x10,     0x11,     0x12,      0x13,      0x14,     0x15,      0x16,     0x17,
    0x18,     0x19,     0x1a,      own(0x1b), 0x1b,     0x1c,      0x1d,     0x1e,
    own(' '), own('!'), 0x1f,      0x20,      0x21,     0x22,      0x23,     0x24,
    own(')'), own('('), 0x25,      0x26,      own(','), 0x27,      own('.'), 0x28,
    own('0'), own('1'), own('2'),  own('3'),  own('4'), own('5'),  own('6'), own('7'),
    own('8'), own('9'), own(':'),  own(';'),  0x29,     0x2a,      0x2b,     own('?'),
    0x2c,     0x2d,     0x2e,      0x2f,      0x30,     0x31,      0x32,     0x33,
    0x34,     0x35,     0x36,      0x37,      0x38,     0x39,      0x3c,     0x3d,
    0x3e,     0x3f,     0x40,      0x41,      0x42,     0x43,      0x44,     0x45,
    0x46,     0x47,     0x48,      0x49,      0x4a,     0x4b,      0x4c,     0x4d};

struct Indic {
  char32_t block;
  std::string_view missing;  // Offsets that the script does not have.
  // Offsets for 0x60, then 0x7b to 0x7f.
  std::array<std::uint8_t, 6> last;
};
constexpr std::array<Indic, 9> kIndics{{
    {0x0980,  // Bengali.
     "\x0d\x0e\x11\x12\x29\x31\x33\x34\x35\x45\x46\x49\x4a",
     {0x4e, 0x57, 0x5c, 0x5d, 0x70, 0x71}},
    {0x0a80,  // Gujarati.
     "\x0e\x12\x29\x31\x34\x46\x4a",
     {0x50, 0x60, 0x61, 0x62, 0x63, 0x71}},
    {0x0900, "", {0x50, 0x72, 0x7b, 0x7c, 0x7e, 0x7f}},  // Hindi.
    {0x0c80,                                             // Kannada.
     "\x01\x0d\x11\x29\x34\x45\x49",
     {0x55, 0x56, 0x60, 0x61, 0x62, 0x63}},
    {0x0d00,  // Malayalam.
     "\x01\x0d\x11\x29\x3c\x45\x49",
     {0x57, 0x60, 0x61, 0x62, 0x63, 0x79}},
    {0x0b00,  // Oriya.
     "\x0d\x0e\x11\x12\x29\x31\x34\x45\x46\x49\x4a",
     {0x56, 0x57, 0x60, 0x61, 0x62, 0x63}},
    {0x0a00,  // Punjabi.
     "\x0b\x0c\x0d\x0e\x11\x12\x29\x31\x34\x37\x3d\x43\x44\x45\x46\x49\x4a",
     {0x51, 0x70, 0x71, 0x72, 0x73, 0x74}},
    {0x0b80,  // Tamil.
     "\x01\x0b\x0c\x0d\x11\x16\x17\x18\x1b\x1d\x20\x21\x22\x25\x26\x27\x2b\x2c\x2d\x3c"
     "\x3d\x43\x44\x45\x49",
     {0x50, 0x57, 0x70, 0x71, 0x72, 0x79}},
    {0x0c00,  // Telugu.
     "\x0d\x11\x29\x34\x3c\x45\x49",
     {0x55, 0x56, 0x60, 0x61, 0x62, 0x63}},
}};

char32_t indic_locking(const Indic& table, std::uint8_t septet) {
  if (septet > 0x60 && septet < 0x7b) return U'a' + (septet - 0x61u);
  if (septet == 0x60) return table.block + table.last[0];
  if (septet >= 0x7b) return table.block + table.last[septet - 0x7au];
  const char16_t place = kIndic[septet];
  if (place >= kOwn) return place - kOwn;
  if (table.missing.find(static_cast<char>(place)) != table.missing.npos) return kEmpty;
  return table.block + place;
}

// Characters of a single shift table that stand one after another.
struct Run {
  std::uint8_t first;
  std::u32string_view characters;
};
using Runs = std::initializer_list<Run>;

// Clause 6.2.1.1; every table but the Indic and Urdu ones adds to it.
constexpr Run kExtension[] = {{0x0a, U"\f"},  {0x14, U"^"}, {0x28, U"{}"}, {0x2f, U"\\"},
                              {0x3c, U"[~]"}, {0x40, U"|"}, {0x65, U"€"}};
// What the Indic and Urdu tables have alike (A.2.4 to A.2.13).
constexpr Run kEastern[] = {{0x00, U"@£$¥¿\"¤%&'\f*+"},
                            {0x0e, U"-/<=>¡^¡_#*"},
                            {0x28, U"{}"},
                            {0x2f, U"\\"},
                            {0x3c, U"[~]"},
                            {0x40, U"|ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
                            {0x65, U"€"}};

constexpr Run kSingleTurkish[] = {{0x47, U"Ğ"}, {0x49, U"İ"}, {0x53, U"Ş"}, {0x63, U"ç"},
                                  {0x67, U"ğ"}, {0x69, U"ı"}, {0x73, U"ş"}};
constexpr Run kSingleSpanish[] = {{0x09, U"ç"}, {0x41, U"Á"}, {0x49, U"Í"},
                                  {0x4f, U"Ó"}, {0x55, U"Ú"}, {0x61, U"á"},
                                  {0x69, U"í"}, {0x6f, U"ó"}, {0x75, U"ú"}};
constexpr Run kSinglePortuguese[] = {
    {0x05, U"ê"},     {0x09, U"ç"},  {0x0b, U"Ôô"}, {0x0e, U"Áá"}, {0x12, U"ΦΓ"},
    {0x15, U"ΩΠΨΣΘ"}, {0x1f, U"Ê"},  {0x41, U"À"},  {0x49, U"Í"},  {0x4f, U"Ó"},
    {0x55, U"Ú"},     {0x5b, U"ÃÕ"}, {0x61, U"Â"},  {0x69, U"í"},  {0x6f, U"ó"},
    {0x75, U"ú"},     {0x7b, U"ãõ"}, {0x7f, U"â"}};
constexpr Run kSingleBengali[] = {{0x19, U"\u09e6\u09e7"},
                                  {0x1c,
                                   U"\u09e8\u09e9\u09ea\u09eb\u09ec\u09ed\u09ee\u09ef"
                                   U"\u09df\u09e0\u09e1\u09e2"},
                                  {0x2a, U"\u09e3\u09f2\u09f3\u09f4\u09f5"},
                                  {0x30, U"\u09f6\u09f7\u09f8\u09f9\u09fa"}};
constexpr Run kSingleGujarati[] = {
    {0x19, U"\u0964\u0965"},
    {0x1c, U"\u0ae6\u0ae7\u0ae8\u0ae9\u0aea\u0aeb\u0aec\u0aed\u0aee\u0aef"}};
constexpr Run kSingleHindi[] = {
    {0x19, U"\u0964\u0965"},
    {0x1c, U"\u0966\u0967\u0968\u0969\u096a\u096b\u096c\u096d\u096e\u096f\u0951\u0952"},
    {0x2a, U"\u0953\u0954\u0958\u0959\u095a"},
    {0x30, U"\u095b\u095c\u095d\u095e\u095f\u0960\u0961\u0962\u0963\u0970\u0971"}};
constexpr Run kSingleKannada[] = {
    {0x19, U"\u0964\u0965"},
    {0x1c, U"\u0ce6\u0ce7\u0ce8\u0ce9\u0cea\u0ceb\u0cec\u0ced\u0cee\u0cef\u0cde\u0cf1"},
    {0x2a, U"\u0cf2"}};
constexpr Run kSingleMalayalam[] = {
    {0x19, U"\u0964\u0965"},
    {0x1c, U"\u0d66\u0d67\u0d68\u0d69\u0d6a\u0d6b\u0d6c\u0d6d\u0d6e\u0d6f\u0d70\u0d71"},
    {0x2a, U"\u0d72\u0d73\u0d74\u0d75\u0d7a"},
    {0x30, U"\u0d7b\u0d7c\u0d7d\u0d7e\u0d7f"}};
constexpr Run kSingleOriya[] = {
    {0x19, U"\u0964\u0965"},
    {0x1c, U"\u0b66\u0b67\u0b68\u0b69\u0b6a\u0b6b\u0b6c\u0b6d\u0b6e\u0b6f\u0b5c\u0b5d"},
    {0x2a, U"\u0b5f\u0b70\u0b71"}};
constexpr Run kSinglePunjabi[] = {
    {0x19, U"\u0964\u0965"},
    {0x1c, U"\u0a66\u0a67\u0a68\u0a69\u0a6a\u0a6b\u0a6c\u0a6d\u0a6e\u0a6f\u0a59\u0a5a"},
    {0x2a, U"\u0a5b\u0a5c\u0a5e\u0a75"}};
constexpr Run kSingleTamil[] = {
    {0x19, U"\u0964\u0965"},
    {0x1c, U"\u0be6\u0be7\u0be8\u0be9\u0bea\u0beb\u0bec\u0bed\u0bee\u0bef\u0bf3\u0bf4"},
    {0x2a, U"\u0bf5\u0bf6\u0bf7\u0bf8\u0bfa"}};
constexpr Run kSingleTelugu[] = {
    {0x1c, U"\u0c66\u0c67\u0c68\u0c69\u0c6a\u0c6b\u0c6c\u0c6d\u0c6e\u0c6f\u0c58\u0c59"},
    {0x2a, U"\u0c78\u0c79\u0c7a\u0c7b\u0c7c"},
    {0x30, U"\u0c7d\u0c7e\u0c7f"}};
constexpr Run kSingleUrdu[] = {
    {0x19, U"\u0600\u0601"},
    {0x1c, U"\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9\u060c\u060d"},
    {0x2a, U"\u060e\u060f\u0610\u0611\u0612"},
    {0x30, U"\u0613\u0614\u061b\u061f\u0640\u0652\u0658\u066b\u066c\u0672\u0673\u06cd"},
    {0x3f, U"\u06d4"}};

struct Single {
  std::span<const Run> shared;
  std::span<const Run> own;
};
constexpr std::array<Single, kGsmLanguages> kSingles{{{kExtension, {}},
                                                      {kExtension, kSingleTurkish},
                                                      {kExtension, kSingleSpanish},
                                                      {kExtension, kSinglePortuguese},
                                                      {kEastern, kSingleBengali},
                                                      {kEastern, kSingleGujarati},
                                                      {kEastern, kSingleHindi},
                                                      {kEastern, kSingleKannada},
                                                      {kEastern, kSingleMalayalam},
                                                      {kEastern, kSingleOriya},
                                                      {kEastern, kSinglePunjabi},
                                                      {kEastern, kSingleTamil},
                                                      {kEastern, kSingleTelugu},
                                                      {kEastern, kSingleUrdu}}};

char32_t in_runs(std::span<const Run> runs, std::uint8_t septet) {
  for (const Run& run : runs)
    if (septet >= run.first && septet - run.first < static_cast<int>(run.characters.size()))
      return run.characters[septet - run.first];
  return kEmpty;
}

char32_t locking(GsmLanguage language, std::uint8_t septet) {
  switch (language) {
    case GsmLanguage::standard:
    case GsmLanguage::spanish: return kBasic[septet];  // A.3.2 is void.
    case GsmLanguage::turkish: return kTurkish[septet];
    case GsmLanguage::portuguese: return kPortuguese[septet];
    case GsmLanguage::urdu: return kUrdu[septet];
    default: break;
  }
  const auto index =
      static_cast<std::size_t>(language) - static_cast<std::size_t>(GsmLanguage::bengali);
  return indic_locking(kIndics[index], septet);
}

char32_t single(GsmLanguage language, std::uint8_t septet) {
  const Single& table = kSingles[static_cast<std::size_t>(language)];
  const char32_t found = in_runs(table.own, septet);
  return found != kEmpty ? found : in_runs(table.shared, septet);
}

}  // namespace

std::optional<char32_t> gsm_locking(GsmLanguage language, std::uint8_t septet) {
  if (septet > 0x7f || septet == kGsmEscape) return std::nullopt;
  const char32_t found = locking(language, septet);
  return found == kEmpty ? std::nullopt : std::optional{found};
}

std::optional<char32_t> gsm_single(GsmLanguage language, std::uint8_t septet) {
  if (septet > 0x7f) return std::nullopt;
  const char32_t found = single(language, septet);
  return found == kEmpty ? std::nullopt : std::optional{found};
}

std::optional<Bytes> to_gsm(char32_t character, GsmTables tables) {
  if (character == kEmpty || character == kGsmEscape) return std::nullopt;
  if (tables.locking == GsmLanguage::standard) {  // Nearly every text; the quick way.
    if (const auto at = kBasic.find(character); at != kBasic.npos)
      return Bytes{static_cast<std::uint8_t>(at)};
  } else {
    for (std::uint8_t septet = 0; septet < 0x80; ++septet)
      if (gsm_locking(tables.locking, septet) == character) return Bytes{septet};
  }
  for (std::uint8_t septet = 0; septet < 0x80; ++septet)
    if (gsm_single(tables.single, septet) == character) return Bytes{kGsmEscape, septet};
  return std::nullopt;
}

std::string from_gsm(ByteView septets, GsmTables tables) {
  std::string text;
  for (std::size_t at = 0; at < septets.size(); ++at) {
    std::optional<char32_t> found;
    if (septets[at] == kGsmEscape) {
      if (++at == septets.size()) break;
      found = gsm_single(tables.single, septets[at]);
    }
    if (!found) found = gsm_locking(tables.locking, septets[at]);
    append_utf8(text, found.value_or(kUnreadable));
  }
  return text;
}

}  // namespace signoff
