// SPDX-License-Identifier: Apache-2.0
// `signoff serve` of a company whose staff sign in at a provider of their own: the one of
// tests/node, which shares no code with ours. No line is ended here, so neither a register
// nor a message centre stands behind it.
import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {randomInt} from 'node:crypto';
import {copyFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

import {trustIn} from './authority';
import {kProgram, until} from './demo';

const kRoot = path.resolve(__dirname, '../../..');

interface Provider {
  issuer: string;
  ca_file: string;
  client_secret: string;
}

// Below those that Linux gives to whoever asks for any, so that none is taken before the
// server gets to it.
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = net.createServer();
    const isFree = await new Promise<boolean>((resume) => {
      server.once('error', () => resume(false));
      server.listen(port, '127.0.0.1', () => resume(true));
    });
    if (!isFree) continue;
    await new Promise((resume) => server.close(resume));
    return port;
  }
}

function end(child: ChildProcess | undefined): Promise<void> {
  return new Promise((resume) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return resume();
    child.once('exit', () => resume());
    child.kill('SIGTERM');
  });
}

export class Company {
  readonly home: string;
  url = '';
  provider!: Provider;
  private readonly data = mkdtempSync(path.join(tmpdir(), 'signoff-company-'));
  private children: ChildProcess[] = [];

  private constructor() {
    this.home = path.join(this.data, 'home');
  }

  static async start(): Promise<Company> {
    const company = new Company();
    try {
      const port = await freePort();
      company.url = `https://127.0.0.1:${port}`;
      await company.startProvider();
      company.configure(port);
      await company.serve();
      trustIn(company.home, [company.in('server.pem'), company.provider.ca_file]);
      return company;
    } catch (why) {
      await company.stop();
      throw why;
    }
  }

  async stop() {
    for (const child of this.children) await end(child);
    rmSync(this.data, {recursive: true, force: true});
  }

  private in(name: string): string {
    return path.join(this.data, name);
  }

  // Under another name than ours, so that its cookies and ours are of two sites, as in life.
  private async startProvider() {
    const child = spawn(process.execPath, [path.join(kRoot, 'tests/node/oidc_provider.mjs'),
      this.data, `${this.url}/api/v1/oidc/callback`, 'localhost'],
      {stdio: ['pipe', 'pipe', 'inherit']});
    this.children.push(child);
    this.provider = JSON.parse(await new Promise<string>((resume, refuse) => {
      child.once('exit', (code) => refuse(new Error(`the provider ended with ${code}`)));
      readline.createInterface({input: child.stdout!}).once('line', resume);
    }));
  }

  private configure(port: number) {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
      '-keyout', this.in('server.key'), '-out', this.in('server.pem'), '-subj',
      '/CN=signoff test', '-addext', 'subjectAltName=IP:127.0.0.1'], {stdio: 'ignore'});
    copyFileSync(path.join(kRoot, 'policies/cn.toml'), this.in('cn.toml'));
    for (const [name, text] of [['smsc.secret', 'sesame'],
      ['oidc.secret', this.provider.client_secret]] as const)
      writeFileSync(this.in(name), `${text}\n`, {mode: 0o600});
    writeFileSync(this.in('signoff.toml'), `
url = "${this.url}"
[store]
path = "signoff.db"
[policy]
pack = "cn.toml"
[keys]
directory = "keys"
[hlr]
kind = "osmo"
host = "127.0.0.1"
[smsc]
host = "127.0.0.1"
port = ${port}
system_id = "signoff"
password_file = "smsc.secret"
[mail]
host = "127.0.0.1"
port = ${port}
from = "no-reply@example.com"
plain = true
[listen]
port = ${port}
certificate = "server.pem"
key = "server.key"
[oidc]
name = "Example staff directory"
issuer = "${this.provider.issuer}"
client_id = "signoff"
client_secret_file = "oidc.secret"
ca_file = "${this.provider.ca_file}"
username_claim = "preferred_username"
role_claim = "roles"
also_passwords = true
[oidc.roles]
signoff-review = "reviewer"
`);
  }

  private async serve() {
    const child = spawn(kProgram, ['serve', '--config', this.in('signoff.toml')],
      {stdio: ['ignore', 'ignore', 'ignore']});
    this.children.push(child);
    await until('the company', () => {
      if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}`);
      return this.isUp();
    }, 120_000);
  }

  private isUp(): Promise<true | null> {
    return new Promise((resume) => {
      https.get(`${this.url}/healthz`, {rejectUnauthorized: false}, (answer) => {
        answer.resume();
        resume(answer.statusCode === 200 ? true : null);
      }).on('error', () => resume(null));
    });
  }
}
