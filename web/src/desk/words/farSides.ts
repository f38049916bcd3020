// SPDX-License-Identifier: Apache-2.0
// What the steps are called, and what the systems on the far side answer, in words. A code
// that is not listed is shown as it came.
import type {Bilingual} from '../../i18n/words';

export interface StepWords extends Bilingual {
  // Why it cannot be left out, where it cannot.
  neverSkipped?: Bilingual;
  // What stays undone when it is left out.
  ifSkipped?: Bilingual;
}

const kWouldLie: Bilingual = {
  zh: '少了这一步，“已注销”就不属实，因此不能跳过。',
  en: 'Without it “ended” would not be true, so it cannot be skipped.',
};

export const kSteps: Record<string, StepWords> = {
  E1: {zh: '记录号码现状', en: 'Record how the line stands', neverSkipped: {
    zh: '没有这份记录，号码就无法恢复原状，因此不能跳过。',
    en: 'Without this record the line could not be put back, so it cannot be skipped.'}},
  E2: {zh: '停止计费', en: 'Stop charging', neverSkipped: kWouldLie},
  E3: {zh: '网络侧停机', en: 'Bar in the network', neverSkipped: kWouldLie},
  E4: {zh: '处理副卡', en: 'Treat the sub-lines', ifSkipped: {
    zh: '副卡保持现状，需另行处理。',
    en: 'The sub-lines stay as they are and must be treated by hand.'}},
  E5: {zh: '停用 SIM 卡或 eSIM', en: 'End the SIM or eSIM', ifSkipped: {
    zh: '卡或 eSIM 不再标记停用；网络侧已停机，不能再用。',
    en: 'The card or eSIM is not marked as ended; the network bars it already.'}},
  E6: {zh: '为机主保留号码', en: 'Reserve the number', ifSkipped: {
    zh: '号码不会标记为保留，拨打者听不到停机提示。',
    en: 'The number is not marked as reserved; callers hear no announcement.'}},
  E7: {zh: '通知已登记的服务：号码停用', en: 'Tell services: the number is off', ifSkipped: {
    zh: '已登记的服务不会收到停用通知。',
    en: 'Services that asked to be told are not told that the number is off.'}},
  E8: {zh: '出具停用凭证', en: 'Issue the note of the stop', neverSkipped: {
    zh: '这一步不依赖其他系统，只需重试。',
    en: 'It needs no other system; it is only ever tried again.'}},
  E9: {zh: '从网络中删除号码', en: 'Remove from the network', neverSkipped: kWouldLie},
  E10: {zh: '出具最终账单', en: 'Make the final bill', ifSkipped: {
    zh: '不会出具最终账单，也不会退还余额，均需由财务补办。',
    en: 'There is no final bill and no credit is paid out; finance has to do both.'}},
  E11: {zh: '退还余额', en: 'Pay the credit out', neverSkipped: {
    zh: '只有这一步会退还凭证所载余额，因此不能跳过。',
    en: 'Nothing else pays the credit that the voucher states, so it cannot be skipped.'}},
  E12: {zh: '号码进入冷冻期', en: 'Let the number rest', neverSkipped: kWouldLie},
  E13: {zh: '通知已登记的服务：号码已注销', en: 'Tell services: the number is gone',
    ifSkipped: {
      zh: '已登记的服务不会收到注销通知，旧绑定可能留存。',
      en: 'Services are not told that the number is gone; old bindings may stay.'}},
  E14: {zh: '核验号码已不存在', en: 'Prove that the line is gone', neverSkipped: kWouldLie},
  E15: {zh: '出具最终凭证', en: 'Issue the final voucher', neverSkipped: kWouldLie},
  E16: {zh: '设定数据销毁日期', en: 'Set when data is destroyed', ifSkipped: {
    zh: '数据销毁日期未设定，需由数据保护人员补设。',
    en: 'No day is set on which the data is destroyed; data protection has to set it.'}},
};

export const kSystems: Record<string, Bilingual> = {
  register: {zh: '归属寄存器', en: 'Home register'},
  billing: {zh: '计费系统', en: 'Billing'},
  parties: {zh: '已登记的服务', en: 'Services to be told'},
  mail: {zh: '邮件网关', en: 'Mail gateway'},
  sms: {zh: '短信中心', en: 'Message centre'},
  number: {zh: '号码资源', en: 'Number records'},
  line: {zh: '号码', en: 'The line'},
  ledger: {zh: '账本', en: 'Ledger'},
};

export const kTruths: Record<string, Bilingual> = {
  present: {zh: '号码在册', en: 'present'},
  barred: {zh: '已停机', en: 'barred'},
  'in service': {zh: '在用', en: 'in service'},
  attached: {zh: '在网', en: 'attached'},
  'not attached': {zh: '不在网', en: 'not attached'},
  unknown: {zh: '查无此号', en: 'unknown'},
  'still there': {zh: '仍在册', en: 'still there'},
  'another number': {zh: '记录属于另一号码', en: 'carries another number'},
  'the record carries another number': {
    zh: '记录属于另一号码', en: 'the record carries another number'},
  stopped: {zh: '已停止计费', en: 'charging stopped'},
  charging: {zh: '仍在计费', en: 'still charging'},
  'rating open': {zh: '仍在出账', en: 'rating open'},
  'rating closed': {zh: '已关账', en: 'rating closed'},
  'of another line or generation': {
    zh: '已属于另一号码记录或另一任机主', en: 'of another line or a later owner'},
  IN_SERVICE: {zh: '在用', en: 'in service'},
  RESERVED: {zh: '已为机主保留', en: 'reserved'},
  QUARANTINE: {zh: '冷冻期中', en: 'resting'},
  SCRUB: {zh: '清理中', en: 'being cleaned'},
  AVAILABLE: {zh: '可供选号', en: 'free to choose'},
  ASSIGNED: {zh: '已有新机主', en: 'given to a new owner'},
  RETURN_TO_DONOR: {zh: '已退回原运营商', en: 'returned to the operator it came from'},
  WITHHELD: {zh: '已扣留', en: 'withheld'},
  'nothing to query': {zh: '这一步无可查询', en: 'nothing to query'},
};

