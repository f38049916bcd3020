// SPDX-License-Identifier: Apache-2.0
export const zh = {
  'approvals.title': '复核',
  'approvals.which': '复核内容',
  'approvals.cases': '业务复核',
  'approvals.skips': '跳过步骤',
  'approvals.empty': '没有待复核的业务。',
  'approvals.skips_empty': '没有待确认的跳过步骤。',
  'approvals.skips_more': '停滞的申请很多，这里只查了停留最久的 {n} 件；处理后会接着显示。',
  'approvals.first': '初审意见',
  'approvals.first_none': '按规则直接进入复核，没有初审意见。',
  'approvals.since': '停滞时间',
  'approvals.code': '原因代码',
  'approvals.truth': '对方现状',
  'approvals.skip': '确认跳过',
  'approvals.skip_title': '跳过步骤：{step}',
  'approvals.skip_more': '系统不再执行“{step}”，后续步骤照常进行。请确认工程师说明的情况属实。',
  'approvals.skip_own': '提出跳过的人不能自己确认，请另一位同事确认。',
};
