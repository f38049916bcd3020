// SPDX-License-Identifier: Apache-2.0
#include "app/card_words.h"

#include <algorithm>

namespace signoff {
namespace {

struct CardWord {
  std::string_view name;
  std::string_view en;
  std::string_view zh;
};

constexpr CardWord kWipedFiles[] = {
    {"ADN", "contacts", "联系人"},
    {"SNE", "second names", "第二姓名"},
    {"ANR", "further numbers", "其他号码"},
    {"EMAIL", "e-mail addresses", "电子邮件"},
    {"EXT1", "ends of long numbers", "长号码尾段"},
    {"IAP", "links between them", "联系人关联"},
    {"GRP", "who is in which group", "分组成员"},
    {"GAS", "names of groups", "分组名称"},
    {"AAS", "labels of numbers", "号码标签"},
    {"UID", "contacts' identities", "联系人标识"},
    {"PBC", "marks of changes", "更改标记"},
    {"CCP1", "capabilities", "承载参数"},
    {"SMS", "messages", "短信"},
    {"SMSR", "reports on messages sent", "短信状态报告"},
    {"LND", "numbers dialled", "已拨号码"},
    {"OCI", "calls made", "呼出记录"},
    {"ICI", "calls received", "呼入记录"},
    {"EXT5", "ends of long call records", "通话记录尾段"},
    {"LOCI", "last place", "最后位置"},
    {"PSLOCI", "last place, data", "最后位置（数据）"},
    {"EPSLOCI", "last place, 4G", "最后位置（4G）"},
    {"5GS3GPPLOCI", "last place, 5G", "最后位置（5G）"},
    {"5GSN3GPPLOCI", "last place, 5G over Wi-Fi", "最后位置（5G，经 Wi-Fi）"},
    {"FPLMN", "forbidden networks", "禁用网络"},
    {"FDN", "fixed numbers", "固定拨号"},
    {"SDN", "service numbers", "服务号码"},
    {"MSISDN", "own numbers", "本机号码"},
    {"IMSI", "subscriber number (IMSI)", "IMSI"},
    {"SPN", "network's name", "运营商名称"},
    {"PBR", "parts of the phone book", "电话簿分项"},
};

constexpr CardWord kCuts[] = {
    {"contact", "contact not written", "联系人未写入"},
    {"name", "name cut", "姓名被截断"},
    {"second_name", "second name cut", "第二姓名被截断"},
    {"number", "number not written", "号码未写入"},
    {"label", "label not written", "号码标签未写入"},
    {"email", "e-mail not written", "电子邮件未写入"},
    {"group", "group not written", "分组未写入"},
    {"message", "message not written", "短信未写入"},
    {"dialled", "dialled number left out", "已拨号码不写入"},
    {"fixed", "fixed number left out", "固定拨号不写入"},
    {"service", "service number left out", "服务号码不写入"},
};

template <std::size_t Count>
std::string_view word_of(const CardWord (&words)[Count], std::string_view name,
                         Language language) {
  const auto* row = std::ranges::find(words, name, &CardWord::name);
  if (row == std::end(words)) return name;
  return language == Language::zh ? row->zh : row->en;
}

}  // namespace

std::string_view wiped_file_text(std::string_view name, Language language) {
  return word_of(kWipedFiles, name, language);
}

std::string_view cut_text(std::string_view what, Language language) {
  return word_of(kCuts, what, language);
}

}  // namespace signoff
