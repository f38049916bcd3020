// SPDX-License-Identifier: Apache-2.0
#include "card/files/subscription.h"

#include "base/ensure.h"
#include "card/text/alpha.h"
#include "card/text/number.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

std::unexpected<Error> garbled_file(std::string_view what) {
  return fail(Fault::bad_input, "card.garbled", std::string{what});
}

bool all_decimal(std::string_view digits) {
  return std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

// Where a location file keeps its area, the last octet of that area's code, and its status.
struct LocationShape {
  std::size_t size;
  std::size_t area;
  std::size_t area_end;
  std::size_t status;
};
// The code of an area is of two octets, in 5G of three (TS 23.003 clause 19.4.2.3).
constexpr std::array<LocationShape, 4> kLocations{
    {{11, 4, 8, 10}, {14, 7, 11, 13}, {18, 12, 16, 17}, {20, 13, 18, 19}}};

const LocationShape* shape_of(std::size_t size) {
  const auto found = std::ranges::find(kLocations, size, &LocationShape::size);
  return found == kLocations.end() ? nullptr : &*found;
}

// Services of EF.UST (TS 31.102 clause 4.2.8) that have a short name.
struct ServiceName {
  int number;
  std::string_view en;
  std::string_view zh;
};
constexpr ServiceName kServices[] = {
    {1, "Local phone book", "本卡电话簿"},
    {2, "Fixed dialling numbers", "固定拨号"},
    {4, "Service dialling numbers", "服务号码"},
    {6, "Barred dialling numbers", "禁拨号码"},
    {8, "Outgoing call information", "呼出记录"},
    {9, "Incoming call information", "呼入记录"},
    {10, "Short message storage", "短信存储"},
    {11, "Short message status reports", "短信状态报告"},
    {12, "Short message parameters", "短信参数"},
    {13, "Advice of charge", "计费提示"},
    {17, "Group identifier level 1", "一级群组标识"},
    {18, "Group identifier level 2", "二级群组标识"},
    {19, "Service provider name", "运营商名称"},
    {20, "User controlled networks with access technology", "用户选网列表"},
    {21, "MSISDN", "本机号码"},
    {27, "GSM access", "GSM 接入"},
    {28, "Data download by short message", "短信数据下载"},
    {34, "Enabled services table", "已启用业务表"},
    {42, "Operator controlled networks with access technology", "运营商选网列表"},
    {45, "Network names", "网络名称"},
    {47, "Mailbox dialling numbers", "语音信箱号码"},
    {48, "Message waiting", "留言提示"},
    {49, "Call forwarding indication", "呼叫转移提示"},
    {51, "Service provider display information", "运营商显示信息"},
    {68, "Generic authentication (GBA)", "通用鉴权（GBA）"},
    {85, "EPS mobility management information", "4G 移动性管理"},
    {86, "Allowed closed subscriber groups", "允许的封闭用户组"},
    {95, "Card access to IMS", "IMS 接入"},
    {122, "5GS mobility management information", "5G 移动性管理"},
    {124, "Subscription identifier concealed", "用户标识加密"},
    {125, "Subscription identifier calculated by the card", "卡内计算加密标识"},
};

}  // namespace

Result<std::string> decode_iccid(ByteView file) {
  if (file.size() != 10) return garbled_file("ICCID");
  std::string digits(2 * file.size(), '0');
  std::size_t count = 0;
  while (count < digits.size()) {
    const int octet = file[count / 2];
    const int half = count % 2 == 0 ? octet & 15 : octet >> 4;
    if (half == 15) break;
    digits[count++] = static_cast<char>(half < 10 ? '0' + half : 'A' + half - 10);
  }
  // 18 to 20 digits: only the last octet may be filled up.
  if (count < 18) return garbled_file("ICCID");
  digits.resize(count);
  return digits;
}

