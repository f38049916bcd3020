// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <optional>
#include <vector>

// The virtual card: a UICC after ETSI TS 102 221 and 3GPP TS 31.102, and an eUICC after
// GSMA SGP.22 v2, as values in memory.
namespace signoff::uicc {

// What somebody must have shown to the card (TS 102 221 clause 9.2).
enum class Need { always, pin1, pin2, administrator, never };

enum class Structure { transparent, linear, cyclic };

using FileId = std::uint16_t;

inline constexpr FileId kMaster = 0x3f00;
inline constexpr FileId kApplication = 0x7fff;  // The application selected on the channel.

// One elementary file; in a file of records they lie one after another.
struct Body {
  Structure structure = Structure::transparent;
  std::size_t record_size = 0;  // 0 where it is transparent.
  Need read = Need::always;
  Need update = Need::administrator;
  Bytes content;
  bool is_changed = false;  // Since the card was made.

  std::size_t records() const {
    return record_size == 0 ? 0 : content.size() / record_size;
  }
};

// A directory or an elementary file. Files may share one body, as the SIM's and the USIM's
// directories do (TS 31.102 clause 4.1).
struct Node {
  FileId id = 0;
  std::size_t parent = 0;
  std::uint8_t short_id = 0;        // 1 to 30; 0 where it has none.
  Bytes aid;                        // Of an application's directory.
  std::optional<std::size_t> body;  // Nothing where it is a directory.

  bool is_directory() const { return !body; }
};

// The files of one SIM. Places in it are numbers; 0 is the MF.
class FileTree {
 public:
  FileTree() { nodes_.push_back({kMaster, 0, 0, {}, std::nullopt}); }

  std::size_t add_directory(std::size_t parent, FileId id, Bytes aid = {});
  std::size_t add_file(std::size_t parent, FileId id, std::uint8_t short_id, Body body);
  // The same file under another name.
  void link(std::size_t parent, FileId id, std::uint8_t short_id, std::size_t file);

  const Node& node(std::size_t at) const { return nodes_[at]; }
  std::size_t size() const { return nodes_.size(); }
  Body& body_of(std::size_t file) { return bodies_[*nodes_[file].body]; }
  const Body& body_of(std::size_t file) const { return bodies_[*nodes_[file].body]; }

  std::optional<std::size_t> child(std::size_t directory, FileId id) const;
  std::optional<std::size_t> by_short_id(std::size_t directory, std::uint8_t id) const;
  // The application whose identifier begins like this (TS 102 221 clause 11.1.1.2).
  std::optional<std::size_t> application(ByteView partial_aid) const;
  // "3f00/7fff/6f07".
  std::string path_of(std::size_t at) const;
  std::optional<std::size_t> at_path(std::string_view path) const;

 private:
  std::vector<Node> nodes_;
  std::vector<Body> bodies_;
};

}  // namespace signoff::uicc
