// SPDX-License-Identifier: Apache-2.0
// After a whole run: every address of both faces was looked at by a journey, or the run
// fails. So a page that is added without one is found out.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {FullResult, Reporter, TestCase, TestResult} from '@playwright/test/reporter';

const kSource = path.resolve(__dirname, '../../src');
const kWhole = ['test', '-c', 'tests'];  // What a run is told that is whole.

function pathsIn(file: string, said: RegExp, under: string): string[] {
  const text = readFileSync(path.join(kSource, file), 'utf8');
  return [...text.matchAll(said)].map(([, found = '']) =>
    found.startsWith(under) || found === '/' ? found : `${under}${found}`);
}

function addresses(): string[] {
  const portal = pathsIn('portal/Portal.tsx', /<Route path="([^"*]+)" element/g, '/my/');
  const desk = pathsIn('desk/routes.tsx', /\{path: '(\/[^']+)'/g, '/desk');
  return [...portal, ...desk];
}

export default class Looked implements Reporter {
  private readonly looked = new Set<string>();
  private readonly isWhole = process.argv.slice(2).join() === kWhole.join();

  onTestEnd(_: TestCase, {annotations}: TestResult) {
    for (const {type, description} of annotations)
      if (type === 'looked' && description) this.looked.add(description);
  }

  async onEnd({status}: FullResult): Promise<{status?: FullResult['status']}> {
    if (!this.isWhole || status !== 'passed') return {};
    const wanted = addresses();
    const missing = wanted.filter((address) => {
      const pattern = new RegExp(`^${address.replace(/:\w+/g, '[^/]+')}$`);
      return ![...this.looked].some((one) => pattern.test(one));
    });
    console.log(`${wanted.length - missing.length} of ${wanted.length} addresses looked at`);
    for (const address of missing) console.log(`no journey looks at ${address}`);
    return missing.length > 0 || wanted.length === 0 ? {status: 'failed'} : {};
  }
}
