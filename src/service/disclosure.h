// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/names.h"
#include "service/service.h"

namespace signoff {

// Whose line it is, as the counter, the hotline and the fraud desk see him: masked.
struct CustomerView {
  std::string owner_id;
  std::string name;
  std::string id_kind;
  std::string id_number;
  std::string email;
  std::string other_msisdn;
  Language language = Language::zh;
  bool is_senior = false;  // 65 or older: straight to a person (domain 6.3).
  std::vector<LineView> lines;
};

enum class PersonField : std::uint8_t {
  msisdn,
  name,
  id_number,
  email,
  other_msisdn,
  refund_account,
};
template <>
inline constexpr std::array kNames<PersonField> = std::to_array<std::string_view>(
    {"msisdn", "name", "id_number", "email", "other_msisdn", "refund_account"});

// The one table of what each role may see in full, for what its task needs (K13, domain 6.4
// to 6.8).
bool may_unmask(Role role, PersonField field);
// Whether the role sees it only for a case that it names, and only while that case is open.
bool needs_case(Role role);
bool needs_open_case(Role role);

struct UnmaskRequest {
  std::string line_id;
  std::string case_id;  // Empty: none named.
  std::vector<PersonField> fields;
  std::string reason;
};

// Personal data before staff: masked for all, in full for a reason that is written down
// first.
class Disclosure {
 public:
  explicit Disclosure(const ServiceParts& parts) : parts_{parts} {}

  Result<CustomerView> customer(const Caller& caller, const std::string& line_id);

  // The fields that exist, in full. Written to the access log before anything is answered,
  // so that nobody has seen what the log does not know of. Faults: forbidden
  // "unmask.field" when any field is not for this role (then none is shown),
  // "unmask.case_needed"; conflict "case.state".
  Result<std::map<std::string, std::string>> unmask(const Caller& caller,
                                                    const UnmaskRequest& request);

  Result<std::vector<AccessRecord>> accesses(const Caller& caller, AccessFilter filter);

 private:
  Result<void> may_look(const Caller& caller, const UnmaskRequest& request);
  Result<std::string> value_of(PersonField field, const Line& line, const Owner& owner,
                               const std::string& case_id);

  const ServiceParts& parts_;
};

// A table of many cases that left the house; of no line.
inline constexpr std::string_view kExported = "export";

// The look as it is logged.
AccessRecord access_of(const ServiceParts& parts, const Actor& actor, std::string_view act,
                       const std::string& line_id, const std::string& case_id);

}  // namespace signoff
