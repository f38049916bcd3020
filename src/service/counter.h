// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/service.h"

namespace signoff {

// What is done at a counter or on the telephone besides the case's own way.
class Counter {
 public:
  explicit Counter(const ServiceParts& parts) : parts_{parts} {}

  // Notes the one save offer of a case and how it ended (6.3). Conflict
  // "offer.made_already" for a second, "case.state" once the service is being stopped.
  Result<CaseView> make_offer(const Caller& caller, const std::string& case_id,
                              int expected_version, const std::string& offer,
                              const std::string& outcome);
  // Takes the card back; none: the customer has brought none. Handing in is never a
  // condition of anything (SD-08). Conflict "card.other" for any other card,
  // "card.is_esim", "card.taken_already".
  Result<CaseView> surrender_card(const Caller& caller, const std::string& case_id,
                                  int expected_version, const std::optional<Iccid>& card);
  // The request as one A4 page, in the language of the case, with the signature where one
  // was uploaded.
  Result<Bytes> print_form(const Caller& caller, const std::string& case_id);

 private:
  const ServiceParts& parts_;
};

}  // namespace signoff
