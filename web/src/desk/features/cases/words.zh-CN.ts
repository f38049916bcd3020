// SPDX-License-Identifier: Apache-2.0
export const zh = {
  'cases.title': '全部业务',
  'cases.one': '业务详情',
  'cases.back': '回到列表',
};
