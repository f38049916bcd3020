// SPDX-License-Identifier: Apache-2.0
#include "api/rest_parts.h"

namespace signoff {
namespace {

constexpr std::string_view kJose = "application/jose";
constexpr std::string_view kPdf = "application/pdf";

// GET /api/v1/cases/{id}/voucher
Response case_voucher(RestParts& parts, const Request& request) {
  const auto type = negotiate(request.accept, {kJose, kPdf});
  if (!type) return problem(type.error());
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());
  const auto& caller = caller_of(request);
  if (*type == kPdf) {
    const auto paper = parts.service.case_voucher_pdf(caller, *id);
    if (!paper) return refuse(paper.error());
    return bytes(kPdf, {paper->begin(), paper->end()})
        .with("Content-Disposition", "attachment; filename=\"signoff-voucher.pdf\"")
        .with("Vary", "Accept");
  }
  auto record = parts.service.case_voucher(caller, *id);
  if (!record) return refuse(record.error());
  return bytes(kJose, std::move(record->jws))
      .with("Content-Disposition", "attachment; filename=\"signoff-voucher.jws\"")
      .with("Vary", "Accept");
}

// GET /api/v1/vouchers/{number}
Response show_voucher(RestParts& parts, const Request& request) {
  if (auto wait = limited(parts.enquiries, request)) return *std::move(wait);
  const auto status =
      parts.service.voucher_status(caller_of(request), request.path("number"));
  return status ? json_text(200, voucher_status_json(*status)) : refuse(status.error());
}

// GET /.well-known/jwks.json
Response jwks(RestParts& parts, const Request&) {
  return bytes("application/jwk-set+json", parts.service.jwks())
      .with("Cache-Control", "public, max-age=300");
}

constexpr RestRoute kVoucherRoutes[] = {
    {Method::get, "/api/v1/cases/{id}/voucher", "showCaseVoucher", case_voucher},
    {Method::get, "/api/v1/vouchers/{number}", "showVoucher", show_voucher, Access::open},
    {Method::get, "/.well-known/jwks.json", "listKeys", jwks, Access::open},
};

}  // namespace

std::span<const RestRoute> voucher_routes() { return kVoucherRoutes; }

}  // namespace signoff
