// SPDX-License-Identifier: Apache-2.0
// The demo as a person finds it: started by hand on a free port, with its own directory,
// ended by its pid. One for each worker, as moving its clock moves it for everybody.
import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync}
  from 'node:fs';
import https from 'node:https';
import {tmpdir} from 'node:os';
import path from 'node:path';

import {trustIn} from './authority';

export interface Person {
  msisdn: string;
  imsi: string;
  iccid: string;
  id_number: string;
  email: string;
  other_msisdn: string;
}

export interface Login {
  username: string;
  password: string;
}

interface Ready {
  url: string;
  ca_file: string;
  desk: string;
  pid: number;
  lines: Record<string, Person[]>;
  staff: Record<string, Login>;
}

export interface Answer {
  status: number;
  body: any;
}

export const kProgram = process.env.SIGNOFF_PROGRAM ??
  path.resolve(__dirname, '../../../build/release/signoff');
const kReadyMs = 120_000;
const kLines = '2400';  // Thirty of each kind that is not plain.

export async function until<T>(what: string, ask: () => Promise<T | null> | T | null, ms = 60_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await ask();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`${what} does not come`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

export class Demo {
  ready!: Ready;
  readonly home: string;
  private process!: ChildProcess;
  private ended: number | null = null;
  private ca!: Buffer;
  private taken = new Map<string, number>();
  private used = new Set<string>();

  private constructor(readonly data: string) {
    this.home = path.join(data, 'home');
  }

  static async start(): Promise<Demo> {
    const demo = new Demo(mkdtempSync(path.join(tmpdir(), 'signoff-web-')));
    const file = path.join(demo.data, 'ready.json');
    demo.process = spawn(kProgram, ['demo', '--headless', '--lines', kLines, '--port', '0',
      '--data', path.join(demo.data, 'demo'), '--ready-file', file],
      {stdio: ['ignore', 'ignore', 'inherit']});
    demo.process.on('exit', (code) => { demo.ended = code ?? -1; });
    await until('the demo', () => {
      if (demo.ended !== null) throw new Error(`the demo ended with ${demo.ended}`);
      return existsSync(file) ? file : null;
    }, kReadyMs);
    demo.ready = JSON.parse(readFileSync(file, 'utf8'));
    demo.ca = readFileSync(demo.ready.ca_file);
    trustIn(demo.home, [demo.ready.ca_file]);
    return demo;
  }

  async stop() {
    if (this.ended === null) {
      const gone = new Promise((resume) => this.process.once('exit', resume));
      this.process.kill('SIGTERM');
      const timer = setTimeout(() => this.process.kill('SIGKILL'), 20_000);
      await gone;
      clearTimeout(timer);
    }
    rmSync(this.data, {recursive: true, force: true});
  }

  // Somebody with a line of this kind whom no other test has met.
  person(kind: string): Person {
    const at = this.taken.get(kind) ?? 0;
    this.taken.set(kind, at + 1);
    const person = this.ready.lines[kind]?.[at];
    if (!person) throw new Error(`no further line of kind ${kind}`);
    return person;
  }

  // The same, of those of whom something is so.
  async personWho(kind: string, isSo: (person: Person) => Promise<boolean>): Promise<Person> {
    const people = this.ready.lines[kind] ?? [];
    for (let at = people.length - 1; at >= (this.taken.get(kind) ?? 0); --at)
      if (await isSo(people[at]!)) return people.splice(at, 1)[0]!;
    throw new Error(`no line of kind ${kind} like that`);
  }

  // Somebody to whom money goes back; the days that pass use up what some people have.
  async personWithCredit(): Promise<Person> {
    const clerk = await this.staffToken('clerk');
    return this.personWho('credit', async ({msisdn}) => {
      const {items} = await this.good('GET',
        `/api/v1/lines?msisdn=${encodeURIComponent(msisdn)}`, undefined, clerk);
      const {obligations} = await this.good('GET', `/api/v1/lines/${items[0].id}/precheck`,
        undefined, clerk);
      return obligations.some((one: any) => one.id === 'OB-31');
    });
  }

  call(method: string, target: string, body?: unknown, token?: string): Promise<Answer> {
    const url = new URL(target, this.ready.url);
    const headers: Record<string, string> = {Accept: 'application/json'};
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    return new Promise((resolve, reject) => {
      const request = https.request(url, {method, headers, ca: this.ca}, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const isJson = /^[[{]/.test(text);
          resolve({status: answer.statusCode ?? 0, body: isJson ? JSON.parse(text) : text});
        });
      });
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async good(method: string, target: string, body?: unknown, token?: string): Promise<any> {
    const answer = await this.call(method, target, body, token);
    if (answer.status >= 300)
      throw new Error(`${method} ${target}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  // The newest code that came to the place and that nobody has typed.
  codeSentTo(place: string): Promise<string> {
    return until('a code', async () => {
      const {items} = await this.good('GET', `/lab/messages?to=${encodeURIComponent(place)}`);
      for (const {at, text} of items as {at: string; text: string}[]) {
        const code = /(?<!\d)\d{6}(?!\d)/.exec(text);
        if (!code || this.used.has(at + text)) continue;
        this.used.add(at + text);
        return code[0];
      }
      return null;
    });
  }

  // The newest message to the place.
  messageTo(place: string, wanted: RegExp): Promise<string> {
    return until('a message', async () => {
      const {items} = await this.good('GET', `/lab/messages?to=${encodeURIComponent(place)}`);
      return (items as {text: string}[]).find(({text}) => wanted.test(text))?.text ?? null;
    });
  }

  async advance(by: string): Promise<void> {
    await this.good('POST', '/lab/clock', {advance: by});
  }

  // A session for preparing what a test is not about.
  async token(person: Person): Promise<string> {
    await this.good('POST', '/api/v1/login-codes', {msisdn: person.msisdn});
    const code = await this.codeSentTo(person.msisdn);
    const session = await this.good('POST', '/api/v1/sessions',
      {msisdn: person.msisdn, code});
    return session.token;
  }

  // Where the demo keeps its records.
  get database(): string {
    return path.join(this.data, 'demo', 'signoff.db');
  }

  // Another command of the program, on the same machine.
  run(args: string[], input = ''): string {
    return execFileSync(kProgram, args, {input, encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'inherit']});
  }

  // What `signoff verify` says of a voucher, offline; throws where it does not stand.
  async verify(voucher: string): Promise<string> {
    const keys = path.join(this.data, 'jwks.json');
    writeFileSync(keys, JSON.stringify(await this.good('GET', '/.well-known/jwks.json')));
    return this.run(['verify', voucher, '--jwks', keys]);
  }

  // An account as the administrator makes it; answers what was printed.
  addStaff(username: string, role: string, password: string, ...more: string[]): string {
    return this.run(['staff', 'add', username, '--role', role, '--db', this.database,
      '--password-file', '-', ...more], `${password}\n`);
  }

  // Of the owner of a case, as an analyst reads it.
  async nameOf(item: {id: string; line_id: string}): Promise<string> {
    const {name} = await this.good('POST', `/api/v1/lines/${item.line_id}/unmasking`,
      {fields: ['name'], reason: 'To draw the card', case_id: item.id},
      await this.staffToken('fraud'));
    return name;
  }

  async staffToken(role: string): Promise<string> {
    return (await this.good('POST', '/api/v1/sessions', this.ready.staff[role])).token;
  }

  // A request as far as the owner brings it by himself, made without any page: submitted
  // and proved. Answers the case.
  async submittedCase(person: Person, more: object = {}): Promise<any> {
    const token = await this.token(person);
    const {items} = await this.good('GET', '/api/v1/lines', undefined, token);
    const mine = (items as any[]).find((line) => line.actions.includes('open_case'));
    return this.submitted(person, token, mine, more);
  }

  async submitted(person: Person, token: string, mine: any, more: object = {},
    isInPerson = false): Promise<any> {
    const precheck = await this.good('GET', `/api/v1/lines/${mine.id}/precheck`, undefined, token);
    const settlements = precheck.obligations.filter((one: any) => one.class === 'settle')
      .map((one: any) => ({obligation: one.id, option: one.default ?? one.options[0]?.id}))
      .filter((one: any) => one.option);
    const acknowledgements = precheck.obligations
      .filter((one: any) => one.class === 'warning').map((one: any) => one.id);
    let item = await this.good('POST', '/api/v1/cases',
      {line_id: mine.id, settlements, acknowledgements, ...more}, token);
    item = await this.good('POST', `/api/v1/cases/${item.id}/submission`,
      {quote_hash: item.quote.hash}, token);
    if (item.state !== 'AUTH_STEPUP') return item;
    if (isInPerson)
      return this.good('POST', `/api/v1/cases/${item.id}/confirmation`,
        {proofs: [{kind: 'in_person', value: person.id_number}]}, await this.staffToken('clerk'));
    const proofs = [];
    for (const {kind} of item.needs as {kind: string}[]) {
      const values: Record<string, () => Promise<string> | string> = {
        otp: () => this.codeSentTo(person.msisdn),
        id_number: () => person.id_number,
        iccid: () => person.iccid,
      };
      const value = values[kind];
      if (!value) throw new Error(`cannot prove ${kind} without a page`);
      proofs.push({kind, value: await value()});
    }
    return this.good('POST', `/api/v1/cases/${item.id}/confirmation`, {proofs}, token);
  }
}
