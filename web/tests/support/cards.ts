// SPDX-License-Identifier: Apache-2.0
// Photographs of an identity card that nobody has, drawn for one person by the tests' own
// program (tests/idcards).
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

import {kProgram, type Demo, type Person} from './demo';

// Somebody whose card is photographed: the same few people in every run, whatever ran
// before, as one good photograph in a hundred does not pass.
export function sitter(demo: Demo): Promise<Person> {
  return demo.personWho('plain', async () => true);
}

// By what is wrong with them; "front" and "back" are good.
export function photosOf(idNumber: string, name: string): Record<string, Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'signoff-cards-'));
  try {
    execFileSync(path.join(path.dirname(kProgram), 'idcards'),
      ['--sample', folder, '--number', idNumber, '--name', name], {stdio: 'ignore'});
    return Object.fromEntries(readdirSync(folder).map((name) =>
      [path.parse(name).name, readFileSync(path.join(folder, name))]));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
