// SPDX-License-Identifier: Apache-2.0
#include "cli/words.h"

#include "cli/plain_text.h"

#include <algorithm>

namespace signoff::cli {
namespace {

struct Word {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};

constexpr Word kWords[] = {
    {"subscriber", "owner", "机主"},
    {"clerk", "clerk", "营业员"},
    {"agent", "hotline agent", "客服坐席"},
    {"reviewer", "reviewer", "审核员"},
    {"supervisor", "supervisor", "主管"},
    {"fraud", "fraud analyst", "风控专员"},
    {"finance", "finance", "财务"},
    {"engineer", "engineer", "网络工程师"},
    {"auditor", "auditor", "审计员"},
    {"web", "web", "网上营业厅"},
    {"app", "app", "手机应用"},
    {"hotline", "hotline", "客服热线"},
    {"shop", "shop", "营业厅"},
    {"sms", "text message", "短信"},
    {"api", "partner", "合作方"},
    {"prepaid", "prepaid", "预付费"},
    {"postpaid", "postpaid", "后付费"},
    {"company", "company line", "单位用户号码"},
    {"iot", "device line", "物联网卡"},
    {"IN_USE", "in use", "使用中"},
    {"REVOKED", "ended", "已停用"},
    {"SURRENDERED", "handed in", "已交回"},
    {"LOST", "lost", "已挂失"},
    {"DESTROYED_BY_USER", "destroyed by its owner", "机主已销毁"},
    {"SCRAPPED", "scrapped", "已报废"},
    {"ENABLED", "eSIM in use", "eSIM 使用中"},
    {"DISABLE_REQ", "eSIM being switched off", "eSIM 停用中"},
    {"DISABLED", "eSIM switched off", "eSIM 已停用"},
    {"DELETE_REQ", "eSIM being deleted", "eSIM 删除中"},
    {"DELETED_LOCAL", "eSIM deleted on the device", "eSIM 已在设备上删除"},
    {"DELETE_NOTIFIED", "eSIM deleted, proved", "eSIM 已删除并证实"},
    {"DELETE_PENDING_OFFLINE", "eSIM waits for its device", "eSIM 待设备联网删除"},
    {"ORPHANED", "eSIM left on the device", "eSIM 留在设备中"},
    {"DELETE_WAIVED", "eSIM left on the device", "eSIM 留在设备中"},
    {"RETIRED", "retired", "已作废"},
    {"installed", "installed", "已安装"},
    {"enabled", "switched on", "已启用"},
    {"disabled", "switched off", "已停用"},
    {"deleted", "deleted", "已删除"},
    {"receipt", "receipt of the request", "受理回执"},
    {"pre_cancellation", "note that service has stopped", "停止服务证明"},
    {"final", "proof that the line has ended", "号码注销证明"},
    {"valid", "valid", "有效"},
    {"void", "void", "已作废"},
};

}  // namespace

std::string word_of(std::string_view code, Language language) {
  const auto found = std::ranges::find(kWords, code, &Word::code);
  if (found == std::end(kWords)) return plain(code);
  return std::string{language == Language::zh ? found->zh : found->en};
}

}  // namespace signoff::cli
