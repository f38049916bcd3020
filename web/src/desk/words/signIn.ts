// SPDX-License-Identifier: Apache-2.0
// Why the company's sign-in did not end in a session here, by the code that the server puts
// into the address: what happened and what to do now.
import type {Bilingual} from '../../i18n/words';

export const kSignInRefusals: Record<string, Bilingual> = {
  'login.role': {
    zh: '公司已确认您的身份，但您在这里还没有岗位，因此未登录。请联系管理员开通岗位后再登录。',
    en: 'Your company knows you, but you have no role here, so you are not signed in. Ask whoever manages roles, then sign in again.'},
  'oidc.away': {
    zh: '公司统一登录暂时没有应答，未登录。请过几分钟再试。',
    en: 'The company sign-in does not answer, so you are not signed in. Try again in a few minutes.'},
  'oidc.answer': {
    zh: '公司统一登录返回错误，未登录。请再试一次；仍不行，请把下面的代码告诉技术支持。',
    en: 'The company sign-in answered with an error, so you are not signed in. Try again; if it fails again, tell support the code below.'},
  'oidc.state': {
    zh: '这次登录不是从本浏览器发起的，或已超过 10 分钟，未登录。请重新登录。',
    en: 'This sign-in was not begun in this browser, or it took over 10 minutes, so you are not signed in. Begin again.'},
  'oidc.refused': {
    zh: '公司统一登录没有放行，或登录中途被放弃，未登录。请重新登录；如一直不放行，请联系管理员。',
    en: 'The company sign-in did not let you through, or it was given up on the way, so you are not signed in. Begin again; if it keeps refusing, ask whoever manages accounts.'},
  'oidc.code': {
    zh: '这次登录已经用过，或不属于本浏览器，未登录。请重新登录。',
    en: 'This sign-in was used before, or belongs to another browser, so you are not signed in. Begin again.'},
  'oidc.token': {
    zh: '公司统一登录给出的身份没有通过核验，未登录。请再试一次；仍不行，请把下面的代码告诉技术支持。',
    en: 'What the company sign-in said of you did not stand the check, so you are not signed in. Try again; if it fails again, tell support the code below.'},
};

// Of any other code.
export const kSignInRefused: Bilingual = {
  zh: '没有登录成功。请重新登录；仍不行，请把下面的代码告诉技术支持。',
  en: 'You are not signed in. Begin again; if it fails again, tell support the code below.'};
