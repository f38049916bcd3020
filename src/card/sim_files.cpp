// SPDX-License-Identifier: Apache-2.0
#include "card/sim_files.h"

namespace signoff {
namespace {

constexpr std::uint16_t kApplication = 0x7fff;
constexpr std::uint16_t kTelecom = 0x7f10;
constexpr std::uint16_t kGsm = 0x7f20;
constexpr std::uint16_t kPhonebook = 0x5f3a;
constexpr std::uint16_t kFiveGs = 0x5fc0;

SimFiles usim() {
  SimFiles files;
  files.books = {{kApplication, kPhonebook, 0x4f30}, {kTelecom, kPhonebook, 0x4f30}};
  files.names = {"ADN", {kTelecom, 0x6f3a}, {kTelecom, 0x6f4a}};
  files.messages = {{kApplication, 0x6f3c}, {kTelecom, 0x6f3c}};
  files.reports = {{kApplication, 0x6f47}, {kTelecom, 0x6f47}};
  files.dialled = {{"OCI", {kApplication, 0x6f81}, {kApplication, 0x6f4e}},
                   {"ICI", {kApplication, 0x6f80}, {kApplication, 0x6f4e}},
                   {"LND", {kTelecom, 0x6f44}, {kTelecom, 0x6f4a}}};
  files.fixed = {"FDN", {kApplication, 0x6f3b}, {kApplication, 0x6f4b}};
  files.services = {"SDN", {kApplication, 0x6f49}, {kApplication, 0x6f4c}};
  files.own_numbers = {"MSISDN", {kApplication, 0x6f40}, {kApplication, 0x6f4e}};
  files.imsi = {kApplication, 0x6f07};
  files.network_name = {kApplication, 0x6f46};
  files.service_table = {kApplication, 0x6f38};
  files.locations = {{kApplication, 0x6f7e},
                     {kApplication, 0x6f73},
                     {kApplication, 0x6fe3},
                     {kApplication, kFiveGs, 0x4f01},
                     {kApplication, kFiveGs, 0x4f02}};
  files.forbidden_networks = {kApplication, 0x6f7b};
  return files;
}

SimFiles sim() {
  SimFiles files;
  files.names = {"ADN", {kTelecom, 0x6f3a}, {kTelecom, 0x6f4a}};
  files.messages = {{kTelecom, 0x6f3c}};
  files.reports = {{kTelecom, 0x6f47}};
  files.dialled = {{"LND", {kTelecom, 0x6f44}, {kTelecom, 0x6f4a}}};
  files.fixed = {"FDN", {kTelecom, 0x6f3b}, {kTelecom, 0x6f4b}};
  files.services = {"SDN", {kTelecom, 0x6f49}, {kTelecom, 0x6f4c}};
  files.own_numbers = {"MSISDN", {kTelecom, 0x6f40}, {kTelecom, 0x6f4a}};
  files.imsi = {kGsm, 0x6f07};
  files.network_name = {kGsm, 0x6f46};
  files.service_table = {kGsm, 0x6f38};
  files.locations = {{kGsm, 0x6f7e}, {kGsm, 0x6f53}};
  files.forbidden_networks = {kGsm, 0x6f7b};
  return files;
}

}  // namespace

const SimFiles& sim_files(CardDialect dialect) {
  static const SimFiles of_usim = usim();
  static const SimFiles of_sim = sim();
  return dialect == CardDialect::uicc ? of_usim : of_sim;
}

const CardPath& iccid_path() {
  static const CardPath path{0x3f00, 0x2fe2};
  return path;
}

}  // namespace signoff
