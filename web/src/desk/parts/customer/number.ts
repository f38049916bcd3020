// SPDX-License-Identifier: Apache-2.0
// What a person says or types of a number, as the server wants it (E.164 with +).

export function e164(typed: string, callingCode: string): string | null {
  const digits = typed.replace(/[\s()-]/g, '');
  const whole = /^\+\d+$/.test(digits) ? digits
    : /^00[1-9]\d+$/.test(digits) ? `+${digits.slice(2)}`
    : /^\d+$/.test(digits) ? `+${callingCode}${digits.replace(/^0/, '')}` : null;
  return whole && /^\+[1-9]\d{6,14}$/.test(whole) ? whole : null;
}

// "2611-0042317-8", also without its strokes.
export function caseNumber(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, '');
  return /^\d{12}$/.test(digits)
    ? `${digits.slice(0, 4)}-${digits.slice(4, 11)}-${digits.slice(11)}` : null;
}
