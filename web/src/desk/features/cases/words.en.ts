// SPDX-License-Identifier: Apache-2.0
import type {zh} from './words.zh-CN';

export const en: {[key in keyof typeof zh]: string} = {
  'cases.title': 'All cases',
  'cases.one': 'One case',
  'cases.back': 'To the list',
};
