// SPDX-License-Identifier: Apache-2.0
// The words of the consoles, one file per feature. The Chinese ones are the shape.
import {zh as approvals} from '../features/approvals/words.zh-CN';
import {zh as cases} from '../features/cases/words.zh-CN';
import {zh as counter} from '../features/counter/words.zh-CN';
import {zh as hotline} from '../features/hotline/words.zh-CN';
import {zh as reviews} from '../features/reviews/words.zh-CN';
import {zh as sessions} from '../features/sessions/words.zh-CN';
import {zh as audit} from './audit.zh-CN';
import {zh as chip} from './chip.zh-CN';
import {zh as figures} from './figures.zh-CN';
import {zh as fraud} from './fraud.zh-CN';
import {zh as money} from './money.zh-CN';
import {zh as network} from './network.zh-CN';
import {zh as parts} from './case.zh-CN';
import {zh as customer} from './customer.zh-CN';
import {zh as desk} from './desk.zh-CN';
import {zh as review} from './review.zh-CN';

export const zh = {...desk, ...parts, ...customer, ...review, ...sessions, ...cases,
  ...counter, ...hotline, ...reviews, ...approvals,
  ...audit, ...chip, ...figures, ...fraud, ...money, ...network};
