// SPDX-License-Identifier: Apache-2.0
// The operator's calendar, wherever the browser is.

// "2026-11-28" in that zone at that moment.
export function civilDay(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA',
    {timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit'}).format(at);
}

export function isCivilDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
