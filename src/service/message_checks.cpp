// SPDX-License-Identifier: Apache-2.0
#include "service/message_checks.h"

#include "engine/courier.h"
#include "engine/new_case.h"
#include "policy/message_match.h"

namespace signoff {
namespace {

Bilingual words_for(Suspicion suspicion) {
  switch (suspicion) {
    case Suspicion::link:
      return {"It holds a link. We never send links.", "短信含链接，我们从不发送链接。"};
    case Suspicion::asks_for_code:
      return {"It asks for a code. We never ask for one, and nobody from us ever will.",
              "短信索要验证码，我们从不索取验证码。"};
    case Suspicion::asks_for_money:
      return {"It asks for money, a password or your screen. We never do.",
              "短信要求转账、提供密码或共享屏幕，我们从不这样做。"};
    case Suspicion::foreign_number:
      return {"It wants you to call a number that is not ours.",
              "短信要求拨打的不是我们的客服号码。"};
  }
  return {};
}

Bilingual what_to_do(const Pack& pack) {
  return {
      "Do not answer it and open nothing. When in doubt call " + pack.place.hotline + ".",
      "请勿回复，勿点击。如有疑问请拨打" + pack.place.hotline + "。"};
}

MessageVerdict not_ours(const Pack& pack, const std::vector<Suspicion>& found) {
  MessageVerdict verdict{"not_ours", {}, {}};
  for (const auto one : found) verdict.reasons.push_back(words_for(one));
  if (found.empty())
    verdict.reasons.push_back(
        {"We send no message with these words.", "我们没有这样措辞的短信。"});
  verdict.reasons.push_back(what_to_do(pack));
  return verdict;
}

MessageVerdict only_worded_alike() {
  return {"worded_like_ours",
          {{"The words are ours, but the text alone does not prove that we sent it: "
            "anybody can copy words.",
            "措辞与我们的短信一致，但仅凭内容无法证明由我们发出，措辞可以被仿冒。"},
           {"Look at your case on this page: all our messages are listed there. Never "
            "tell anybody a code.",
            "请在本页查看您的办理记录，我们发出的消息都在其中。切勿把验证码告诉任何人。"}},
          {}};
}

}  // namespace

// When we sent exactly this, about the case that it names.
Result<std::optional<Instant>> MessageChecks::sent_at(std::string_view text) {
  auto& store = parts_.outside.store;
  const auto plain = folded(text);
  std::optional<Instant> sent;
  for (const auto& number : case_numbers_in(text)) {
    if (!is_case_number(number)) continue;
    const auto dossier = store.dossier_by_number(number);
    if (!dossier && dossier.error().fault == Fault::not_found) continue;
    if (!dossier) return pass_on(dossier.error());
    const auto notices = store.notices(dossier->head.id);
    if (!notices) return pass_on(notices.error());
    for (const auto& notice : *notices) {
      if (notice.state != NoticeState::sent) continue;
      const auto ours = notice_text(notice, parts_.outside.pack, dossier->file.language);
      if (ours && folded(*ours) == plain) sent = notice.created_at;
    }
  }
  return sent;
}

Result<MessageVerdict> MessageChecks::check(std::string_view text) {
  const auto& pack = parts_.outside.pack;
  // All of it every time, so that the answer takes as long whatever it is.
  const auto found = suspicions(pack, text);
  const auto sent = sent_at(text);
  if (!sent) return pass_on(sent.error());
  const bool is_alike = is_worded_like_ours(pack, text);
  if (*sent)
    return MessageVerdict{
        "genuine",
        {{"We sent exactly this about the case it names.", "该短信确由我们发出。"},
         {"Even so: never tell anybody a code.", "仍请注意：切勿把验证码告诉任何人。"}},
        *sent};
  if (!found.empty() || !is_alike) return not_ours(pack, found);
  return only_worded_alike();
}

}  // namespace signoff
