// SPDX-License-Identifier: Apache-2.0
// Dates and money in the reader's language, by the operator's clocks.
import {useMemo} from 'react';

import {day, moment, money, until, type Money} from '../i18n/format';
import {useAbout} from './data';
import {useWords} from './words';

const kZone = 'UTC';  // Until the operator's is known.

export function useFormat() {
  const {tag} = useWords();
  const zone = useAbout()?.time_zone ?? kZone;
  return useMemo(() => ({
    zone,
    money: (value: Money) => money(tag, value),
    day: (at: string) => day(tag, zone, at),
    moment: (at: string) => moment(tag, zone, at),
    until: (at: string) => until(tag, zone, at),
  }), [tag, zone]);
}

// A civil date of the operator's, `days` from now: "2026-11-28".
export function civilDate(zone: string, now: Date, days: number): string {
  const at = new Date(now.getTime() + days * 86_400_000);
  return new Intl.DateTimeFormat('en-CA', {timeZone: zone, dateStyle: 'short'}).format(at);
}
