// SPDX-License-Identifier: Apache-2.0
// The words of the drawing of a case.
import type {Bilingual} from './words';

export type StopKey = 'asked' | 'off' | 'return' | 'gone';

export const kStops: Record<StopKey, Bilingual> = {
  asked: {zh: '申请', en: 'Asked'},
  off: {zh: '停用', en: 'Off'},
  return: {zh: '此后不可恢复', en: 'No way back after'},
  gone: {zh: '正式注销', en: 'Gone for good'},
};
export const kSays: Record<'done' | 'next' | 'never' | 'planned' | 'name', Bilingual> = {
  done: {zh: '已完成', en: 'done'},
  next: {zh: '未到', en: 'not yet'},
  never: {zh: '不会发生', en: 'will not happen'},
  planned: {zh: '预计', en: 'planned'},
  name: {zh: '从申请到注销', en: 'From asked to gone'},
};
