// SPDX-License-Identifier: Apache-2.0
export const zh = {
  'reviews.title': '审核',
  'reviews.empty': '没有待审核的业务。',
  'reviews.waiting': '待审核',
  'reviews.late': '已超时',
  'reviews.soon': '24小时内到期',
  'reviews.least': '至少 {n}',
};
