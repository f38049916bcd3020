// SPDX-License-Identifier: Apache-2.0
import {makeWords} from '../../i18n/words';
import {en} from './en';
import {zh} from './zh-CN';

export type Key = keyof typeof zh & string;
export const {WordsProvider, useWords} = makeWords(zh, en);
