// SPDX-License-Identifier: Apache-2.0
import type {Schemas} from './client';

// Whether the line works on for a while after the request, so that what it costs grows on.
export function stopsLater({effective, settlements}:
  Pick<Schemas['Case'], 'effective' | 'settlements'>): boolean {
  return effective !== 'now' || settlements.some(({obligation, option}) =>
    obligation === 'OB-17' && option === 'wait_until_end');
}
