// SPDX-License-Identifier: Apache-2.0
// What people come for, found by the words they use for it.
import {en} from '../words/en';
import {zh} from '../words/zh-CN';
import type {WordKey} from '../words';

export interface Task {
  to: string;
  name: WordKey;
  hint: WordKey;
  // Search words, in both languages; the reader may use either.
  words: WordKey;
}

export const kTasks: Task[] = [
  {to: '/my/lines', name: 'task.end', hint: 'task.end_hint', words: 'task.end_words'},
  {to: '/my/lines', name: 'task.pause', hint: 'task.pause_hint', words: 'task.pause_words'},
  {to: '/my/lines', name: 'task.restore', hint: 'task.restore_hint', words: 'task.restore_words'},
  {to: '/my/lines', name: 'task.refund', hint: 'task.refund_hint', words: 'task.refund_words'},
  {to: '/my/lost', name: 'task.lost', hint: 'task.lost_hint', words: 'task.lost_words'},
  {to: '/my/not-me', name: 'task.not_me', hint: 'task.not_me_hint', words: 'task.not_me_words'},
  {to: '/my/message', name: 'task.message', hint: 'task.message_hint',
    words: 'task.message_words'},
  {to: '/my/voucher', name: 'task.voucher', hint: 'task.voucher_hint',
    words: 'task.voucher_words'},
  {to: '/my/voucher/enquiry', name: 'task.enquiry', hint: 'task.enquiry_hint',
    words: 'task.enquiry_words'},
  {to: '/my/lines', name: 'task.port', hint: 'task.port_hint', words: 'task.port_words'},
];

export function findTasks(query: string): Task[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return kTasks;
  const fits = (task: Task) => {
    const words = `${zh[task.words]} ${en[task.words]}`.toLowerCase().split(' ');
    const names = `${zh[task.name]} ${en[task.name]}`.toLowerCase();
    return names.includes(wanted) ||
      words.some((word) => word.startsWith(wanted) || wanted.includes(word));
  };
  return kTasks.filter(fits);
}
