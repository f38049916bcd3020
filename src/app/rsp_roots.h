// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rsp/verify_notification.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace signoff {

// The certificates in a PEM file, as DER, at most 64. The faults of cli::read_file() and
// parse_certificates().
Result<std::vector<Bytes>> read_roots(const std::filesystem::path& file);

// Who checks what chips report, against the roots in these files, each PEM with one or
// more. Null without files. Fault::bad_input "config.roots", with the file in the detail.
Result<std::unique_ptr<rsp::NotificationVerifier>> load_rsp_roots(
    const std::vector<std::filesystem::path>& files);

}  // namespace signoff
