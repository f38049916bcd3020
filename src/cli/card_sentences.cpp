// SPDX-License-Identifier: Apache-2.0
#include "cli/card_sentences.h"

#include <algorithm>

namespace signoff::cli {
namespace {

constexpr CardSentence kCardSentences[] = {
    {"reader.no_service", "The reader service is not running; start pcscd",
     "读卡器服务未运行，请启动 pcscd"},
    {"reader.none", "No card reader is connected; plug one in", "未连接读卡器，请先插入"},
    {"reader.absent", "The reader is gone; plug it in again", "读卡器已断开，请重新插入"},
    {"reader.no_card", "There is no card in the reader; put one in",
     "读卡器中没有卡，请插卡"},
    {"reader.taken", "Another program uses this card; close it and try again",
     "该卡正被其他程序使用，请关闭后重试"},
    {"reader.mute", "The card does not answer; turn it over, or clean its contacts",
     "卡无响应，请翻面重插或清洁触点"},
    {"reader.not_allowed", "You may not use the reader; ask whoever runs this machine",
     "您无权使用读卡器，请联系本机管理员"},
    {"reader.trouble", "The reader failed; plug it in again", "读卡器出错，请重新插入"},
    {"reader.which", "Several readers hold a card; say which with --reader",
     "多个读卡器中有卡，请用 --reader 指定"},
    {"reader.unknown", "There is no reader with this number; see: signoff card list",
     "没有此编号的读卡器，请查看 signoff card list"},
    {"card.gone",
     "The card was pulled or the reader went away; put it in and start again, it goes on "
     "from there",
     "卡已被拔出或读卡器已断开；请插回后重新运行，可接着办理"},
    {"card.no_sim", "This is not a SIM card; nothing was changed",
     "这不是 SIM 卡，未作任何更改"},
    {"card.no_file", "The card has no such file", "卡上没有此文件"},
    {"card.no_record", "The card has no such record", "卡上没有此记录"},
    {"card.not_allowed", "The card does not allow this", "卡不允许此操作"},
    {"card.pin_wrong", "The PIN is wrong; nothing was changed", "PIN 错误，未作任何更改"},
    {"card.pin_terminal",
     "The PIN is asked for at a terminal and there is none here; nothing was changed",
     "PIN 只在终端上询问，此处没有终端；未作任何更改"},
    {"card.pin_format", "A PIN has 4 to 8 digits; no try was spent",
     "PIN 为 4 至 8 位数字，未消耗尝试次数"},
    {"card.pin_blocked",
     "The PIN is blocked; unblock it with the PUK in a phone, then come back",
     "PIN 已锁定，请在手机上用 PUK 解锁后再来"},
    {"card.last_try",
     "One try is left for the PIN and it is not ours to spend; enter it in a phone first",
     "PIN 只剩一次机会，为免锁卡不再尝试；请先在手机上输入正确 PIN"},
    {"card.tries_unknown",
     "The card does not say how many tries are left, so the PIN was not sent; switch the "
     "PIN off in a phone first",
     "卡未告知剩余次数，未发送 PIN；请先在手机上关闭 PIN"},
    {"card.full", "The card has no room left", "卡已满"},
    {"card.file_closed", "The operator has closed this file", "运营商已停用此文件"},
    {"card.not_supported", "The card does not know this command", "卡不支持此命令"},
    {"card.wrong_command", "The card refused the command", "卡拒绝了该命令"},
    {"card.garbled",
     "The card's answer cannot be read; clean its contacts, put it in again and try again",
     "无法读取卡的应答，请清洁触点、重新插卡后重试"},
    {"card.busy", "The card is busy; try again", "卡正忙，请重试"},
    {"card.trouble", "The card reports a fault; try again", "卡报告故障，请重试"},
    {"card.memory", "The card's memory failed while writing; look at it before you go on",
     "卡写入时存储出错，请先查看再继续"},
    {"card.not_written", "The card did not keep what was written; it holds what it held",
     "卡未保存写入的内容，仍为原有内容"},
    {"card.no_backup",
     "Nothing was wiped: give the backup as JSON with --backup, or say --no-backup",
     "未擦除：请用 --backup 提供 JSON 格式的备份，或用 --no-backup 明确不备份"},
    {"card.no_iccid",
     "Nothing was wiped: the card's number (ICCID) cannot be read, so no backup can be "
     "held against it; with its contents saved, wipe it with --no-backup",
     "未擦除：无法读取卡号（ICCID），不能与备份核对；确认内容已保存后，可用 --no-backup "
     "擦除"},
    {"card.other_card", "Nothing was wiped: the backup is of another card",
     "未擦除：备份属于另一张卡"},
    {"card.backup_differs",
     "Nothing was wiped: the card holds something that the backup does not; back it up "
     "again",
     "未擦除：卡上有备份中没有的内容，请重新备份"},
    {"card.not_wiped", "It was overwritten, but the card still shows something there",
     "已覆盖，但读回仍有内容"},
    {"card.not_read_back", "It may be overwritten, but the card did not let us look",
     "可能已覆盖，但卡未能读回确认"},
    {"card.backup_format",
     "Nothing was saved: the file must end in .vcf, .json, .csv or .html, or --format say "
     "vcard4, vcard3, json, csv or html",
     "未备份：文件名须以 .vcf、.json、.csv 或 .html 结尾，或用 --format 指定 "
     "vcard4、vcard3、json、csv 或 html"},
    {"book.size", "The backup is too large", "备份文件过大"},
    {"book.json", "This is no backup of a card as JSON; nothing was changed",
     "这不是 JSON 格式的卡备份，未作任何更改"},
    {"book.version",
     "A newer program has written this backup; nothing was changed, use that one",
     "此备份由更新版本写入，未作任何更改；请改用新版程序"},
    {"book.member", "Something in the backup is wrong or unknown; nothing was changed",
     "备份中有错误或未知的内容，未作任何更改"},
    {"vcard.size", "There are too many contacts in the file; nothing was written",
     "文件中联系人过多，未写入任何内容"},
    {"vcard.none", "Nothing was written: this file holds no vCard",
     "未写入：文件中没有 vCard 联系人"},
    {"vcard.version", "Nothing was written: export the contacts as vCard 3.0 or 4.0",
     "未写入：请将联系人导出为 vCard 3.0 或 4.0"},
    {"vcard.encoding",
     "Nothing was written: the file is not in UTF-8; export the contacts as vCard 3.0 or "
     "4.0",
     "未写入：文件不是 UTF-8 编码，请将联系人导出为 vCard 3.0 或 4.0"},
    {"vcard.line",
     "Nothing was written: the file is cut off or a line of it cannot be read",
     "未写入：文件不完整，或有一行无法读取"},
    {"sms.garbled", "A message cannot be read; it was kept as it is",
     "有短信无法读取，已原样保留"},
    {"sms.too_long", "The message is too long for a card", "短信过长，卡无法存放"},
    {"sms.time", "The time of the message is none", "短信时间无效"},
    {"euicc.status",
     "The card stopped in the middle; look at its profiles before anything else",
     "卡中途停止应答，请先查看配置文件"},
    {"euicc.no_deletion",
     "The profile was kept: its operator forbids to delete it, so ask the operator",
     "已保留：运营商禁止删除此配置文件，请联系运营商"},
    {"euicc.no_disabling",
     "The profile was kept as it is: its operator forbids to disable it, and so to delete "
     "it here; ask the operator",
     "已保持原状：运营商禁止停用此配置文件，因此也无法在此删除，请联系运营商"},
    {"euicc.wrong_reenable",
     "Nothing was changed: while a test profile is enabled, the card goes back only to the "
     "profile that was enabled before it; enable that one first",
     "未作更改：测试配置文件启用期间，卡只能切回此前启用的配置文件；请先启用那一个"},
    {"euicc.none_enabled",
     "No profile of this chip is enabled, so there are no contents; enable one with: "
     "signoff card euicc enable",
     "此芯片没有启用的配置文件，因而没有卡内容；请先用 signoff card euicc enable 启用"},
    {"euicc.only_disabled",
     "The profile is disabled but not deleted; put the card in again and delete it once "
     "more",
     "配置文件已停用但未删除；请重新插卡后再删除一次"},
    {"euicc.not_restarted",
     "It is done, but the card does not answer since it started anew; put it in again and "
     "look",
     "操作已完成，但卡重启后无应答；请重新插卡后查看"},
    {"euicc.digits", "Give the ICCID or at least its last four digits",
     "请输入 ICCID，或至少末四位"},
    {"euicc.smdp_address",
     "Nothing was changed: a profile server is a name such as smdp.example",
     "未作更改：服务器须为域名，例如 smdp.example"},
    {"euicc.which",
     "Several profiles end so; give more digits, as shown by: signoff card euicc list "
     "--reveal",
     "有多个配置文件末位相同，请多输几位；完整号码见 signoff card euicc list --reveal"},
    {"euicc.nickname",
     "The nickname was kept as it was: it has at most 64 bytes of text that can be shown",
     "昵称未改：最长 64 字节（约 21 个汉字），且须可显示"},
    {"notification.not_found",
     "The card has no such notification; see: signoff card euicc notifications list",
     "卡上没有此通知，请查看 signoff card euicc notifications list"},
    {"notification.refused",
     "The profile server refused the notification; it stays on the card",
     "服务器拒绝了通知，通知仍保留在卡上"},
    {"notification.undelivered",
     "Nothing was dropped: the operator does not know of it yet. Deliver it, or say "
     "--discard-undelivered",
     "未丢弃：运营商尚未收到该通知。请先送达，或使用 --discard-undelivered"},
    {"notification.signature", "The chip's signature does not hold", "芯片签名不成立"},
    {"notification.issuer_unknown", "None of these roots vouches for the chip's maker",
     "所给根证书均未认证该芯片厂商"},
    {"smdp.address", "The card names no host for this notification",
     "卡上没有该通知的有效地址"},
    {"smdp.unreachable",
     "The profile server cannot be reached; the notification stays on the card",
     "无法连接服务器，通知仍保留在卡上"},
    {"smdp.not_trusted",
     "The profile server's certificate is not trusted; nothing was sent. Name its roots "
     "with --ca",
     "服务器证书不受信任，未发送任何内容；请用 --ca 指定根证书"},
    {"smdp.no_answer",
     "The profile server did not answer; the notification stays on the card and is sent "
     "again",
     "服务器未答复，通知仍保留在卡上，下次重送"},
    {"smdp.ca_file", "The file of roots cannot be read", "无法读取根证书文件"},
    {"smdp.via", "Say where as host:port", "地址请写为 主机:端口"},
    {"delivery.directory", "The journal of deliveries cannot be read or written",
     "无法读写送达记录目录"},
    {"delivery.json", "This is no record of a delivery", "这不是送达记录"},
    {"delivery.member", "The record of the delivery is damaged", "送达记录已损坏"},
    {"wipe.unsigned",
     "The card is wiped, but its report could not be written; make room there and wipe it "
     "again, which proves it too",
     "卡已擦除，但报告无法写入；请清理该目录后再次擦除，同样可出具证明"},
    {"keyring.mode", "Others may read the signing key; chmod 600 it, nothing was changed",
     "签名密钥可被他人读取，请执行 chmod 600；未作任何更改"},
    {"wipe.json", "This is no report of a wiped card", "这不是擦除报告"},
    {"wipe.member", "The report is damaged", "擦除报告已损坏"},
    {"wipe.typ", "This is signed, but no report of a wiped card", "签名文件不是擦除报告"},
    {"outbox.directory", "What waits to be sent cannot be read", "无法读取待发送的内容"},
    {"outbox.json", "This is nothing that waits to be sent", "这不是待发送的内容"},
    {"outbox.member", "What waits to be sent is damaged", "待发送的内容已损坏"},
    {"outbox.iccid",
     "The report of the wipe is at no case: the server takes an ICCID of decimal digits "
     "with its check digit, and this card has another; keep the report",
     "擦除报告未归入任何事项：服务器只接受校验位正确的纯数字 ICCID，此卡不是；"
     "请自行留存报告"},
    {"verify.keys", "Say with --jwks whose keys to check it with", "请用 --jwks 指定公钥"},
    {"verify.roots", "Say with --ci which roots to check the chip with",
     "请用 --ci 指定校验芯片的根证书"},
    {"notification.", "The notification does not hold", "通知校验不通过"},
    {"certificate.", "A certificate does not hold", "证书校验不通过"},
    {"es10.", "The eUICC's answer cannot be read", "无法读取 eUICC 的应答"},
    {"tlv.", "The card's answer cannot be read", "无法读取卡的应答"},
};

}  // namespace

std::span<const CardSentence> card_sentences() { return kCardSentences; }

bool is_for_support(std::string_view code) {
  constexpr std::string_view kSaid[] = {"card.pin_wrong", "smdp.ca_file"};
  constexpr std::string_view kTechnical[] = {"reader.", "card.", "smdp.", "es10.", "tlv."};
  return std::ranges::find(kSaid, code) == std::end(kSaid) &&
         std::ranges::any_of(
             kTechnical, [&](std::string_view start) { return code.starts_with(start); });
}

const CardSentence* card_sentence(std::string_view code) {
  const auto* found = std::ranges::find_if(kCardSentences, [&](const CardSentence& row) {
    return row.code == code || (row.code.ends_with('.') && code.starts_with(row.code));
  });
  return found == std::end(kCardSentences) ? nullptr : found;
}

}  // namespace signoff::cli
