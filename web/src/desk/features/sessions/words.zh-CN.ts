// SPDX-License-Identifier: Apache-2.0
export const zh = {
  'sign_in.title': '员工登录',
  'sign_in.username': '用户名',
  'sign_in.password': '密码',
  'sign_in.totp': '动态口令',
  'sign_in.totp_more': '6位数字。没有设置动态口令的，留空即可。',
  'sign_in.totp_wrong': '动态口令是6位数字。',
  'sign_in.act': '登录',
  'sign_in.oidc': '用{name}登录',
  'sign_in.or': '或',
  'sign_in.need_username': '请输入用户名。',
  'sign_in.need_password': '请输入密码。',
  'sign_in.back': '登录后回到刚才的页面。',
  'sign_in.ended': '登录已过期。刚才的内容都还在，重新登录后可继续；换人登录则不保留。',
  'sign_in.beside': '在新标签页登录，完成后回到这一页。',
};
