// SPDX-License-Identifier: Apache-2.0
#include "evidence/notary.h"

#include "evidence/form_paper.h"
#include "evidence/jws.h"
#include "evidence/paper.h"
#include "evidence/pdf_signature.h"
#include "evidence/voucher_json.h"
#include "evidence/voucher_number.h"

namespace signoff {

Result<std::string> OperatorNotary::sign(std::string_view typ, std::string_view payload) {
  auto jws = sign_jws(ring_.current()->key, typ, payload);
  if (jws.size() > kJwsMax) return fail(Fault::bad_input, "jws.size");
  return jws;
}

std::string OperatorNotary::new_voucher_number() {
  return VoucherNumber::draw(random_).text();
}

Result<std::string> OperatorNotary::sign(const Voucher& voucher) {
  return sign(kVoucherTyp, to_json(voucher));
}

Result<Bytes> OperatorNotary::print(const Voucher& voucher, const std::string& jws) {
  const auto said = read(jws);
  if (!said) return pass_on(said.error());
  // The language is of the paper alone, so a voucher may be printed in another.
  auto compared = *said;
  compared.language = voucher.language;
  if (compared != voucher) return fail(Fault::bad_input, "notary.other_voucher");
  const auto key = ring_.current();
  const auto page = draw_paper(voucher, jws, key->key.public_key().kid());
  if (!page) return page;
  return sign_pdf(*page, *key,
                  {jws, voucher.operator_name, voucher.language, voucher.issued_at});
}

Result<Bytes> OperatorNotary::print(const RequestForm& form) { return draw_form(form); }

Result<Voucher> OperatorNotary::read(std::string_view jws) const {
  return read_voucher(jws, *ring_.jwks());
}

Result<Voucher> read_voucher(std::string_view jws, const Jwks& jwks) {
  const auto verified = verify_jws(jws, jwks);
  if (!verified) return pass_on(verified.error());
  // A token signed for another purpose is not a voucher, however it reads.
  if (verified->typ != kVoucherTyp) return fail(Fault::forbidden, "voucher.typ");
  return parse_voucher(verified->payload);
}

}  // namespace signoff
