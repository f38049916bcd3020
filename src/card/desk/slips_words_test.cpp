// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/slip_matrix.h"
#include "cli/console.h"

namespace signoff {

void expect_words(const Error& error, const std::string& where) {
  for (const auto& [language, none] : {std::pair{Language::en, "It did not work"},
                                       std::pair{Language::zh, "操作未完成"}}) {
    const auto text = cli::failure_text({error, {}, {}, {}, {}}, {language, false});
    EXPECT_EQ(text.find(none), text.npos) << error.code << " " << where;
  }
}

namespace {

// Besides those that the cards of the other tests bring about.
TEST(Slips, of_every_kind_have_words) {
  for (const auto* code : {"card.gone",
                           "card.no_sim",
                           "card.no_file",
                           "card.no_record",
                           "card.not_allowed",
                           "card.pin_wrong",
                           "card.pin_blocked",
                           "card.pin_format",
                           "card.last_try",
                           "card.tries_unknown",
                           "card.full",
                           "card.file_closed",
                           "card.not_supported",
                           "card.wrong_command",
                           "card.garbled",
                           "card.busy",
                           "card.trouble",
                           "card.memory",
                           "card.not_written",
                           "card.not_wiped",
                           "card.not_read_back",
                           "card.no_backup",
                           "card.no_iccid",
                           "card.other_card",
                           "card.backup_differs",
                           "sms.garbled",
                           "euicc.absent",
                           "euicc.status",
                           "euicc.not_found",
                           "euicc.wrong_state",
                           "euicc.wrong_reenable",
                           "euicc.policy",
                           "euicc.busy",
                           "euicc.bad_request",
                           "euicc.failed",
                           "euicc.no_deletion",
                           "euicc.no_disabling",
                           "euicc.only_disabled",
                           "euicc.not_restarted",
                           "eid.length",
                           "eid.digits",
                           "eid.check_digits",
                           "es10.field",
                           "es10.function",
                           "tlv.tag",
                           "tlv.length",
                           "tlv.cut",
                           "tlv.trailing",
                           "tlv.unexpected",
                           "tlv.siblings",
                           "tlv.number",
                           "tlv.bits",
                           "tlv.size",
                           "notification.garbled",
                           "notification.not_found",
                           "notification.refused",
                           "notification.undelivered",
                           "smdp.address",
                           "smdp.unreachable",
                           "smdp.not_trusted",
                           "smdp.no_answer",
                           "delivery.directory",
                           "delivery.json",
                           "delivery.member",
                           "file.write",
                           "wipe.typ",
                           "wipe.json",
                           "wipe.member"})
    expect_words({Fault::unknown, code, ""}, "of the list");
}

}  // namespace
}  // namespace signoff
