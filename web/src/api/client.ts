// SPDX-License-Identifier: Apache-2.0
// The contract as typed calls. Every call names the face it comes from: that picks the
// session cookie, and no other site can send the header.
import createClient, {type Client} from 'openapi-fetch';

import {chosenLanguage, tagOf} from '../i18n/language';
import type {components, paths} from './schema.gen';

export type Schemas = components['schemas'];
export type Face = 'subscriber' | 'desk';

// A refusal: the problem document of RFC 9457, or what stands for one when nothing came.
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly sentence: string,
    readonly body: Partial<Schemas['Problem']> & Record<string, unknown>,
    readonly retryAfter: number | null,
    readonly requestId: string,
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

// No answer at all: the network, not the server.
export class Offline extends Error {
  constructor() {
    super('offline');
    this.name = 'Offline';
  }
}

// How long an answer may take to begin, and one in JSON to be whole.
const kWaitMs = 30_000;
const kUploadWaitMs = 180_000;  // 10 MB over a slow mobile link.

function isJson(response: Response): boolean {
  return response.headers.get('Content-Type')?.includes('json') ?? false;
}

async function refusalOf(response: Response): Promise<Refusal> {
  const body = isJson(response) ? await response.clone().json().catch(() => ({})) : {};
  const seconds = Number(response.headers.get('Retry-After'));
  return new Refusal(response.status, body.code ?? `http.${response.status}`,
    body.detail ?? body.title ?? '', body, seconds > 0 ? seconds : null,
    response.headers.get('X-Request-Id') ?? '');
}

function isUpload(request: Request): boolean {
  return request.headers.get('Content-Type')?.startsWith('multipart/') ?? false;
}

// A list is read whole before the watch ends, so that a line that breaks half way is told as
// such; a file may take its time once it has begun to come.
async function fetched(request: Request): Promise<Response> {
  const watch = new AbortController();
  const stop = () => watch.abort();
  const timer = setTimeout(stop, isUpload(request) ? kUploadWaitMs : kWaitMs);
  request.signal.addEventListener('abort', stop);
  try {
    const response = await fetch(request, {signal: watch.signal});
    if (!isJson(response)) return response;
    const {status, statusText, headers} = response;
    return new Response(await response.text(), {status, statusText, headers});
  } catch {
    throw new Offline();
  } finally {
    clearTimeout(timer);
  }
}

export interface Api {
  client: Client<paths>;
  // The same for answers that are no JSON, and for forms: throws Refusal and Offline.
  raw: (path: string, init?: RequestInit) => Promise<Response>;
}

export function makeApi(face: Face, onSignedOut: () => void): Api {
  async function call(request: Request): Promise<Response> {
    request.headers.set('X-Signoff-Face', face);
    request.headers.set('Accept-Language', tagOf(chosenLanguage()));
    const response = await fetched(request);
    if (!response.ok) {
      const refusal = await refusalOf(response);
      if (response.status === 401 && refusal.code.startsWith('session.')) onSignedOut();
      throw refusal;
    }
    return response;
  }
  const client = createClient<paths>({baseUrl: '/', fetch: call});
  return {
    client,
    raw: (path, init) => call(new Request(new URL(path, location.origin), init)),
  };
}

// What the server answered; openapi-fetch types it as possibly missing, but refusals throw.
export function answered<T>(result: {data?: T}): T {
  if (result.data === undefined) throw new Refusal(0, 'answer.empty', '', {}, null, '');
  return result.data;
}

// The headers of an act on the version that the person saw.
export function ifSeen(version: number): {'If-Match': string} {
  return {'If-Match': `"${version}"`};
}
