// SPDX-License-Identifier: Apache-2.0
import {en as approvals} from '../features/approvals/words.en';
import {en as cases} from '../features/cases/words.en';
import {en as counter} from '../features/counter/words.en';
import {en as hotline} from '../features/hotline/words.en';
import {en as reviews} from '../features/reviews/words.en';
import {en as sessions} from '../features/sessions/words.en';
import {en as audit} from './audit.en';
import {en as chip} from './chip.en';
import {en as figures} from './figures.en';
import {en as fraud} from './fraud.en';
import {en as money} from './money.en';
import {en as network} from './network.en';
import {en as parts} from './case.en';
import {en as customer} from './customer.en';
import {en as desk} from './desk.en';
import {en as review} from './review.en';
import type {zh} from './zh-CN';

export const en: {[key in keyof typeof zh]: string} =
  {...desk, ...parts, ...customer, ...review, ...sessions, ...cases,
  ...counter, ...hotline, ...reviews, ...approvals,
  ...audit, ...chip, ...figures, ...fraud, ...money, ...network};
