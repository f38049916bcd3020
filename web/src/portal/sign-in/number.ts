// SPDX-License-Identifier: Apache-2.0

// What was typed or pasted, without spaces and with the digits that a Chinese keyboard gives.
export function plainOf(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
}

// A number as people write it, as E.164 with +; null where it cannot be one.
export function toE164(text: string, callingCode: string): string | null {
  const plain = plainOf(text).replace(/[\p{Pd}().\/]/gu, '');
  const digits = plain.startsWith('+') || plain.startsWith('00')
    ? plain.replace(/^(\+|00)/, '')
    : callingCode.replace(/\D/g, '') + plain.replace(/^0/, '');
  return /^\d{5,15}$/.test(digits) ? `+${digits}` : null;
}
