// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace signoff::lab {

// A certificate for 127.0.0.1 that is its own root, in a folder of its own that goes with
// it: for tests of the lab's servers. Made by the openssl program.
class LoopbackCertificate {
 public:
  LoopbackCertificate() {
    std::string folder =
        (std::filesystem::temp_directory_path() / "signoff-XXXXXX").string();
    if (mkdtemp(folder.data()) != nullptr) folder_ = folder;
    const auto command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256"
        " -nodes -days 2 -subj /CN=127.0.0.1"
        " -addext subjectAltName=IP:127.0.0.1 -keyout '" +
        key_file() + "' -out '" + file() + "' 2>/dev/null";
    is_made_ = !folder_.empty() && std::system(command.c_str()) == 0;
  }
  ~LoopbackCertificate() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  LoopbackCertificate(const LoopbackCertificate&) = delete;

  bool is_made() const { return is_made_; }
  std::string folder() const { return folder_; }
  std::string file() const { return folder_ + "/certificate.pem"; }
  std::string key_file() const { return folder_ + "/key.pem"; }

 private:
  std::string folder_;
  bool is_made_ = false;
};

}  // namespace signoff::lab
