// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/notary.h"
#include "ports/trouble.h"

#include <functional>

namespace signoff::sim {

// The real notary without the paper: laying out a page takes longer than all the rest of a
// life, and no seed decides how it looks. Its signing may fail before it acts, or after.
class QuickNotary final : public Notary {
 public:
  using Weather = std::function<Trouble()>;
  QuickNotary(const KeyRing& ring, Random& random, Weather weather)
      : notary_{ring, random}, weather_{std::move(weather)} {}

  Result<std::string> sign(std::string_view typ, std::string_view payload) override {
    return troubled([&] { return notary_.sign(typ, payload); });
  }
  std::string new_voucher_number() override { return notary_.new_voucher_number(); }
  Result<std::string> sign(const Voucher& voucher) override {
    return troubled([&] { return notary_.sign(voucher); });
  }
  Result<Bytes> print(const Voucher& voucher, const std::string& jws) override {
    const auto said = notary_.read(jws);
    if (!said) return pass_on(said.error());
    if (said->number != voucher.number)
      return fail(Fault::bad_input, "notary.other_voucher");
    const auto page = as_bytes("%PDF-");
    return Bytes{page.begin(), page.end()};
  }
  Result<Bytes> print(const RequestForm& form) override { return notary_.print(form); }
  Result<Voucher> read(std::string_view jws) const override { return notary_.read(jws); }
  std::string jwks() const override { return notary_.jwks(); }

 private:
  template <class Sign>
  Result<std::string> troubled(const Sign& sign) {
    const auto trouble = weather_();
    if (trouble == Trouble::refuse_before) return fail(Fault::unavailable, "notary.down");
    auto signed_text = sign();
    if (trouble == Trouble::lose_answer_after)
      return fail(Fault::unknown, "notary.answer_lost");
    return signed_text;
  }

  OperatorNotary notary_;
  Weather weather_;
};

}  // namespace signoff::sim
