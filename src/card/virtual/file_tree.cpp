// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/file_tree.h"

#include "base/ensure.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff::uicc {

std::size_t FileTree::add_directory(std::size_t parent, FileId id, Bytes aid) {
  ensure(parent < nodes_.size() && nodes_[parent].is_directory(), "file_tree.parent");
  nodes_.push_back({id, parent, 0, std::move(aid), std::nullopt});
  return nodes_.size() - 1;
}

std::size_t FileTree::add_file(std::size_t parent, FileId id, std::uint8_t short_id,
                               Body body) {
  ensure(parent < nodes_.size() && nodes_[parent].is_directory(), "file_tree.parent");
  bodies_.push_back(std::move(body));
  nodes_.push_back({id, parent, short_id, {}, bodies_.size() - 1});
  return nodes_.size() - 1;
}

void FileTree::link(std::size_t parent, FileId id, std::uint8_t short_id,
                    std::size_t file) {
  ensure(file < nodes_.size() && !nodes_[file].is_directory(), "file_tree.link");
  nodes_.push_back({id, parent, short_id, {}, nodes_[file].body});
}

std::optional<std::size_t> FileTree::child(std::size_t directory, FileId id) const {
  for (std::size_t at = 1; at < nodes_.size(); ++at) {
    if (nodes_[at].parent == directory && nodes_[at].id == id) return at;
  }
  return std::nullopt;
}

std::optional<std::size_t> FileTree::by_short_id(std::size_t directory,
                                                 std::uint8_t id) const {
  if (id == 0) return std::nullopt;
  for (std::size_t at = 1; at < nodes_.size(); ++at) {
    if (nodes_[at].parent == directory && nodes_[at].short_id == id) return at;
  }
  return std::nullopt;
}

std::optional<std::size_t> FileTree::application(ByteView partial_aid) const {
  for (std::size_t at = 1; at < nodes_.size(); ++at) {
    const auto& aid = nodes_[at].aid;
    if (!aid.empty() && partial_aid.size() <= aid.size() &&
        std::ranges::equal(partial_aid, ByteView{aid}.first(partial_aid.size()))) {
      return at;
    }
  }
  return std::nullopt;
}

std::string FileTree::path_of(std::size_t at) const {
  auto path = fmt::format("{:04x}", nodes_[at].id);
  while (at != 0) {
    at = nodes_[at].parent;
    path = fmt::format("{:04x}/{}", nodes_[at].id, path);
  }
  return path;
}

std::optional<std::size_t> FileTree::at_path(std::string_view path) const {
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    if (path_of(at) == path) return at;
  }
  return std::nullopt;
}

}  // namespace signoff::uicc
