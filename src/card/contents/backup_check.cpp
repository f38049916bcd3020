// SPDX-License-Identifier: Apache-2.0
#include "card/contents/backup_check.h"

#include "card/files/dial_record.h"

#include <algorithm>
#include <set>

namespace signoff {
namespace {

template <class Item>
bool has(const std::vector<Item>& list, const Item& item) {
  return std::ranges::find(list, item) != list.end();
}

bool all_in(const std::vector<std::string>& list, const std::vector<std::string>& part) {
  return std::ranges::all_of(part, [&](const auto& item) { return has(list, item); });
}

// The same number, or what is left of it once its end, which is a record of its own, and
// the name of its label are gone.
bool is_left_of(const BookNumber& whole, const BookNumber& part) {
  if (part.type != whole.type) return false;
  if (!part.label.empty() && part.label != whole.label) return false;
  const std::size_t plus = whole.number.starts_with('+') ? 1 : 0;
  const bool is_cut = part.number.size() == plus + kDigitsInRecord;
  return part.number == whole.number || (is_cut && whole.number.starts_with(part.number));
}

bool is_left_of(const BookContact& whole, const BookContact& part) {
  const bool has_numbers = std::ranges::all_of(part.numbers, [&](const BookNumber& number) {
    return std::ranges::any_of(
        whole.numbers, [&](const BookNumber& one) { return is_left_of(one, number); });
  });
  return part.name == whole.name && has_numbers &&
         (part.second_name.empty() || part.second_name == whole.second_name) &&
         all_in(whole.emails, part.emails) && all_in(whole.groups, part.groups);
}

bool is_left_of(const BookDial& whole, const BookDial& part) {
  return part.name == whole.name && is_left_of(whole.number, part.number);
}

template <class Item>
bool are_left_of(const std::vector<Item>& whole, const std::vector<Item>& part) {
  return std::ranges::all_of(part, [&](const Item& item) {
    return std::ranges::any_of(whole,
                               [&](const Item& one) { return is_left_of(one, item); });
  });
}

std::set<Bytes> raw_messages(const CardBook& book) {
  std::set<Bytes> records{book.unread_records.begin(), book.unread_records.end()};
  for (const BookMessage& message : book.messages)
    records.insert(message.records.begin(), message.records.end());
  return records;
}

}  // namespace

bool holds_all(const CardBook& backup, const CardBook& card) {
  return card.iccid == backup.iccid && card.imsi == backup.imsi &&
         card.network == backup.network && are_left_of(backup.contacts, card.contacts) &&
         std::ranges::includes(raw_messages(backup), raw_messages(card)) &&
         are_left_of(backup.dialled, card.dialled) &&
         are_left_of(backup.fixed, card.fixed) &&
         are_left_of(backup.services, card.services) &&
         are_left_of(backup.own_numbers, card.own_numbers);
}

}  // namespace signoff
