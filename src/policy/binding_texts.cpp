// SPDX-License-Identifier: Apache-2.0
#include "policy/binding_texts.h"

#include <array>
#include <string>

namespace signoff {
namespace {

constexpr std::string_view kBank = "bank:";

struct Named {
  std::string_view id;
  BindingKind kind;
  std::string_view en;
  std::string_view zh;
};

constexpr Named kServices[] = {
    {"ICBC", BindingKind::bank, "ICBC", "工商银行"},
    {"CCB", BindingKind::bank, "China Construction Bank", "建设银行"},
    {"ABC", BindingKind::bank, "Agricultural Bank of China", "农业银行"},
    {"BOC", BindingKind::bank, "Bank of China", "中国银行"},
    {"BOCOM", BindingKind::bank, "Bank of Communications", "交通银行"},
    {"CMB", BindingKind::bank, "China Merchants Bank", "招商银行"},
    {"PSBC", BindingKind::bank, "Postal Savings Bank", "邮储银行"},
    {"Alipay", BindingKind::payment, "Alipay", "支付宝"},
    {"UnionPay", BindingKind::payment, "UnionPay", "云闪付"},
    {"WeChat", BindingKind::messenger, "WeChat", "微信"},
    {"QQ", BindingKind::messenger, "QQ", "QQ"},
    {"12306", BindingKind::travel, "12306 railway tickets", "铁路12306"},
    {"Tax", BindingKind::government, "Personal income tax", "个人所得税"},
    {"Taobao", BindingKind::other, "Taobao", "淘宝"},
    {"Mail", BindingKind::other, "E-mail", "电子邮箱"},
};

struct Guide {
  BindingKind kind;
  std::string_view en;
  std::string_view zh;
};

constexpr Guide kGuides[] = {
    {BindingKind::bank,
     "In the bank's app: Me > Settings > Phone number; or at any branch with your ID card.",
     "在手机银行“我的 > 设置 > 手机号”中更改，或持身份证到任一网点办理。"},
    {BindingKind::payment,
     "In the app: Me > Settings > Account and security > Phone number. Keep some credit "
     "out of it until the new number is in.",
     "在“我的 > 设置 > 账号与安全 > 手机号”中更换，换好前请勿依赖旧号付款。"},
    {BindingKind::messenger,
     "In the app: Me > Settings > Account and security > Phone number.",
     "在“我 > 设置 > 账号与安全 > 手机号”中更换。"},
    {BindingKind::travel, "In the app: My account > Phone number check.",
     "在“我的 > 账户安全 > 手机核验”中更换。"},
    {BindingKind::government, "In the app: Personal centre > Security > Phone number.",
     "在“个人中心 > 安全中心 > 修改手机号”中更换。"},
    {BindingKind::other,
     "In its settings, under account or security, give another phone number.",
     "在该服务的“设置 > 账号与安全”中更换手机号。"},
};

BindingText text_of(BindingKind kind, std::string_view en, std::string_view zh) {
  BindingText text{kind, {std::string{en}, std::string{zh}}, {}};
  for (const auto& guide : kGuides)
    if (guide.kind == kind) text.guide = {std::string{guide.en}, std::string{guide.zh}};
  return text;
}

}  // namespace

std::string_view to_string(BindingKind kind) {
  constexpr std::array<std::string_view, 6> kKinds{"bank",   "payment",    "messenger",
                                                   "travel", "government", "other"};
  return kKinds[static_cast<std::size_t>(kind)];
}

BindingText binding_text(std::string_view id) {
  const bool is_bank = id.starts_with(kBank);
  const auto name = is_bank ? id.substr(kBank.size()) : id;
  for (const auto& known : kServices)
    if (known.id == name && (known.kind == BindingKind::bank) == is_bank)
      return text_of(known.kind, known.en, known.zh);
  return text_of(is_bank ? BindingKind::bank : BindingKind::other, name, name);
}

}  // namespace signoff
