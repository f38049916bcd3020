// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/utf8.h"
#include "card/contents/test_usim.h"

namespace signoff {

// How much a test USIM holds; a file of nothing is not there.
struct CardShape {
  std::size_t names = 250;
  std::size_t name_size = 20;
  std::size_t emails = 100;
  std::size_t email_size = 40;
  std::size_t numbers = 60;
  std::size_t second_names = 60;
  std::size_t extensions = 60;
  std::size_t labels = 4;
  std::size_t groups = 6;
  std::size_t messages = 120;
};

inline const CardPath kTestNumbers{0x7fff, 0x5f3a, 0x4f11};
inline const CardPath kTestLinks{0x7fff, 0x5f3a, 0x4f25};
inline const CardPath kTestGroupLinks{0x7fff, 0x5f3a, 0x4f26};
inline const CardPath kTestSecondNames{0x7fff, 0x5f3a, 0x4f19};
inline const CardPath kTestLabels{0x7fff, 0x5f3a, 0x4f4b};
inline const CardPath kTestGroups{0x7fff, 0x5f3a, 0x4f4c};

inline TestCard shaped_usim(const CardShape& shape, std::string_view iccid_hex) {
  auto card = test_usim(iccid_hex, shape.names);
  const auto list = [](std::uint8_t tag, std::string_view places) {
    return fmt::format("{:02x}{:02x}{}", tag, places.size() / 2, places);
  };
  const auto place = [&](const CardPath& path, std::size_t count, std::size_t size,
                         std::string_view entry) -> std::string {
    card.files.erase(path);
    if (count == 0) return {};
    card.linear(path, count, size);
    card.files[path].needs_pin = true;
    return std::string{entry};
  };
  const auto groups = place(kTestGroups, shape.groups, 16, "c8034f4c0a");
  const auto reference =
      list(0xa8, place(kTestNames, shape.names, shape.name_size + kDialTail, "c0034f3a01") +
                     place(kTestLinks, shape.names, 3, "c1034f2502") + "c5034f0903" +
                     (groups.empty() ? "" : "c6034f2604") + "c9034f2105") +
      list(0xa9, place(kTestNumbers, shape.numbers, 17, "c4034f1106") +
                     place(kTestEmails, shape.emails, shape.email_size + 2, "ca034f5007") +
                     place(kTestSecondNames, shape.second_names, 22, "c3034f190b")) +
      list(0xaa, place(kTestExtensions, shape.extensions, 13, "c2034f4a08") +
                     place(kTestLabels, shape.labels, 16, "c7034f4b09") + groups);
  card.put({0x7fff, 0x5f3a, 0x4f30}, 1, *from_hex(reference));
  place(kTestMessages, shape.messages, kSmsRecordSize, "");
  return card;
}

// A SIM of old with as many names as records can be counted.
inline TestCard shaped_sim(const CardShape& shape) {
  TestCard card{CardDialect::sim_2g};
  card.binary({0x3f00, 0x2fe2}, "98681032547698103254");
  card.binary({0x7f20, 0x6f07}, "084906001032547698");
  card.linear({0x7f10, 0x6f3a}, shape.names, shape.name_size + kDialTail);
  if (shape.extensions > 0) card.linear({0x7f10, 0x6f4a}, shape.extensions, 13);
  card.linear({0x7f10, 0x6f3c}, shape.messages, kSmsRecordSize);
  return card;
}

enum class NameForm { gsm, any_ucs2, page, base };

// A name as a phone wrote it, and what another card can hold of it.
struct NameSample {
  NameForm form = NameForm::gsm;
  std::string name;
  std::string kept;
};

// Half an emoji at the end of a field reads as U+FFFD.
inline NameSample name_sample(int i) {
  const auto of = [i](NameForm form, const char* text) {
    const auto name = fmt::format(fmt::runtime(text), i);
    return NameSample{form, name, name};
  };
  const auto cut = [i](const char* text, const char* kept) {
    return NameSample{NameForm::any_ucs2, fmt::format(fmt::runtime(text), i),
                      fmt::format(fmt::runtime(kept), i)};
  };
  switch (i % 10) {
    case 0: return of(NameForm::gsm, "Alice {:03}");
    case 1: return of(NameForm::gsm, "José {{}}€[{:03}]");
    case 2: return of(NameForm::any_ucs2, "张三丰{:03}");
    case 3: return of(NameForm::page, "Иван Петров {:03}");
    case 4: return of(NameForm::base, "محمد علي {:03}");
    case 5: return of(NameForm::page, "أحمد حسن {:03}");
    case 6: return of(NameForm::any_ucs2, "ليلى {:03}");
    case 8: return of(NameForm::gsm, "Bartholomew Cubb {:03}");  // Fills its field.
    case 9: return i % 50 == 9 ? NameSample{} : of(NameForm::any_ucs2, "Łuka {:03}");
    default: break;
  }
  if (i == 247) return cut("😀", "");
  switch (i / 10 % 5) {
    case 0: return cut("😀 {:03}", " {:03}");
    case 1: return cut("李😀娜{:03}", "李娜{:03}");
    case 2: return cut("👩\u200d⚕\ufe0f{:03}", "⚕\ufe0f{:03}");
    case 3: return cut("小明{:03}\ufffd", "小明{:03}");
    default: return cut("😀🎉", "");
  }
}

// The field, written here by the standard's words and not by what is tested.
inline Bytes name_field(const NameSample& sample, std::size_t size) {
  const auto text = *from_utf8(sample.name);
  Bytes field;
  const auto unit = [&](char32_t value) {
    field.push_back(static_cast<std::uint8_t>(value >> 8));
    field.push_back(static_cast<std::uint8_t>(value));
  };
  char32_t lowest = 0xffff;
  for (const char32_t c : text)
    if (c >= 0x80) lowest = std::min(lowest, c);
  const auto count = static_cast<std::uint8_t>(text.size());
  if (sample.form == NameForm::any_ucs2) field = {0x80};
  if (sample.form == NameForm::page) {
    lowest &= ~char32_t{0x7f};
    field = {0x81, count, static_cast<std::uint8_t>(lowest >> 7)};
  }
  if (sample.form == NameForm::base) {
    field = {0x82, count};
    unit(lowest);
  }
  for (const char32_t c : text) {
    if (sample.form == NameForm::gsm) {
      const auto septets = *to_gsm(c);
      field.insert(field.end(), septets.begin(), septets.end());
    } else if (sample.form != NameForm::any_ucs2) {
      field.push_back(static_cast<std::uint8_t>(c < 0x80 ? c : 0x80 | (c - lowest)));
    } else if (c > 0xffff) {
      unit(0xd800 + ((c - 0x10000) >> 10));
      unit(0xdc00 + ((c - 0x10000) & 0x3ff));
    } else {
      unit(c == 0xfffd ? 0xd83d : c);
    }
  }
  EXPECT_LE(field.size(), size) << sample.name;
  field.resize(size, 0xff);
  return field;
}

}  // namespace signoff
