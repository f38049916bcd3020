// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace signoff {

// What a fake far side is told to do with one call, so that tests and the simulation can
// play a network that fails before it acts or acts and then loses its answer.
enum class Trouble { none, refuse_before, lose_answer_after };

}  // namespace signoff
