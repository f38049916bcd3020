// SPDX-License-Identifier: Apache-2.0
import type {zh} from './words.zh-CN';

export const en: {[key in keyof typeof zh]: string} = {
  'reviews.title': 'Reviews',
  'reviews.empty': 'No case waits for a review.',
  'reviews.waiting': 'Waiting',
  'reviews.late': 'Late',
  'reviews.soon': 'Due within 24 hours',
  'reviews.least': '{n} or more',
};
