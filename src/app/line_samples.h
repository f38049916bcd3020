// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "domain/identifiers.h"
#include "domain/identity_document.h"

#include <boost/json.hpp>

// Records of lines as the tests write them.
namespace signoff::samples {

inline constexpr Date kToday{std::chrono::year{2026}, std::chrono::month{11},
                             std::chrono::day{22}};

inline std::string id_number(int n) {
  const auto body = fmt::format("11010119900101{:03}", n % 1000);
  return body + gb11643_check(body);
}

inline std::string iccid(int n) {
  const auto body = fmt::format("898600{:013}", n);
  return body + luhn_digit(body);
}

inline boost::json::object object(int n) {
  return {
      {"owner",
       {{"id", fmt::format("C-{}", n)},
        {"name", fmt::format("Person {}", n)},
        {"id_kind", "resident_id"},
        {"id_number", id_number(n)}}},
      {"line",
       {{"msisdn", fmt::format("+86138{:08}", n)},
        {"imsi", fmt::format("46000{:010}", n)},
        {"iccid", iccid(n)},
        {"type", "prepaid"}}},
      {"account",
       {{"currency", "CNY"}, {"monthly_fee", "19.00"}, {"billed_until", "2026-11-01"}}}};
}

// The least a record may hold.
inline std::string plain(int n) { return boost::json::serialize(object(n)); }

// A plain one with a member set to a JSON value, or left out.
inline std::string changed(std::string_view part, std::string_view name,
                           std::string_view json, int n = 1) {
  auto record = object(n);
  record[part].as_object()[name] = boost::json::parse(json);
  return boost::json::serialize(record);
}
inline std::string without(std::string_view part, std::string_view name) {
  auto record = object(1);
  record[part].as_object().erase(name);
  return boost::json::serialize(record);
}

inline std::string full() {
  return R"({"owner":{"id":"C-1001","name":"王芳","id_kind":"resident_id","id_number":")" +
         id_number(7) +
         R"(","email":"wang@example.com","other_msisdn":"+8613800138009",)"
         R"("postal_address":"示例路1号","language":"en",)"
         R"("contacts_changed_at":"2026-01-02T03:04:05Z","bindings":["bank:ICBC","WeChat"]},)"
         R"("line":{"id":"L-7","msisdn":"+8613800138000","generation":2,)"
         R"("imsi":"460000000000007","iccid":")" +
         iccid(7) +
         R"(","type":"postpaid","main_msisdn":"+8613800138001","nickname":"work",)"
         R"("plan":"¥39","state":"SUSP_USER","opened_on":"2020-02-29",)"
         R"("sim_swapped_at":"2026-11-20T00:00:00Z","premium_number":true},)"
         R"("account":{"currency":"CNY","monthly_fee":"39.00","paid_credit":"-1.50",)"
         R"("gift_credit":"5.00","billed_until":"2026-11-01","means":"card",)"
         R"("contract":{"ends_on":"2027-06-30","monthly_fee":"39.00","clause":"§3.2",)"
         R"("is_proven":false}}})";
}

}  // namespace signoff::samples
