// SPDX-License-Identifier: Apache-2.0
// Dates, money and numbers as people read them. Amounts come as decimal text and are never
// turned into binary fractions; days are the operator's, wherever the browser is.

export interface Money {
  amount: string;
  currency: string;
}

export function money(tag: string, value: Money): string {
  const digits = value.amount.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(tag, {
    style: 'currency', currency: value.currency, currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits, maximumFractionDigits: digits,
  });
  // A decimal text is formatted digit by digit (ECMA-402), which the types do not know.
  return format.format(value.amount as unknown as number);
}

export function isZero(value: Money): boolean {
  return !/[1-9]/.test(value.amount);
}

export function isNegative(value: Money): boolean {
  return value.amount.startsWith('-') && !isZero(value);
}

export function negated(value: Money): Money {
  return {
    currency: value.currency,
    amount: value.amount.startsWith('-') ? value.amount.slice(1) : `-${value.amount}`,
  };
}

// "Sat 28 Nov 2026, 14:05" / "2026年11月28日周六 14:05".
export function moment(tag: string, zone: string, at: string | Date): string {
  const parts: Intl.DateTimeFormatOptions = {
    timeZone: zone, year: 'numeric', month: tag.startsWith('zh') ? 'long' : 'short',
    day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  };
  return new Intl.DateTimeFormat(tag, parts).format(new Date(at));
}

// The same where it ends something: midnight belongs to the day before, as in the messages.
// "Mon 7 Dec 2026, 24:00" / "2026年12月7日周一 24:00".
export function until(tag: string, zone: string, at: string | Date): string {
  const text = moment(tag, zone, at);
  if (!text.endsWith(' 00:00')) return text;
  const before = moment(tag, zone, new Date(new Date(at).getTime() - 60_000));
  // Where clocks are set back midnight may come twice; the second one ends no day.
  return before.endsWith(' 23:59') ? before.replace(/23:59$/, '24:00') : text;
}

// A moment without its time of day. A civil date ("2026-11-28") has no zone.
export function day(tag: string, zone: string, at: string | Date): string {
  const isCivil = typeof at === 'string' && /^\d{4}-\d\d-\d\d$/.test(at);
  return new Intl.DateTimeFormat(tag, {
    timeZone: isCivil ? 'UTC' : zone, year: 'numeric',
    month: tag.startsWith('zh') ? 'long' : 'short', day: 'numeric', weekday: 'short',
  }).format(new Date(at));
}

// What day() wrote, cut where a line may break: before the weekday where no space does it.
export function dayParts(text: string): [string, string] {
  const [date = '', weekday = ''] = text.split(/(?<=日)(?=周)/);
  return [date, weekday];
}

// "in 3 days" / "3天后"; the largest unit that fits.
export function fromNow(tag: string, at: string | Date, now: Date): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400], ['hour', 3_600], ['minute', 60]];
  const format = new Intl.RelativeTimeFormat(tag, {numeric: 'always'});
  for (const [unit, length] of units)
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  return format.format(Math.trunc(seconds), 'second');
}

export function number(tag: string, value: number): string {
  return new Intl.NumberFormat(tag).format(value);
}

// "2 days 4 hrs" / "2天4小时"; the two largest units that are not zero.
export function duration(tag: string, seconds: number): string {
  const units: [string, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60],
    ['second', 1]];
  const parts: string[] = [];
  let left = Math.round(seconds);
  for (const [unit, length] of units) {
    const n = Math.floor(left / length);
    if (n === 0 && !(unit === 'second' && parts.length === 0)) {
      if (parts.length > 0) break;
      continue;
    }
    left -= n * length;
    parts.push(new Intl.NumberFormat(tag, {style: 'unit', unit, unitDisplay: 'short'}).format(n));
    if (parts.length === 2) break;
  }
  return parts.join(tag.startsWith('zh') ? '' : ' ');
}
