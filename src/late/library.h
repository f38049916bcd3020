// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace signoff::late {

// A shared library of the system that is loaded when it is made and stays for the life of
// the process.
class Library {
 public:
  // Name: the soname, which is the promise that its functions keep their form.
  explicit Library(const char* name);

  // Why it, or a function of it, cannot be used; empty when all is well.
  const std::string& trouble() const { return trouble_; }

  template <class Function>
  void find(Function*& function, const char* name) {
    function = reinterpret_cast<Function*>(address(name));
  }

 private:
  void* address(const char* name);

  void* handle_;
  std::string trouble_;
};

}  // namespace signoff::late
