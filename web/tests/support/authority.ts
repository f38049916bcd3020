// SPDX-License-Identifier: Apache-2.0
// Whom a browser of ours trusts: the key store of a home, which Chromium asks.
import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import path from 'node:path';

export function trustIn(home: string, certificates: string[]) {
  const store = path.join(home, '.pki', 'nssdb');
  mkdirSync(store, {recursive: true});
  const certutil = (args: string[]) => execFileSync('certutil', [...args, '-d', `sql:${store}`]);
  certutil(['-N', '--empty-password']);
  certificates.forEach((file, at) =>
    certutil(['-A', '-n', `test ${at}`, '-t', 'C,,', '-i', file]));
}
