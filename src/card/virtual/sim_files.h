// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/card_image.h"

namespace signoff::uicc {

// The files of a SIM as its image has them: what 3GPP TS 31.102 asks for, then the files
// the image lists. Fault::bad_input "card_image.…" where a file has no place or does not
// fit.
Result<FileTree> build_files(const SimImage& image);
// A card without a SIM on it: the MF and the list of applications.
FileTree build_bare_files();

// The image's `files` as the tree has them now: those that were changed.
std::map<std::string, std::vector<Bytes>> changed_files(const FileTree& tree);

}  // namespace signoff::uicc
