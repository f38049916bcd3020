// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace signoff::late {

// Why cairo and pango cannot be used, empty when they can. To be asked before their first
// function is called: without them that ends the program.
const std::string& trouble_with_drawing();

}  // namespace signoff::late
