// SPDX-License-Identifier: Apache-2.0
// The accounts of the embedded ledger in words, by their code.
import type {Bilingual} from '../../i18n/words';

export const kAccounts: Record<string, Bilingual> = {
  'customer.paid_credit': {zh: '客户预存款', en: 'Credit that customers paid'},
  'customer.gift_credit': {zh: '客户赠款', en: 'Credit given as a gift'},
  'customer.deposit': {zh: '客户押金', en: 'Deposits'},
  'customer.receivable': {zh: '应收账款', en: 'Billed and not paid'},
  'customer.receivable_fees': {zh: '应收违约金', en: 'Contract fees not paid'},
  'usage.unbilled': {zh: '未出账费用', en: 'Used and not billed'},
  'income.tariff': {zh: '资费收入', en: 'Income from tariffs'},
  'income.fees': {zh: '违约金收入', en: 'Income from fees'},
  'income.forfeited': {zh: '失效赠款', en: 'Gifts that lapsed'},
  'cash.card': {zh: '银行卡收款', en: 'Received by card'},
  'cash.refunds': {zh: '已付退款', en: 'Refunds paid out'},
  'cash.donated': {zh: '代捐款项', en: 'Passed on to charity'},
  'refund.in_transit': {zh: '在途退款', en: 'Refunds on their way'},
  'transfer.clearing': {zh: '号码间转账', en: 'Moved between lines'},
  'write_off': {zh: '核销', en: 'Written off'},
  'suspense.late_usage': {zh: '迟到话单暂记', en: 'Late usage in suspense'},
  'partners.payable': {zh: '应付合作方', en: 'Owed to partners'},
  'opening': {zh: '期初余额', en: 'Opening balances'},
};
