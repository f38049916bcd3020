// SPDX-License-Identifier: Apache-2.0
#include "app/defect_texts.h"

#include <algorithm>

namespace signoff {
namespace {

struct Words {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};

constexpr Words kWords[] = {
    {"record.too_long", "the line is too long", "本行过长"},
    {"json.syntax", "is not JSON", "不是 JSON"},
    {"json.not_object", "is not a JSON object", "不是 JSON 对象"},
    {"field.missing", "is missing", "缺失"},
    {"field.type", "has the wrong type", "类型错误"},
    {"field.empty", "is empty", "为空"},
    {"field.too_long", "is too long", "过长"},
    {"field.characters", "holds control characters", "含控制字符"},
    {"field.range", "is out of range", "超出范围"},
    {"field.unknown", "is not known here", "未知字段"},
    {"name.unknown", "is none of the known words", "不是已知取值"},
    {"reference.form", "must be 1 to 64 of letters, digits and . _ -",
     "须为 1 至 64 个字母、数字或 . _ -"},
    {"money.form", "must be an amount as text with the currency's decimals",
     "须为文本金额，小数位与货币一致"},
    {"currency.unknown", "is not a known currency", "未知货币"},
    {"currency.differs", "is another currency than that of the other lines",
     "与其他线路的货币不同"},
    {"birth.differs", "is not the date in the identity number", "与证件号码中的日期不符"},
    {"birth.in_future", "lies in the future", "是将来的日期"},
    {"date.in_future", "lies in the future", "是将来的日期"},
    {"line.state", "no line without a case is in this state",
     "没有事项的线路不能处于此状态"},
    {"card.state", "does not fit: IN_USE for a card; ENABLED or DISABLED with an EID",
     "不符：卡为 IN_USE；有 EID 时为 ENABLED 或 DISABLED"},
    {"main.itself", "a line is not its own main line", "主线路不能是本线路"},
    {"main.unknown", "the main line is not there and does not stand earlier in the file",
     "主线路不存在，也不在文件前面"},
    {"number.twice", "stands on an earlier line already", "前面的行已有此号码"},
    {"imsi.twice", "stands on an earlier line already", "前面的行已有此 IMSI"},
    {"iccid.twice", "stands on an earlier line already", "前面的行已有此 ICCID"},
    {"owner.differs", "is not the same as on an earlier line with this id",
     "与前面同一标识的行不一致"},
    {"owner.other_person", "belongs to another person in the database",
     "在数据库中属于另一人"},
    {"owner.erased", "belongs to somebody whose data were erased", "该人的数据已被销毁"},
    {"number.other_subscription", "the number is there with another subscription",
     "该号码已存在，IMSI 不同"},
    {"number.other_owner", "the number is there with another owner",
     "该号码已存在，机主不同"},
    {"number.other_line", "the number is there under another line id",
     "该号码已存在，线路标识不同"},
    {"number.later_generation", "the number is in a later generation by now",
     "该号码已进入后一代"},
    {"number.not_free", "the number has not been freed for this generation",
     "该号码尚未释放给这一代"},
    {"line.id_taken", "is the id of another line", "是另一线路的标识"},
    {"line.msisdn", "somebody has just stored a line with this number",
     "刚有人存入同一号码的线路"},
};

}  // namespace

std::string defect_text(std::string_view code, Language language) {
  const auto* row = std::ranges::find(kWords, code, &Words::code);
  if (row == std::end(kWords)) return std::string{code};
  return std::string{language == Language::zh ? row->zh : row->en};
}

}  // namespace signoff
