// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/hlr/osmo_hlr.h"
#include "connectors/mail/smtp_gateway.h"
#include "connectors/oidc/oidc_settings.h"
#include "connectors/smsc/smpp_client.h"

#include <filesystem>

namespace signoff {

// What `signoff serve` is told by its file. Paths in it are taken from the file's folder;
// secrets stand in files of their own.
struct Config {
  std::string url;      // Where people reach us: "https://signoff.example".
  std::string enquiry;  // Where vouchers are looked up; the plain page's when not given.
  std::filesystem::path store;
  std::filesystem::path store_key;  // Empty: beside the store.
  std::filesystem::path pack;
  bool is_osmo = true;
  OsmoHlrSettings osmo;
  std::filesystem::path rest_register;  // With `is_osmo` false.
  SmppSettings smsc;
  std::filesystem::path smsc_password;
  SmtpSettings mail;
  std::filesystem::path mail_password;
  std::string letter_desk;
  std::filesystem::path parties;  // Empty: nobody is told.
  std::filesystem::path keys;
  std::optional<OidcSettings> oidc;  // The company's own sign-in.
  std::filesystem::path oidc_secret;
  bool also_passwords = true;  // Built-in accounts sign in; with `oidc` only where told.
  std::filesystem::path id_check;  // Empty: signoff-idcheck beside the program.
  // Roots of the makers of eUICCs, in PEM; empty: no chip can report.
  std::vector<std::filesystem::path> rsp_roots;
  // Public keys (JWKS) of the desks whose reports of wipes are believed; empty: of none.
  std::vector<std::filesystem::path> desk_keys;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;
  std::string certificate;  // Both empty: no TLS, and then loopback only.
  std::string certificate_key;
  int case_threads = 2;
  int delivery_threads = 2;
  // These wait for the disk rather than work: those that wait together share its syncs.
  int http_threads = 16;
  bool is_behind_proxy = false;
};

// Fault::bad_input "config.…" with "FILE:LINE: reason" in the detail.
Result<Config> parse_config(std::string_view text, const std::filesystem::path& file);
// Reads the file and the secrets it names.
Result<Config> load_config(const std::filesystem::path& file);

}  // namespace signoff
