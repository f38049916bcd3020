// SPDX-License-Identifier: Apache-2.0
// The words for states that come from the server as names. Both faces say the same.
import type {Schemas} from '../api/client';
import type {Bilingual} from './words';

export type CaseState = Schemas['CaseSummary']['state'];
export type LineState = Schemas['Line']['state'];
// What a state means for whoever reads it, beside its word: shape and colour follow.
export type Tone = 'waiting' | 'working' | 'attention' | 'good' | 'ended';

export interface StateWords extends Bilingual {
  tone: Tone;
}

export const kCaseStates: Record<CaseState, StateWords> = {
  DRAFT: {zh: '草稿', en: 'Draft', tone: 'waiting'},
  SUBMITTED: {zh: '已提交', en: 'Submitted', tone: 'working'},
  AUTH_STEPUP: {zh: '待验证身份', en: 'Identity to prove', tone: 'attention'},
  PRECHECK: {zh: '核对中', en: 'Being checked', tone: 'working'},
  AWAITING_SUBSCRIBER: {zh: '待机主办理', en: 'Waits for the owner', tone: 'attention'},
  UNDER_REVIEW: {zh: '审核中', en: 'In review', tone: 'working'},
  SECOND_APPROVAL: {zh: '复核中', en: 'Second approval', tone: 'working'},
  FRAUD_HOLD: {zh: '安全核查', en: 'On hold', tone: 'attention'},
  SCHEDULED: {zh: '待停用', en: 'Scheduled', tone: 'waiting'},
  EXECUTING: {zh: '停用中', en: 'Being stopped', tone: 'working'},
  STUCK: {zh: '处理延迟', en: 'Delayed', tone: 'attention'},
  COOLING_OFF: {zh: '已停用，可恢复', en: 'Off, can come back', tone: 'waiting'},
  FINALISING: {zh: '注销中', en: 'Ending for good', tone: 'working'},
  CLOSED: {zh: '已注销', en: 'Gone', tone: 'good'},
  REJECTED: {zh: '未通过', en: 'Refused', tone: 'ended'},
  WITHDRAWN: {zh: '已撤回', en: 'Withdrawn', tone: 'ended'},
  EXPIRED: {zh: '已失效', en: 'Lapsed', tone: 'ended'},
  SUPERSEDED: {zh: '已由其他业务接替', en: 'Replaced', tone: 'ended'},
  REVERSED: {zh: '已撤销注销', en: 'Undone', tone: 'ended'},
};

export const kLineStates: Record<LineState, StateWords> = {
  ACTIVE: {zh: '正常', en: 'In service', tone: 'good'},
  SUSP_USER: {zh: '停机保号', en: 'Paused', tone: 'waiting'},
  SUSP_DEBT1: {zh: '欠费单停', en: 'Outgoing stopped', tone: 'attention'},
  SUSP_DEBT2: {zh: '欠费停机', en: 'Stopped for debt', tone: 'attention'},
  BARRED_LOST: {zh: '已挂失', en: 'Reported lost', tone: 'attention'},
  BARRED_RISK: {zh: '风险停机', en: 'Stopped for safety', tone: 'attention'},
  CANCEL_PENDING: {zh: '注销办理中', en: 'Being ended', tone: 'working'},
  PRE_CANCELLED: {zh: '已停用，可恢复', en: 'Off, can come back', tone: 'waiting'},
  PORTING_OUT: {zh: '携出办理中', en: 'Being moved', tone: 'working'},
  TERMINATED: {zh: '已注销', en: 'Ended', tone: 'ended'},
  PORTED_OUT: {zh: '已携出', en: 'Moved away', tone: 'ended'},
  CLOSED: {zh: '已结清', en: 'Settled', tone: 'ended'},
};

export const kChannels: Record<Schemas['CaseSummary']['channel'], Bilingual> = {
  web: {zh: '网站', en: 'Web'},
  app: {zh: '手机应用', en: 'App'},
  hotline: {zh: '热线', en: 'Hotline'},
  shop: {zh: '营业厅', en: 'Shop'},
  sms: {zh: '短信', en: 'SMS'},
  api: {zh: '接口', en: 'API'},
};

export const kRoles: Record<Schemas['Caller']['role'], Bilingual> = {
  subscriber: {zh: '机主', en: 'Owner'},
  clerk: {zh: '营业员', en: 'Clerk'},
  agent: {zh: '客服专员', en: 'Agent'},
  reviewer: {zh: '审核员', en: 'Reviewer'},
  supervisor: {zh: '主管', en: 'Supervisor'},
  fraud: {zh: '风控专员', en: 'Fraud analyst'},
  finance: {zh: '财务', en: 'Finance'},
  engineer: {zh: '网络工程师', en: 'Engineer'},
  auditor: {zh: '审计员', en: 'Auditor'},
  manager: {zh: '经理', en: 'Manager'},
};
