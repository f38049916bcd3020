// SPDX-License-Identifier: Apache-2.0
// A card wiped at the demo's desk: the report that `signoff card` signs there.
import {createHash, createPublicKey, sign, type JsonWebKey} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

import type {Demo} from './demo';

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

// Of an EC key (RFC 7638).
function thumbprint({crv, kty, x, y}: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({crv, kty, x, y})).digest('base64url');
}

export function signedWipe(demo: Demo, iccid: string, isProved: boolean): string {
  const keys = path.join(demo.ready.desk, 'keys');
  const file = readdirSync(keys).filter((name) => name.endsWith('.pem')).sort().at(-1)!;
  const key = readFileSync(path.join(keys, file), 'utf8');
  const kid = thumbprint(createPublicKey(key).export({format: 'jwk'}));
  const head = base64url({alg: 'ES256', kid, typ: 'card-wipe+jwt'});
  const wiped = isProved ? 3 : 2;
  const body = base64url({version: 1, iccid, at: new Date().toISOString().replace(/\.\d+/, ''),
    proved: isProved, backup_sha256: '', stopped: '',
    files: [{name: 'ADN', path: '7f10/6f3a', records: 3, wiped, refused: ''}]});
  const signed = sign('sha256', Buffer.from(`${head}.${body}`),
    {key, dsaEncoding: 'ieee-p1363'});
  return `${head}.${body}.${signed.toString('base64url')}`;
}
