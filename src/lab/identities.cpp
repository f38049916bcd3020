// SPDX-License-Identifier: Apache-2.0
#include "lab/identities.h"

#include "base/ensure.h"
#include "domain/identity_document.h"

namespace signoff::lab {
namespace {

constexpr std::uint64_t kRange = 100'000'000;
// Prime to the range, so that every index has a place of its own.
constexpr std::uint64_t kStride = 61'803'399;

struct NamePart {
  const char* text;
  const char* latin;
};
constexpr NamePart kFamily[] = {
    {"王", "wang"},     {"李", "li"},     {"张", "zhang"},   {"刘", "liu"}, {"陈", "chen"},
    {"杨", "yang"},     {"黄", "huang"},  {"赵", "zhao"},    {"吴", "wu"},  {"周", "zhou"},
    {"徐", "xu"},       {"孙", "sun"},    {"马", "ma"},      {"朱", "zhu"}, {"胡", "hu"},
    {"林", "lin"},      {"郭", "guo"},    {"何", "he"},      {"高", "gao"}, {"罗", "luo"},
    {"欧阳", "ouyang"}, {"司马", "sima"}, {"诸葛", "zhuge"},
};
constexpr NamePart kGiven[] = {
    {"伟", "wei"},       {"娜", "na"},       {"静", "jing"},      {"敏", "min"},
    {"强", "qiang"},     {"磊", "lei"},      {"洋", "yang"},      {"艳", "yan"},
    {"勇", "yong"},      {"杰", "jie"},      {"涛", "tao"},       {"明", "ming"},
    {"超", "chao"},      {"霞", "xia"},      {"平", "ping"},      {"刚", "gang"},
    {"桂英", "guiying"}, {"秀兰", "xiulan"}, {"建国", "jianguo"}, {"志强", "zhiqiang"},
    {"思远", "siyuan"},  {"雨桐", "yutong"}, {"子涵", "zihan"},   {"欣怡", "xinyi"},
};

template <std::size_t N>
const NamePart& any_of(const NamePart (&parts)[N], Random& random) {
  return parts[random.below(N)];
}

template <class T>
T certain(Result<T> parsed) {
  ensure(parsed.has_value(), "identities.malformed");
  return *std::move(parsed);
}

}  // namespace

Identities::Identities(std::uint64_t seed) : offset_{SeededRandom{seed}.below(kRange)} {}

std::uint64_t Identities::scattered(std::uint64_t index) const {
  ensure(index < kRange, "identities.too_many");
  return (index * kStride + offset_) % kRange;
}

Msisdn Identities::msisdn(std::uint64_t index) const {
  return certain(Msisdn::parse(fmt::format("86100{:08}", scattered(index))));
}

Msisdn Identities::other_msisdn(std::uint64_t index) const {
  return certain(Msisdn::parse(fmt::format("86101{:08}", scattered(index))));
}

Imsi Identities::imsi(std::uint64_t index) const {
  return certain(Imsi::parse(fmt::format("99970{:010}", scattered(index))));
}

Iccid Identities::iccid(std::uint64_t index) const {
  auto digits = fmt::format("898699{:013}", scattered(index));
  digits += luhn_digit(digits);
  return certain(Iccid::parse(digits));
}

Eid Identities::eid(std::uint64_t index) const {
  const auto digits = fmt::format("8999{:026}", scattered(index));
  unsigned remainder = 0;
  for (const char digit : digits + "00")
    remainder = (remainder * 10 + static_cast<unsigned>(digit - '0')) % 97;
  return certain(Eid::parse(fmt::format("{}{:02}", digits, 98 - remainder)));
}

Name draw_name(Random& random) {
  const auto& family = any_of(kFamily, random);
  const auto& given = any_of(kGiven, random);
  return {fmt::format("{}{}", family.text, given.text),
          fmt::format("{}.{}", family.latin, given.latin)};
}

std::string draw_id_number(Date birth, Random& random) {
  auto digits = fmt::format("999999{:04}{:02}{:02}{}", static_cast<int>(birth.year()),
                            static_cast<unsigned>(birth.month()),
                            static_cast<unsigned>(birth.day()), random.digits(3));
  digits += gb11643_check(digits);
  return digits;
}

}  // namespace signoff::lab
