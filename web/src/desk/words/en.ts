// SPDX-License-Identifier: Apache-2.0
import {en as cases} from '../features/cases/words.en';
import {en as sessions} from '../features/sessions/words.en';
import {en as audit} from './audit.en';
import {en as figures} from './figures.en';
import {en as fraud} from './fraud.en';
import {en as money} from './money.en';
import {en as network} from './network.en';
import {en as parts} from './case.en';
import {en as desk} from './desk.en';
import type {zh} from './zh-CN';

export const en: {[key in keyof typeof zh]: string} =
  {...desk, ...parts, ...sessions, ...cases,
  ...audit, ...figures, ...fraud, ...money, ...network};
