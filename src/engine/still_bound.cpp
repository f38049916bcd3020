// SPDX-License-Identifier: Apache-2.0
#include "engine/still_bound.h"

#include "policy/binding_texts.h"

#include <fmt/format.h>

namespace signoff {

Params still_bound(Store& store, const Dossier& dossier) {
  const auto owner = store.owner(dossier.line.owner_id);
  const auto marks = store.line_marks(dossier.line.id);
  // A reminder in general words goes out when the record cannot be read.
  if (!owner || (!marks && marks.error().fault != Fault::not_found)) return {};
  int banks = 0;
  int others = 0;
  for (const auto& id : owner->bindings) {
    if (marks && marks->moved.contains(id)) continue;
    ++(binding_text(id).kind == BindingKind::bank ? banks : others);
  }
  const bool zh = dossier.file.language == Language::zh;
  std::string text;
  if (banks > 0)
    text = zh ? fmt::format("{}个银行类账号", banks)
              : fmt::format("{} bank{}", banks, banks == 1 ? "" : "s");
  if (others > 0) {
    if (banks > 0) text += zh ? "、" : ", ";
    text += zh ? fmt::format("{}个其他账号", others)
               : fmt::format("{} other service{}", others, others == 1 ? "" : "s");
  }
  if (text.empty()) return {};
  return {{"bindings", text}};
}

}  // namespace signoff
