// SPDX-License-Identifier: Apache-2.0
// Acts that can wait for the network: kept, shown, and sent when it is back. Each may be
// sent twice without harm.
import {useSyncExternalStore} from 'react';

import {Offline, Refusal} from '../../api/client';
import {api, endSession, queries} from '../api';
import {drop, keep, kept, type Kept, type KeptItem} from './box';

// What will never be taken, and why: the person has to know.
export interface Refused {
  kind: Kept['kind'];
  why: string;
}

interface State {
  waiting: KeptItem[];
  // What to tell of the last rounds of sending.
  isSent: boolean;
  refused: Refused[];
}

let state: State = {waiting: [], isSent: false, refused: []};
let isSending = false;
const listeners = new Set<() => void>();

function become(next: Partial<State>) {
  state = {...state, ...next};
  listeners.forEach((listen) => listen());
}

async function look() {
  become({waiting: await kept(Date.now()).catch(() => [])});
}

export function documentForm(kind: string, file: Blob, name: string): FormData {
  const form = new FormData();
  form.append('kind', kind);
  form.append('file', file, name);
  return form;
}

async function send(item: Kept): Promise<unknown> {
  switch (item.kind) {
    case 'objection':
      return api.client.POST('/api/v1/objections', {body: {case_number: item.case_number}});
    case 'loss':
      return api.client.POST('/api/v1/loss-reports',
        {body: {msisdn: item.msisdn, id_number: item.id_number}});
    case 'bindings':
      return api.client.PUT('/api/v1/lines/{id}/bindings',
        {params: {path: {id: item.line_id}}, body: {done: item.done}});
    case 'document': {
      const answer = await api.raw(`/api/v1/cases/${item.case_id}/documents`,
        {method: 'POST', body: documentForm(item.document_kind, item.file, item.name)});
      return answer.json();
    }
  }
}

// One after the other. What has to wait on stays: no network, no session, a busy server.
async function sendAll() {
  let isSent = false;
  const refused: Refused[] = [];
  try {
    for (const item of await kept(Date.now())) {
      try {
        await send(item);
        isSent = true;
      } catch (fault) {
        if (fault instanceof Offline) break;
        if (!(fault instanceof Refusal)) throw fault;
        if (fault.status === 401 || fault.status === 429 || fault.status >= 500) continue;
        refused.push({kind: item.kind, why: fault.sentence});
      }
      await drop(item.id);
    }
  } finally {
    await look();
  }
  if (!isSent && !refused.length) return;
  become({isSent, refused: [...state.refused, ...refused]});
  void queries.invalidateQueries();
}

// One window sends; the others find that nothing waits any more.
export async function sendKept() {
  if (isSending) return;
  isSending = true;
  try {
    if (!navigator.locks) await sendAll();
    else
      await navigator.locks.request('signoff-waiting', {ifAvailable: true},
        (lock) => (lock ? sendAll() : look()));
  } finally {
    isSending = false;
  }
}

// `fault`: what the person is told where this browser keeps nothing.
export async function keepForLater(item: Kept, fault: Offline) {
  try {
    await putAway(item);
  } catch {
    throw fault;
  }
}

// Marks of one line replace those before them.
async function dropOlder(item: Kept) {
  if (item.kind !== 'bindings') return;
  for (const old of await kept(Date.now()))
    if (old.kind === 'bindings' && old.line_id === item.line_id) await drop(old.id);
}

async function putAway(item: Kept) {
  await dropOlder(item);
  await keep({...item, id: crypto.randomUUID(), at: Date.now()});
  await look();
}

// True when it was sent now; false when it waits for the network.
export async function sendOrKeep(item: Kept): Promise<boolean> {
  try {
    await send(item);
  } catch (fault) {
    if (!(fault instanceof Offline)) throw fault;
    await keepForLater(item, fault);
    return false;
  }
  // What waits is older than what was just sent, and must not go out over it.
  if (item.kind === 'bindings') await dropOlder(item).then(look).catch(() => undefined);
  return true;
}

export async function throwAway(id: string) {
  await drop(id);
  await look();
}

export function useQueue() {
  const now = useSyncExternalStore((listen) => {
    listeners.add(listen);
    return () => listeners.delete(listen);
  }, () => state);
  return {...now, forgetNotes: () => become({isSent: false, refused: []})};
}

const kLookMs = 300_000;

export function startQueue() {
  const round = () => {
    if (document.visibilityState === 'hidden') return;
    void sendKept().catch(() => undefined);
    void endSession();
  };
  addEventListener('online', round);
  document.addEventListener('visibilitychange', round);
  setInterval(round, kLookMs);
  round();
}

// Papers and marks of the person who leaves; reports made without a session still go out.
// On a screen that strangers share nothing stays.
export async function forgetKept({isShared}: {isShared: boolean}) {
  for (const item of await kept(Date.now()))
    if (isShared || item.kind === 'document' || item.kind === 'bindings') await drop(item.id);
  await look();
}
