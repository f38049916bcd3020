// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/file_tree.h"

namespace signoff::uicc {

// The contents of single files as 3GPP TS 31.102 and ETSI TS 102 221 lay them out.

// The USIM's identifier (ETSI TS 101 220 annex E).
Bytes usim_aid();
// EF.DIR: an application and its label.
Bytes directory_entry(ByteView aid, std::string_view label);
// EF.ARR: the rules of TS 102 221 clause 9.2.4 that rule_of() names.
Body access_rules();
// Which record of it says what this file needs.
std::uint8_t rule_of(Need read, Need update);
// EF.IMSI, clause 4.2.2 of TS 31.102: digits, or FF where there are none.
Bytes imsi_octets(std::string_view digits);
// A record of EF.ADN and its like: the name as it lies in the card, the number as digits.
Bytes number_record(ByteView name, std::string_view digits, std::size_t name_size);
// EF.SPN, clause 4.2.12: as much of the name as has room.
Bytes provider_octets(std::string_view name);
// EF.UST, clause 4.2.8: what of our files there is.
Bytes services(bool has_local_phonebook);
// EF.SST, TS 51.011 clause 10.3.7.
Bytes gsm_services();
// EF.LOCI and its like: no identity, no area, not updated.
Bytes no_location(std::size_t size);
// EF.PBR, clause 4.4.2.1.
Bytes phonebook_reference();

}  // namespace signoff::uicc
