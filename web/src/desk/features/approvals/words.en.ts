// SPDX-License-Identifier: Apache-2.0
import type {zh} from './words.zh-CN';

export const en: {[key in keyof typeof zh]: string} = {
  'approvals.title': 'Second approvals',
  'approvals.which': 'What to approve',
  'approvals.cases': 'Cases',
  'approvals.skips': 'Steps to skip',
  'approvals.empty': 'No case waits for a second approval.',
  'approvals.skips_empty': 'No step waits to be skipped.',
  'approvals.skips_more': 'Many cases are stuck: only the {n} that have waited longest were looked through. More appear as these are settled.',
  'approvals.first': 'What the first reviewer said',
  'approvals.first_none': 'The rules brought it here; no reviewer has said anything yet.',
  'approvals.since': 'Stuck since',
  'approvals.code': 'Code',
  'approvals.truth': 'How it stands there',
  'approvals.skip': 'Confirm the skip',
  'approvals.skip_title': 'Skip: {step}',
  'approvals.skip_more': '“{step}” is not done any more and the next steps follow. Make sure that what the engineer wrote is so.',
  'approvals.skip_own': 'Whoever proposed the skip cannot confirm it; somebody else has to.',
};
