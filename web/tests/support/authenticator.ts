// SPDX-License-Identifier: Apache-2.0
// The app on a clerk's phone that shows codes (RFC 6238), from an otpauth:// address.
import {createHmac} from 'node:crypto';

const kBase32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const kStepMs = 30_000;

function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((one) => kBase32.indexOf(one).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((one) => parseInt(one, 2)));
}

export function codeOf(address: string): string {
  const [, secret = ''] = /secret=([A-Z2-7]+)/.exec(address) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / kStepMs)));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const at = mac[mac.length - 1]! & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
