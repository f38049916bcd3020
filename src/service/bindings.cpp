// SPDX-License-Identifier: Apache-2.0
#include "service/bindings.h"

#include "service/desk.h"

#include <algorithm>

namespace signoff {
namespace {

Result<LineMarks> marks_of(Store& store, const std::string& line_id) {
  auto marks = store.line_marks(line_id);
  if (marks || marks.error().fault != Fault::not_found) return marks;
  return LineMarks{line_id, {}, 0};
}

std::vector<Binding> listed(const Owner& owner, const LineMarks& marks) {
  std::vector<Binding> all;
  for (const auto& id : owner.bindings)
    all.push_back({id, binding_text(id), marks.moved.contains(id)});
  std::ranges::stable_sort(all, {}, [](const Binding& one) { return one.text.kind; });
  return all;
}

}  // namespace

Result<std::vector<Binding>> Bindings::list(const Caller& caller,
                                            const std::string& line_id) {
  const auto line = load_line(parts_, caller, line_id, Verb::mark_bindings);
  if (!line) return pass_on(line.error());
  const auto owner = parts_.outside.store.owner(line->owner_id);
  if (!owner) return pass_on(owner.error());
  const auto marks = marks_of(parts_.outside.store, line_id);
  if (!marks) return pass_on(marks.error());
  return listed(*owner, *marks);
}

Result<std::vector<Binding>> Bindings::mark(const Caller& caller,
                                            const std::string& line_id,
                                            const std::vector<std::string>& done) {
  auto& store = parts_.outside.store;
  for (int i = 0; i < kTries; ++i) {
    const auto line = load_line(parts_, caller, line_id, Verb::mark_bindings);
    if (!line) return pass_on(line.error());
    const auto owner = store.owner(line->owner_id);
    if (!owner) return pass_on(owner.error());
    auto marks = marks_of(store, line_id);
    if (!marks) return pass_on(marks.error());
    std::map<std::string, std::string> moved;
    for (const auto& id : done) {
      if (std::ranges::find(owner->bindings, id) == owner->bindings.end())
        return fail(Fault::bad_input, "binding.unknown", "/done");
      const auto before = marks->moved.find(id);
      moved[id] =
          before != marks->moved.end() ? before->second : to_string(parts_.clock.now());
    }
    if (moved == marks->moved) return listed(*owner, *marks);
    marks->moved = std::move(moved);
    Change change;
    change.line_id = line_id;
    change.line_marks = *marks;
    const auto stored = store.commit(change);
    if (stored) return listed(*owner, *marks);
    if (stored.error().fault != Fault::conflict) return pass_on(stored.error());
  }
  return fail(Fault::conflict, "line.busy");
}

}  // namespace signoff
