// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/sim.h"

namespace signoff::uicc {

// What SELECT and STATUS tell of a file: the FCP template of ETSI TS 102 221 clause
// 11.1.1.3, and the form of the SIM of old (3GPP TS 51.011 clause 9.2.1).
Bytes fcp_of(const Sim& sim, std::size_t at);
Bytes gsm_description_of(const Sim& sim, std::size_t at);

}  // namespace signoff::uicc
