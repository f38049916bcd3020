// SPDX-License-Identifier: Apache-2.0
// An OpenID provider that shares no code with ours, over https on a free loopback port, with
// a browser that signs in there. Speaks JSON lines: out {issuer, ca_file, ...}, then
// {location} for each {visit, login} that came in: where the browser ended up. {rotate} is
// answered with {location: ''} and signs with new keys from then on.
// usage: node oidc_provider.mjs DIR [REDIRECT_URI [HOST]]     DIR takes the certificate
import {execFileSync} from 'node:child_process';
import {generateKeyPairSync} from 'node:crypto';
import {readFileSync} from 'node:fs';
import https from 'node:https';
import readline from 'node:readline';
import {Provider} from 'oidc-provider';

const [, , directory, kRedirect = 'https://signoff.test/api/v1/oidc/callback',
  kHost = '127.0.0.1'] = process.argv;
const certificate = `${directory}/provider.pem`;
const key = `${directory}/provider.key`;
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
// Its warnings about being a demo go to stdout, where only our lines may be.
console.info = console.warn = console.log = () => {};

execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt',
  'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext',
  'subjectAltName=IP:127.0.0.1,DNS:localhost', '-keyout', key, '-out', certificate],
{stdio: 'ignore'});

const people = {
  li: ['signoff-review', 'canteen'],
  an: ['canteen'],
  bo: ['signoff-review', 'signoff-audit'],
};
const client = (id, algorithm) => ({
  client_id: id,
  client_secret: 'a secret: with+signs&more',
  redirect_uris: [kRedirect],
  id_token_signed_response_alg: algorithm,
});
const jwk = (type, options, kid) => ({
  ...generateKeyPairSync(type, options).privateKey.export({format: 'jwk'}),
  kid,
  use: 'sig',
});

let generation = 1;

function provider(issuer) {
  const made = new Provider(issuer, {
    clients: [client('signoff', 'RS256'), client('signoff-ec', 'ES256')],
    jwks: {keys: [jwk('rsa', {modulusLength: 2048}, `r${generation}`),
      jwk('ec', {namedCurve: 'P-256'}, `e${generation}`)]},
    pkce: {required: () => true, methods: ['S256']},
    claims: {openid: ['sub', 'preferred_username', 'roles'], profile: []},
    conformIdTokenClaims: false,
    cookies: {keys: ['for this run only']},
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({sub: id, preferred_username: id, roles: people[id] ?? []}),
    }),
  });
  // Its pages take their letters from the net, which no test may ask.
  made.use(async (context, next) => {
    await next();
    if (typeof context.body === 'string')
      context.body = context.body.replace(/@import url\(https?:[^)]*\);?/g, '');
  });
  return made;
}

let handler = (_, answer) => answer.end();
const server = https.createServer(
  {key: readFileSync(key), cert: readFileSync(certificate)}, (...both) => handler(...both));

class Browser {
  jar = new Map();
  agent = new https.Agent({ca: readFileSync(certificate)});

  ask(url, form) {
    return new Promise((resolve, reject) => {
      const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = {cookie};
      if (form) headers['content-type'] = 'application/x-www-form-urlencoded';
      const request = https.request(url, {agent: this.agent, headers,
        method: form ? 'POST' : 'GET'}, (answer) => {
        for (const line of answer.headers['set-cookie'] ?? []) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
          this.jar.set(name, value);
        }
        let body = '';
        answer.on('data', (part) => { body += part; });
        answer.on('end', () => resolve({status: answer.statusCode, body,
          location: answer.headers.location}));
      });
      request.on('error', reject);
      request.end(form && new URLSearchParams(form).toString());
    });
  }

  // Signs in and agrees wherever asked, until it is sent away from the provider.
  async visit(url, login) {
    let answer = await this.ask(url);
    for (let steps = 0; steps < 12; ++steps) {
      if (answer.location?.startsWith(kRedirect)) return {location: answer.location};
      if (answer.location) {
        url = new URL(answer.location, url).href;
        answer = await this.ask(url);
      } else if (answer.body.includes('name="prompt"')) {
        const [, prompt] = /name="prompt" value="([^"]+)"/.exec(answer.body);
        const [, action] = /action="([^"]+)"/.exec(answer.body);
        url = new URL(action, url).href;
        answer = await this.ask(url, {prompt, login, password: 'any'});
      } else {
        return {location: '', status: answer.status, body: answer.body.slice(0, 500)};
      }
    }
    return {location: ''};
  }
}

let issuer = '';
server.listen(0, '127.0.0.1', () => {
  issuer = `https://${kHost}:${server.address().port}`;
  handler = provider(issuer).callback();
  say({issuer, ca_file: certificate, client_secret: client('', 'RS256').client_secret,
    redirect_uri: kRedirect});
});
readline.createInterface({input: process.stdin}).on('line', async (line) => {
  const {visit, login, rotate} = JSON.parse(line);
  if (rotate) {
    ++generation;
    handler = provider(issuer).callback();
    return say({location: ''});
  }
  say(await new Browser().visit(visit, login).catch((why) => ({location: '',
    body: String(why)})));
}).on('close', () => process.exit(0));
