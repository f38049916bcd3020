// SPDX-License-Identifier: Apache-2.0
#include "app/rsp_roots.h"

#include "cli/settings.h"
#include "evidence/signing_key.h"

#include <fmt/format.h>

namespace signoff {
namespace {

constexpr std::size_t kRootsMax = 64;
constexpr std::size_t kFileMax = 256 * 1024;

std::unexpected<Error> wrong(const std::filesystem::path& file, std::string_view why) {
  return fail(Fault::bad_input, "config.roots", fmt::format("{}: {}", file.string(), why));
}

}  // namespace

Result<std::vector<Bytes>> read_roots(const std::filesystem::path& file) {
  const auto pem = cli::read_file(file, kFileMax);
  if (!pem) return pass_on(pem.error());
  return parse_certificates(*pem, kRootsMax);
}

Result<std::unique_ptr<rsp::NotificationVerifier>> load_rsp_roots(
    const std::vector<std::filesystem::path>& files) {
  std::unique_ptr<rsp::NotificationVerifier> none;
  if (files.empty()) return none;
  std::vector<Bytes> roots;
  for (const auto& file : files) {
    auto some = read_roots(file);
    if (!some) return wrong(file, some.error().code);
    for (auto& root : *some) {
      // One by one, so that the file at fault is named.
      const auto fits = rsp::NotificationVerifier::make({root});
      if (!fits) return wrong(file, fits.error().code);
      roots.push_back(std::move(root));
    }
  }
  return rsp::NotificationVerifier::make(roots);
}

}  // namespace signoff
