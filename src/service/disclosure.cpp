// SPDX-License-Identifier: Apache-2.0
#include "service/disclosure.h"

#include "domain/identity_document.h"
#include "engine/params.h"
#include "service/bounds.h"
#include "service/desk.h"
#include "service/masks.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr int kSeniorFrom = 65;  // Years; domain 6.3, 6.4.

constexpr unsigned fields(std::initializer_list<PersonField> list) {
  unsigned mask = 0;
  for (const auto field : list) mask |= 1u << static_cast<unsigned>(field);
  return mask;
}

struct Row {
  Role role;
  unsigned sees;
  bool needs_case;
  bool needs_open_case;
};

using enum PersonField;

constexpr Row kTable[] = {
    {Role::subscriber, 0, false, false},
    // Compares the person before him with the document, while the case is on his desk.
    {Role::clerk, fields({msisdn, name, id_number}), true, true},
    // The hotline proves by questions whose answers it never sees.
    {Role::agent, 0, false, false},
    {Role::reviewer, fields({name, id_number}), true, true},
    {Role::supervisor, fields({name, id_number}), true, true},
    // Calls people back, and looks before there is a case.
    {Role::fraud, fields({msisdn, name, id_number, email, other_msisdn}), false, false},
    // Compares the names of account and owner, also after the end of the case.
    {Role::finance, fields({name, refund_account}), true, false},
    {Role::engineer, 0, false, false},
    {Role::auditor, 0, false, false},
    {Role::manager, 0, false, false},
    {Role::system, 0, false, false},
};

consteval bool each_role_has_its_row() {
  std::size_t at = 0;
  for (const auto& row : kTable)
    if (static_cast<std::size_t>(row.role) != at++) return false;
  return at == kNames<Role>.size();
}
static_assert(each_role_has_its_row());

const Row& row_of(Role role) { return kTable[static_cast<std::size_t>(role)]; }

std::optional<Date> birth_of(const Owner& owner, Date today) {
  if (const auto birth = parse_date(owner.birth); birth) return *birth;
  const auto kind = parse_id_kind(owner.id_kind);
  if (!kind) return std::nullopt;
  const auto document = IdDocument::parse(*kind, owner.id_number, today);
  return document ? document->birth_date() : std::nullopt;
}

bool is_senior(const Owner& owner, Date today) {
  const auto birth = birth_of(owner, today);
  return birth && age_on(*birth, today) >= kSeniorFrom;
}

std::string joined(const std::vector<PersonField>& list) {
  std::string text;
  for (const auto field : list) {
    if (!text.empty()) text += ',';
    text += to_string(field);
  }
  return text;
}

}  // namespace

bool may_unmask(Role role, PersonField field) {
  return (row_of(role).sees >> static_cast<unsigned>(field) & 1u) != 0;
}
bool needs_case(Role role) { return row_of(role).needs_case; }
bool needs_open_case(Role role) { return row_of(role).needs_open_case; }

AccessRecord access_of(const ServiceParts& parts, const Actor& actor, std::string_view act,
                       const std::string& line_id, const std::string& case_id) {
  AccessRecord record;
  record.at = parts.clock.now();
  record.id = new_uuid(record.at, parts.outside.random);
  record.actor = actor;
  record.act = act;
  record.line_id = line_id;
  record.case_id = case_id;
  return record;
}

Result<CustomerView> Disclosure::customer(const Caller& caller,
                                          const std::string& line_id) {
  const auto line = load_line(parts_, caller, line_id, Verb::view_customer);
  if (!line) return pass_on(line.error());
  const auto owner = parts_.outside.store.owner(line->owner_id);
  if (!owner && owner.error().fault == Fault::not_found)
    return fail(Fault::not_found, "line.unknown");
  if (!owner) return pass_on(owner.error());
  auto lines = parts_.outside.store.lines_of(owner->id);
  if (!lines) return pass_on(lines.error());
  const auto& pack = parts_.outside.pack;
  CustomerView view;
  view.owner_id = owner->id;
  view.name = masked_name(owner->name);
  view.id_kind = owner->id_kind;
  view.id_number = masked_id_number(owner->id_number);
  view.email = masked_email(owner->email);
  if (owner->other_msisdn)
    view.other_msisdn = masked(*owner->other_msisdn, pack.place.calling_code);
  view.language = owner->language;
  view.is_senior = is_senior(*owner, zone_of(pack).date_of(parts_.clock.now()));
  for (auto& one : *lines)
    view.lines.push_back(view_of_line(parts_, caller, std::move(one)));
  return view;
}

