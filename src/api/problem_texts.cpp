// SPDX-License-Identifier: Apache-2.0
#include "api/problem_texts.h"

namespace signoff {

namespace {

struct CodeText {
  std::string_view code;
  Bilingual text;
};

// Sorted by nothing: refusals are rare, and the list is read by people.
const CodeText kByCode[] = {
    {"http.body_too_large",
     {"The request is larger than this address accepts.",
      "请求内容超过此地址允许的大小。"}},
    {"http.header_too_large",
     {"The request has too many or too long headers.", "请求头过多或过长。"}},
    {"http.target_too_long", {"The address is too long.", "请求地址过长。"}},
    {"http.content_type",
     {"This address does not accept that type of content.", "此地址不接受该内容类型。"}},
    {"http.content_encoding",
     {"Send the content without compression.", "请不要压缩请求内容。"}},
    {"http.not_acceptable",
     {"This address cannot answer in any of the formats asked for.",
      "此地址无法以所要求的格式回答。"}},
    {"http.method_not_allowed",
     {"This address exists, but not for this method.", "此地址存在，但不支持该方法。"}},
    {"http.method_unknown", {"The method is not known here.", "不支持该请求方法。"}},
    {"http.malformed", {"The request is not valid HTTP.", "请求不符合 HTTP 规范。"}},
    {"http.if_match",
     {"If-Match must hold the ETag of the version you saw.",
      "If-Match 必须是您所见版本的 ETag。"}},
    {"http.if_match_missing",
     {"Send If-Match with the ETag of the version you saw.",
      "请在 If-Match 中提供您所见版本的 ETag。"}},
    {"http.idempotency_key",
     {"Idempotency-Key must be 1 to 128 visible characters.",
      "Idempotency-Key 必须为 1 到 128 个可见字符。"}},
    {"http.route", {"There is nothing at this address.", "此地址没有内容。"}},
    {"http.internal",
     {"Something went wrong on our side. The act may have been done: look before you "
      "repeat it.",
      "系统内部出错。操作可能已经完成，请先查看再重试。"}},
    {"http.busy",
     {"The server has more work than it can take. Try again shortly.",
      "服务器繁忙，请稍后再试。"}},
    {"json.syntax", {"The content is not valid JSON.", "请求内容不是有效的 JSON。"}},
    {"json.not_object",
     {"The content must be a JSON object.", "请求内容必须是 JSON 对象。"}},
    {"field.missing", {"A required field is missing.", "缺少必填字段。"}},
    {"field.type", {"A field has the wrong type.", "字段类型不正确。"}},
    {"field.unknown", {"A field is not known here.", "存在未知字段。"}},
    {"field.too_short", {"A field is too short.", "字段内容过短。"}},
    {"field.too_long", {"A field is too long.", "字段内容过长。"}},
    {"field.range", {"A number is outside its range.", "数值超出允许范围。"}},
    {"field.choice",
     {"A field holds none of the allowed values.", "字段取值不在允许范围内。"}},
    {"field.characters",
     {"A field holds characters that are not allowed.", "字段包含不允许的字符。"}},
    {"session.needed", {"Please sign in.", "请先登录。"}},
    {"session.expired",
     {"Your session has ended. Please sign in again.", "登录已过期，请重新登录。"}},
    {"rate.exceeded",
     {"Too many requests. Please wait before you try again.",
      "请求过于频繁，请稍后再试。"}},
};

}  // namespace

const Bilingual& title_of(Fault fault) {
  static const Bilingual kTitles[] = {
      {"The request is not valid", "请求无效"},
      {"Not found", "未找到"},
      {"Not allowed", "不允许此操作"},
      {"Something changed meanwhile", "状态已发生变化"},
      {"Not possible right now", "暂时无法处理"},
      {"The outcome is not known", "结果未知"},
  };
  return kTitles[static_cast<std::size_t>(fault)];
}

const Bilingual& sentence_of(const Error& error) {
  for (const auto& row : kByCode)
    if (row.code == error.code) return row.text;
  static const Bilingual kByFault[] = {
      {"The request cannot succeed as it stands. Correct it and send it again.",
       "请求无法按当前内容完成，请更正后重新发送。"},
      {"What you asked for does not exist, or is not yours to see.",
       "您所请求的内容不存在，或您无权查看。"},
      {"You may not do this, or have not yet proved enough.",
       "您无权执行此操作，或尚需进一步验证身份。"},
      {"The state has changed or does not allow this. Reload and decide again.",
       "状态已变化或不允许此操作，请刷新后重新决定。"},
      {"Nothing was changed. Please try again later.", "未作任何更改，请稍后再试。"},
      {"The act may have been done. Look at the present state before you repeat it.",
       "操作可能已经完成，请先查看当前状态再重试。"},
  };
  return kByFault[static_cast<std::size_t>(error.fault)];
}

}  // namespace signoff
