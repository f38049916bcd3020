// SPDX-License-Identifier: Apache-2.0
#include "engine/params.h"
#include "policy/obligation_texts.h"
#include "service/counter.h"
#include "service/desk.h"
#include "service/disclosure.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

constexpr std::string_view kSignature = "signature";

// What the rows below need of one case.
struct Setting {
  const Dossier& dossier;
  const Pack& pack;
  Zone zone;
  Language language;

  std::string pick(std::string_view en, std::string_view zh) const {
    return std::string{language == Language::zh ? zh : en};
  }
  std::string moment(Instant at) const {
    return moment_text(at, zone, pack.place.zone_name, language);
  }
  std::string deadline(Instant at) const {
    return deadline_text(at, zone, pack.place.zone_name, language);
  }
};

// What the obligation is about, without the amounts that stand in its sentence.
std::string_view subject_of(std::string_view obligation, Language language) {
  struct Subject {
    std::string_view id, en, zh;
  };
  static constexpr Subject kSubjects[] = {
      {"OB-14", "Unpaid bills", "未缴费用"},
      {"OB-15", "Use not billed yet", "未出账费用"},
      {"OB-17", "Contract fee", "合约违约金"},
      {"OB-21", "Sub-lines", "副卡"},
      {"OB-22", "Leaving the main line", "脱离主卡"},
      {"OB-24", "Signing in", "登录方式"},
      {"OB-25", "Where the voucher goes", "凭证去向"},
      {"OB-31", "Credit left", "结余去向"},
      {"OB-33", "Refund account", "退款账户"},
  };
  for (const auto& one : kSubjects)
    if (one.id == obligation) return language == Language::zh ? one.zh : one.en;
  return obligation;
}

std::string choice_of(const Settlement& settlement, Language language) {
  const auto* obligation = find_obligation(settlement.obligation);
  const auto* option =
      obligation == nullptr ? nullptr : find_option(*obligation, settlement.option);
  // Texts with values in them belong to the page; the form names the choice.
  if (option == nullptr || !names_in(option->en).empty()) return settlement.option;
  return std::string{language == Language::zh ? option->zh : option->en};
}

std::vector<FormRow> choices(const Setting& in) {
  const auto& file = in.dossier.file;
  std::vector<FormRow> rows;
  auto when = file.effective;
  if (when == "now") when = in.pick("As soon as possible", "尽快");
  if (when == "cycle_end") when = in.pick("End of the billing month", "账期末");
  if (const auto day = parse_date(when)) when = day_text(*day, in.language);
  rows.push_back({in.pick("Service stops", "停用时间"), when});
  for (const auto& one : file.settlements)
    rows.push_back({std::string{subject_of(one.obligation, in.language)},
                    choice_of(one, in.language)});
  if (!file.surrender.empty())
    rows.push_back({in.pick("SIM card", "SIM 卡"), file.surrender == "card"
                                                       ? in.pick("Handed in", "已交回")
                                                       : in.pick("Not brought", "未带卡")});
  return rows;
}

std::vector<FormRow> quote(const Setting& in) {
  const auto& quote = in.dossier.file.quote;
  std::vector<FormRow> rows;
  for (const auto& item : quote.items)
    rows.push_back({in.pick(item.en, item.zh), with_sign(item.amount)});
  rows.push_back({in.pick("To pay", "应付合计"), with_sign(quote.total)});
  rows.push_back({in.pick("You get back", "应退合计"), with_sign(quote.refund)});
  if (!quote.forfeited.is_zero())
    rows.push_back({in.pick("Lapses", "失效金额"), with_sign(quote.forfeited)});
  return rows;
}

std::vector<FormRow> dates(const Setting& in) {
  const auto& dossier = in.dossier;
  const auto& file = dossier.file;
  std::vector<FormRow> rows;
  const auto add = [&](std::string_view en, std::string_view zh,
                       const std::optional<Instant>& at) {
    if (at) rows.push_back({in.pick(en, zh), in.moment(*at)});
  };
  add("Opened", "建立申请", dossier.head.opened_at);
  add("Asked for", "提出申请", file.submitted_at);
  if (const auto stops = file.stopped_at ? file.stopped_at : file.execute_at)
    rows.push_back({in.pick("Service stops", "停用"), in.deadline(*stops)});
  if (file.restore_until)
    rows.push_back({in.pick("Can be undone until", "最后可恢复时间"),
                    in.deadline(*file.restore_until)});
  else if (const auto day = parse_date(file.quote.last_day_to_undo))
    rows.push_back({in.pick("Can be undone until the end of", "可恢复至"),
                    day_text(*day, in.language)});
  return rows;
}

// The signature, where there is one to print. It is a document like others: which of the
// staff had it before him is in the access log.
Result<std::optional<DocumentRecord>> signature_for(const ServiceParts& parts,
                                                    const Caller& caller,
                                                    const Dossier& dossier) {
  const auto& documents = dossier.file.documents;
  const auto found =
      std::ranges::find(documents.rbegin(), documents.rend(), kSignature, &Document::kind);
  if (found == documents.rend()) return std::nullopt;
  auto image = parts.outside.store.document(found->id);
  if (!image && image.error().fault == Fault::not_found) return std::nullopt;
  if (!image) return pass_on(image.error());
  if (image->media_type != "image/png") return std::nullopt;
  if (!caller.is_staff()) return *std::move(image);
  auto look =
      access_of(parts, caller.actor, kDocumentSeen, dossier.line.id, dossier.head.id);
  look.document_id = found->id;
  look.fields = kSignature;
  Change change;
  change.line_id = dossier.line.id;
  change.accesses.push_back(std::move(look));
  if (auto logged = parts.outside.store.commit(change); !logged)
    return pass_on(logged.error());
  return *std::move(image);
}

}  // namespace

Result<Bytes> Counter::print_form(const Caller& caller, const std::string& case_id) {
  auto dossier = load_case(parts_, caller, case_id, Verb::print_form);
  if (!dossier) return pass_on(dossier.error());
  const auto& pack = parts_.outside.pack;
  const auto language = dossier->file.language;
  const Setting in{*dossier, pack, zone_of(pack), language};
  RequestForm form;
  form.language = language;
  form.operator_name = pack.place.operator_name.in(language);
  form.case_number = dossier->head.number;
  form.masked_number = masked(dossier->line.msisdn, pack.place.calling_code);
  form.choices = choices(in);
  form.quote = quote(in);
  form.dates = dates(in);
  form.hotline = pack.place.hotline;
  form.made_at = dossier->head.changed_at;
  auto signature = signature_for(parts_, caller, *dossier);
  if (!signature) return pass_on(signature.error());
  if (*signature) {
    form.signature = std::move((*signature)->content);
    form.signed_on = day_text(in.zone.date_of((*signature)->at), language);
  }
  form.state =
      shown(caller, {.dossier = *dossier, .history = {}, .refunds = {}, .vouchers = {}},
            pack)
          .next.in(language);
  return parts_.outside.notary.print(form);
}

}  // namespace signoff
