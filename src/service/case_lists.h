// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/list_store.h"
#include "service/service.h"

namespace signoff {

struct CaseListView {
  std::vector<CaseView> cases;
  std::optional<ListMark> next;
  std::size_t total = 0;
};

// The cases of all customers, for the staff: filtered, sorted and paged. A subscriber's own
// few cases are Service::list_cases().
class CaseLists {
 public:
  CaseLists(const ServiceParts& parts, ListStore& lists) : parts_{parts}, lists_{lists} {}

  Result<CaseListView> list(const Caller& caller, const CaseQuery& query);

 private:
  const ServiceParts& parts_;
  ListStore& lists_;
};

}  // namespace signoff
