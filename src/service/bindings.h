// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/binding_texts.h"
#include "service/service.h"

namespace signoff {

struct Binding {
  std::string id;  // "bank:ICBC"
  BindingText text;
  bool is_done = false;  // The owner says that the service has another number by now.
};

// The services that know a line's number (OB-23). The marks belong to the line: another
// line of the same owner has its own.
class Bindings {
 public:
  explicit Bindings(const ServiceParts& parts) : parts_{parts} {}

  // Banks first.
  Result<std::vector<Binding>> list(const Caller& caller, const std::string& line_id);
  // `done` names all that are done; the others are open again. Bad input
  // "binding.unknown".
  Result<std::vector<Binding>> mark(const Caller& caller, const std::string& line_id,
                                    const std::vector<std::string>& done);

 private:
  const ServiceParts& parts_;
};

}  // namespace signoff
