// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/pack_fields.h"

#include <memory>

namespace signoff {

// A parsed pack file that knows the line of each key. Keeps TOML out of other files.
class PackReader {
 public:
  struct Node {
    std::string name;  // Dotted; elements of arrays are left out.
    bool is_table;
  };

  static Result<PackReader> open(std::string_view text, std::string_view name);
  PackReader(PackReader&&) noexcept;
  PackReader& operator=(PackReader&&) noexcept;
  ~PackReader();

  // Every key of the file, outermost first.
  std::vector<Node> keys() const;
  // Checks the key's value and stores it where the field says.
  Result<void> read(const Field& field, const Currency& currency) const;
  // The error for a key: "FILE:LINE: reason". A missing key points at its table.
  std::unexpected<Error> refuse(std::string_view code, std::string_view key,
                                std::string_view reason) const;

 private:
  struct Document;
  explicit PackReader(std::unique_ptr<Document> document);
  std::unique_ptr<Document> document_;
};

}  // namespace signoff