Result<void> Disclosure::may_look(const Caller& caller, const UnmaskRequest& request) {
  const auto role = caller.actor.role;
  for (const auto field : request.fields)
    if (!may_unmask(role, field))
      return fail(Fault::forbidden, "unmask.field", std::string{to_string(field)});
  if (request.case_id.empty())
    return needs_case(role) ? fail(Fault::forbidden, "unmask.case_needed") : Result<void>{};
  if (!is_uuid(request.case_id)) return fail(Fault::not_found, "case.unknown");
  const auto dossier = parts_.outside.store.dossier(request.case_id);
  const bool is_unknown = dossier ? dossier->line.id != request.line_id
                                  : dossier.error().fault == Fault::not_found;
  if (is_unknown) return fail(Fault::not_found, "case.unknown");
  if (!dossier) return pass_on(dossier.error());
  const auto state = dossier->head.state;
  if (needs_open_case(role) && is_ended(state))
    return fail(Fault::conflict, "case.state", std::string{to_string(state)});
  return {};
}

Result<std::string> Disclosure::value_of(PersonField field, const Line& line,
                                         const Owner& owner, const std::string& case_id) {
  switch (field) {
    case msisdn: return line.msisdn.e164();
    case name: return owner.name;
    case id_number: return owner.id_number;
    case email: return owner.email;
    case other_msisdn: return owner.other_msisdn ? owner.other_msisdn->e164() : "";
    case refund_account: break;
  }
  const auto refunds = parts_.outside.store.refunds(case_id);
  if (!refunds) return pass_on(refunds.error());
  return refunds->empty() ? "" : refunds->back().target_account;
}

Result<std::map<std::string, std::string>> Disclosure::unmask(
    const Caller& caller, const UnmaskRequest& request) {
  const auto line = load_line(parts_, caller, request.line_id, Verb::unmask);
  if (!line) return pass_on(line.error());
  if (request.fields.empty() || request.fields.size() > kNames<PersonField>.size())
    return fail(Fault::bad_input, "field.range", "/fields");
  if (request.reason.size() < kLookReasonMin || request.reason.size() > kLookReasonBytesMax)
    return fail(Fault::bad_input, "reason.length", "/reason");
  if (auto may = may_look(caller, request); !may) return pass_on(may.error());

  auto look = access_of(parts_, caller.actor, kUnmasked, line->id, request.case_id);
  look.fields = joined(request.fields);
  look.reason = without_numbers(request.reason);
  Change change;
  change.line_id = line->id;
  change.accesses.push_back(std::move(look));
  if (auto logged = parts_.outside.store.commit(change); !logged)
    return pass_on(logged.error());

  const auto owner = parts_.outside.store.owner(line->owner_id);
  if (!owner && owner.error().fault != Fault::not_found) return pass_on(owner.error());
  std::map<std::string, std::string> shown;
  for (const auto field : request.fields) {
    // Of somebody whose data are destroyed only the number is left.
    auto value = value_of(field, *line, owner ? *owner : Owner{}, request.case_id);
    if (!value) return pass_on(value.error());
    if (!value->empty()) shown[std::string{to_string(field)}] = *std::move(value);
  }
  return shown;
}

Result<std::vector<AccessRecord>> Disclosure::accesses(const Caller& caller,
                                                       AccessFilter filter) {
  if (!may(caller.actor.role, Verb::view_access))
    return fail(Fault::forbidden, "rights.missing");
  filter.limit = std::clamp<std::size_t>(filter.limit, 1, kPageMax);
  return parts_.outside.store.accesses(filter);
}

}  // namespace signoff
