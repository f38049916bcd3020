// SPDX-License-Identifier: Apache-2.0
#include "late/library.h"

#include <dlfcn.h>

namespace signoff::late {

Library::Library(const char* name) : handle_{dlopen(name, RTLD_NOW | RTLD_LOCAL)} {
  if (!handle_) trouble_ = dlerror();
}

void* Library::address(const char* name) {
  if (!handle_) return nullptr;
  void* found = dlsym(handle_, name);
  if (!found && trouble_.empty()) trouble_ = dlerror();
  return found;
}

}  // namespace signoff::late
