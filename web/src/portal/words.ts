// SPDX-License-Identifier: Apache-2.0
import {makeWords} from '../i18n/words';
import {en} from './words/en';
import {zh} from './words/zh-CN';

export const {WordsProvider, useWords} = makeWords(zh, en);
export type WordKey = keyof typeof zh;
