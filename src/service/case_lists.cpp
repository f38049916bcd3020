// SPDX-License-Identifier: Apache-2.0
#include "service/case_lists.h"

#include "service/bounds.h"
#include "service/desk.h"

#include <algorithm>

namespace signoff {
namespace {}  // namespace

Result<CaseListView> CaseLists::list(const Caller& caller, const CaseQuery& query) {
  if (!caller.is_staff() || !may(caller.actor.role, Verb::list_cases))
    return fail(Fault::forbidden, "rights.missing");
  auto wanted = query;
  wanted.limit = std::clamp<std::size_t>(wanted.limit, 1, kPageMax);
  auto page = lists_.case_page(wanted);
  if (!page) return pass_on(page.error());
  CaseListView view;
  view.next = std::move(page->next);
  view.total = page->total;
  view.cases.reserve(page->cases.size());
  for (auto& dossier : page->cases)
    view.cases.push_back(head_view(caller, std::move(dossier), parts_.outside.pack));
  return view;
}

}  // namespace signoff
