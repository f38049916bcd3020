// SPDX-License-Identifier: Apache-2.0
#include "engine/new_case.h"

#include "engine/params.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

constexpr auto kTrustedAfter = std::chrono::days{30};

}  // namespace

std::string new_case_number(const Pack& pack, Instant now, Random& random) {
  const auto day = zone_of(pack).date_of(now);
  const auto digits = fmt::format("{:02}{:02}{}", static_cast<int>(day.year()) % 100,
                                  static_cast<unsigned>(day.month()), random.digits(7));
  return fmt::format("{}-{}-{}", digits.substr(0, 4), digits.substr(4), luhn_digit(digits));
}

bool is_case_number(std::string_view text) {
  if (text.size() != 14 || text[4] != '-' || text[12] != '-') return false;
  std::string digits{text};
  std::erase(digits, '-');
  return digits.size() == 12 && luhn_holds(digits);
}

std::vector<std::string> trusted_contacts(const Owner& owner, Instant now) {
  std::vector<std::string> contacts;
  if (owner.contacts_changed_at && now < *owner.contacts_changed_at + kTrustedAfter)
    return contacts;
  if (!owner.email.empty()) contacts.emplace_back("email");
  if (owner.other_msisdn) contacts.emplace_back("other");
  return contacts;
}

Dossier new_case(const Line& line, const Number& number, const Owner& owner,
                 const Pack& pack, CaseType type, Instant now, Random& random) {
  Dossier dossier;
  dossier.line = line;
  dossier.number = number;
  auto& head = dossier.head;
  head.id = new_uuid(now, random);
  head.number = new_case_number(pack, now, random);
  head.line_id = line.id;
  head.type = type;
  head.opened_at = now;
  head.changed_at = now;
  dossier.file.language = owner.language;
  dossier.file.policy = fmt::format("{}-{}", pack.id, pack.version);
  dossier.file.contacts = trusted_contacts(owner, now);
  const Money zero{0, pack.place.currency};
  dossier.file.final_bill = zero;
  dossier.file.refund = zero;
  dossier.file.forfeited = zero;
  dossier.file.quote.total = zero;
  dossier.file.quote.refund = zero;
  dossier.file.quote.forfeited = zero;
  return dossier;
}

}  // namespace signoff