export const kFarErrors: Record<string, Bilingual> = {
  'register.unreachable': {zh: '连不上', en: 'cannot be reached'},
  'register.down': {zh: '已停止服务', en: 'is down'},
  'register.timeout': {zh: '未按时应答', en: 'did not answer in time'},
  'register.no_answer': {zh: '没有应答', en: 'did not answer'},
  'register.answer_lost': {zh: '应答丢失，结果未知', en: 'the answer was lost; it may be done'},
  'register.bar_lost': {zh: '停机结果未知', en: 'whether it barred is not known'},
  'register.half_done': {zh: '只完成了一半', en: 'did one half only'},
  'register.busy': {zh: '繁忙', en: 'is busy'},
  'register.failed': {zh: '执行失败', en: 'failed'},
  'register.refused': {zh: '拒绝执行', en: 'refused'},
  'register.not_authorised': {zh: '不接受我方账号', en: 'does not accept our account'},
  'register.no_such_verb': {zh: '不支持该操作', en: 'does not offer this act'},
  'register.no_subscription': {zh: '查无此号', en: 'does not know the line'},
  'register.still_there': {zh: '删除后仍在册', en: 'still has the line after removal'},
  'register.still_attached': {zh: '停机后仍在网', en: 'still has the line attached'},
  'register.changed_hands': {
    zh: '记录已属于另一号码', en: 'the record belongs to another number by now'},
  'register.record_unreadable': {zh: '记录无法读取', en: 'the record cannot be read'},
  'register.visited_unreachable': {
    zh: '联系不上漫游地网络', en: 'the visited network cannot be reached'},
  'register.probe_refused': {zh: '不接受核验', en: 'does not take the probe'},
  'register.no_orphan_scan': {zh: '不支持残留密钥检查', en: 'cannot look for orphan keys'},
  'register.database_unreadable': {zh: '数据库无法读取', en: 'the database cannot be read'},
  'billing.busy': {zh: '繁忙', en: 'is busy'},
  'billing.refused': {zh: '拒绝执行', en: 'refused'},
  'billing.answer_lost': {zh: '应答丢失，结果未知', en: 'the answer was lost; it may be done'},
  'billing.closed': {zh: '账户已关闭', en: 'the account is closed'},
  'billing.declined': {zh: '扣款被拒', en: 'the payment was declined'},
  'billing.not_refundable': {zh: '余额不可退', en: 'the credit cannot be paid out'},
  'billing.short_of_credit': {zh: '余额不足', en: 'there is less credit than planned'},
  'billing.line_unknown': {zh: '查无此账户', en: 'does not know the account'},
  'billing.line_refuses': {zh: '收款号码不接受', en: 'the receiving line does not take it'},
  'billing.amount': {zh: '不接受这个金额', en: 'does not take this amount'},
  'billing.currency': {zh: '币种不符', en: 'uses another currency'},
  'billing.contract_unproven': {zh: '查不到合约', en: 'has no proof of the contract'},
  'billing.key': {zh: '不接受业务编号', en: 'does not take the key of the act'},
  'billing.key_reused': {
    zh: '业务编号已用于另一笔', en: 'the key of the act was used for another one'},
  'billing.refund_account': {zh: '收款账户不可用', en: 'the refund account cannot be used'},
  'billing.refund_kind': {zh: '不支持这种退款方式', en: 'does not offer this way of refund'},
  'ledger.damaged': {zh: '账目记录自相矛盾', en: 'its entries contradict each other'},
  'ledger.final_bill': {zh: '最终账单无法读取', en: 'its final bill cannot be read'},
  'ledger.moved': {zh: '刚被另一笔业务改动', en: 'another entry was written just before'},
  'ledger.unbalanced': {zh: '借贷不平', en: 'the entry does not balance'},
  'number.changed_hands': {
    zh: '已属于另一号码记录或另一任机主', en: 'it is of another line or a later owner'},
  'number.state': {zh: '状态不允许这一步', en: 'its state does not allow this step'},
  'line.state': {zh: '状态已变，不允许这一步', en: 'its state has changed and does not allow this step'},
  'line.legal_hold': {zh: '已被司法冻结', en: 'is under a legal hold'},
  'line.porting': {zh: '正在携号转网', en: 'is on its way to another operator'},
  'companions.past_return': {
    zh: '副卡已过可恢复期限', en: 'a sub-line is past the point of return'},
  'sms.unreachable': {zh: '连不上', en: 'cannot be reached'},
  'sms.busy': {zh: '繁忙', en: 'is busy'},
  'sms.refused': {zh: '拒绝执行', en: 'refused'},
  'sms.bind_refused': {zh: '不接受我方账号', en: 'does not accept our account'},
  'sms.answer_lost': {zh: '应答丢失，结果未知', en: 'the answer was lost; it may be done'},
  'far.down': {zh: '已停止服务', en: 'is down'},
};

// Of a code that is not listed.
export const kFarUnknown: Bilingual = {zh: '返回错误', en: 'answered with an error'};

// Before the name of what still answers after the line is gone.
export const kAliveWords: Bilingual = {zh: '删除后仍有应答', en: 'something still answers for the line'};

// Before an amount.
export const kCreditWords: Bilingual = {zh: '剩余预存款 ', en: 'credit left '};
