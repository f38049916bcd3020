// SPDX-License-Identifier: Apache-2.0
import type {zh} from './words.zh-CN';

export const en: {[key in keyof typeof zh]: string} = {
  'sign_in.title': 'Staff sign-in',
  'sign_in.username': 'Username',
  'sign_in.password': 'Password',
  'sign_in.totp': 'One-time code',
  'sign_in.totp_more': '6 digits. Leave it empty if you have not set one up.',
  'sign_in.totp_wrong': 'The one-time code has 6 digits.',
  'sign_in.act': 'Sign in',
  'sign_in.oidc': 'Sign in with {name}',
  'sign_in.or': 'or',
  'sign_in.need_username': 'Enter your username.',
  'sign_in.need_password': 'Enter your password.',
  'sign_in.back': 'You will be back where you were.',
  'sign_in.ended': 'Your sign-in has run out. What you were doing is still here: sign in again and go on. If somebody else signs in, it is not kept.',
  'sign_in.beside': 'It opens in a new tab. Come back to this page when you are done.',
};