Bytes encode_iccid(std::string_view digits) {
  ensure(digits.size() <= 20, "an ICCID has at most 20 digits");
  Bytes octets(10, 0xff);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char digit = digits[i];
    const bool is_letter = digit >= 'A' && digit <= 'E';
    ensure(is_letter || (digit >= '0' && digit <= '9'), "an ICCID has digits and A to E");
    const int half = is_letter ? digit - 'A' + 10 : digit - '0';
    auto& octet = octets[i / 2];
    octet = static_cast<std::uint8_t>(i % 2 == 0 ? (octet & 0xf0) | half
                                                 : (octet & 0x0f) | half << 4);
  }
  return octets;
}

Result<std::string> decode_imsi(ByteView file) {
  if (file.size() != 9 || file[0] < 4 || file[0] > 8) return garbled_file("IMSI");
  // The first half octet is parity and type (TS 24.008 clause 10.5.1.4).
  auto digits = decode_digits(file.subspan(1, file[0]));
  if (digits.size() < 7 || !all_decimal(digits)) return garbled_file("IMSI");
  return digits.substr(1);
}

Bytes encode_imsi(std::string_view digits) {
  const auto octets =
      encode_digits((digits.size() % 2 == 1 ? "9" : "1") + std::string{digits});
  ensure(octets && octets->size() <= 8, "an IMSI has at most 15 digits");
  Bytes file(9, 0xff);
  file[0] = static_cast<std::uint8_t>(octets->size());
  std::ranges::copy(*octets, file.begin() + 1);
  return file;
}

std::string decode_plmn(ByteView octets) {
  if (octets.size() < 3) return {};
  const int halves[] = {octets[0] & 15, octets[0] >> 4, octets[1] & 15,
                        octets[2] & 15, octets[2] >> 4, octets[1] >> 4};
  std::string network;
  for (const int half : halves) {
    if (half == 15 && network.size() == 5) break;  // Two digits of network code.
    if (half > 9) return {};
    network += static_cast<char>('0' + half);
  }
  return network;
}

std::vector<std::string> decode_plmn_list(ByteView file) {
  std::vector<std::string> networks;
  for (; file.size() >= 3; file = file.subspan(3))
    if (auto network = decode_plmn(file.first(3)); !network.empty())
      networks.push_back(std::move(network));
  return networks;
}

std::string decode_spn(ByteView file) {
  return file.empty() ? std::string{} : decode_alpha(file.subspan(1));
}

std::vector<int> decode_ust(ByteView file) {
  std::vector<int> services;
  for (std::size_t at = 0; at < file.size(); ++at)
    for (int bit = 0; bit < 8; ++bit)
      if ((file[at] >> bit & 1) != 0)
        services.push_back(static_cast<int>(at) * 8 + bit + 1);
  return services;
}

std::vector<int> decode_sst(ByteView file) {
  std::vector<int> services;
  for (std::size_t at = 0; at < file.size(); ++at)
    for (int pair = 0; pair < 4; ++pair)  // Allocated and activated.
      if ((file[at] >> (2 * pair) & 3) == 3)
        services.push_back(static_cast<int>(at) * 4 + pair + 1);
  return services;
}

std::string ust_name(int service, Language language) {
  for (const auto& [number, en, zh] : kServices)
    if (number == service) return std::string{language == Language::zh ? zh : en};
  return fmt::format("{}", service);
}

Result<Location> decode_location(ByteView file) {
  const LocationShape* shape = shape_of(file.size());
  if (shape == nullptr) return garbled_file("location");
  Location out;
  out.network = decode_plmn(file.subspan(shape->area, 3));
  out.is_known = (file[shape->status] & 7) == 0;
  return out;
}

Bytes empty_location(std::size_t size) {
  const LocationShape* shape = shape_of(size);
  ensure(shape != nullptr, "a location file has a known size");
  Bytes file(size, 0xff);
  // A deleted area: all ones but the last bit (TS 24.008 clause 10.5.1.3, TS 24.501
  // clause 9.11.3.8).
  file[shape->area_end] = 0xfe;
  file[shape->status] = 0x01;  // Not updated.
  return file;
}

}  // namespace signoff
