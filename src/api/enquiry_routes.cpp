// SPDX-License-Identifier: Apache-2.0
// What anybody may ask without a session: about a text he got, and for his voucher.
#include "api/json_text.h"
#include "api/rest_parts.h"

#include <openssl/evp.h>

namespace signoff {
namespace {

constexpr std::size_t kMessageMax = 1000;
constexpr std::size_t kVoucherMax = 64;
constexpr std::size_t kLastDigits = 6;

// RFC 4648 section 4, as JSON Schema's contentEncoding names it.
std::string to_base64(ByteView bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

// POST /api/v1/message-checks
Response check_message(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto text = fields.required_string("text", 1, kMessageMax);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (auto wait = limited(parts.enquiries, request)) return *std::move(wait);

  const auto verdict = parts.message_checks.check(text);
  if (!verdict) return refuse(verdict.error());
  JsonText json;
  json.open().text("verdict", verdict->verdict).open_list("reasons");
  for (const auto& reason : verdict->reasons) json.both({}, reason);
  json.close_list();
  if (verdict->sent_at) json.at("sent_at", *verdict->sent_at);
  return json_text(200, json.close().take());
}

// POST /api/v1/voucher-enquiries
Response enquire_voucher(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto voucher = fields.required_string("voucher", 1, kVoucherMax);
  const auto last = fields.required_string("id_last6", kLastDigits, kLastDigits);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (auto wait = limited(parts.codes, request)) return *std::move(wait);

  const auto taken = parts.voucher_enquiries.ask(voucher, last);
  return taken ? json_text(202, "{}") : refuse(taken.error());
}

// POST /api/v1/voucher-enquiries/answers
Response answer_enquiry(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto voucher = fields.required_string("voucher", 1, kVoucherMax);
  const auto last = fields.required_string("id_last6", kLastDigits, kLastDigits);
  const auto code = fields.required_string("code", 1, 12);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (auto wait = limited(parts.sign_ins, request)) return *std::move(wait);

  const auto paper =
      parts.voucher_enquiries.answer(caller_of(request), voucher, last, code);
  if (!paper) return refuse(paper.error());
  JsonText json;
  json.open().ready("\"status\":" + voucher_status_json(paper->status));
  json.text("jws", paper->jws).text("pdf", to_base64(paper->pdf));
  return json_text(200, json.close().take());
}

constexpr RestRoute kEnquiryRoutes[] = {
    {Method::post, "/api/v1/message-checks", "checkMessage", check_message, Access::open},
    {Method::post, "/api/v1/voucher-enquiries", "enquireVoucher", enquire_voucher,
     Access::open},
    {Method::post, "/api/v1/voucher-enquiries/answers", "answerVoucherEnquiry",
     answer_enquiry, Access::open},
};

}  // namespace

std::span<const RestRoute> enquiry_routes() { return kEnquiryRoutes; }

}  // namespace signoff
