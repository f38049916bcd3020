// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/session.h"

#include <string_view>
#include <vector>

// Where a SIM, or a USIM after its selection, keeps what people care about.
namespace signoff {

struct DialFile {
  std::string_view name;  // As the standards call it: "FDN".
  CardPath records;
  CardPath extensions;  // Where long numbers go on; empty where nowhere.
};

// In the order in which to try them; a card has some.
struct SimFiles {
  std::vector<CardPath> books;  // EF.PBR of the local and the global phone book.
  DialFile names;               // EF.ADN, where there is no EF.PBR.
  std::vector<CardPath> messages;
  std::vector<CardPath> reports;  // EF.SMSR: what became of messages sent.
  std::vector<DialFile> dialled;
  DialFile fixed;
  DialFile services;
  DialFile own_numbers;
  CardPath imsi;
  CardPath network_name;
  CardPath service_table;
  std::vector<CardPath> locations;
  CardPath forbidden_networks;
};

// TS 31.102 clause 4.7 and TS 51.011 clause 10.7.
const SimFiles& sim_files(CardDialect dialect);

// EF.ICCID, in the master file of both.
const CardPath& iccid_path();

}  // namespace signoff
