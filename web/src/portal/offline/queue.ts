// SPDX-License-Identifier: Apache-2.0
// Acts that can wait for the network: kept, shown, and sent when it is back. Each may be
// sent twice without harm.
import {useSyncExternalStore} from 'react';

import {Offline, Refusal} from '../../api/client';
import {api, queries} from '../api';
import type {WordKey} from '../words';
import {drop, keep, kept, type Kept, type KeptItem} from './box';

interface State {
  waiting: KeptItem[];
  // What to tell of the last round of sending.
  note: WordKey | null;
}

let state: State = {waiting: [], note: null};
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

export async function send(item: Kept): Promise<unknown> {
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

// Sends what waits. What has to wait on stays: no network, no session, a busy server.
export async function sendKept() {
  if (isSending) return;
  isSending = true;
  let note: WordKey | null = null;
  try {
    for (const item of await kept(Date.now())) {
      try {
        await send(item);
        note ??= 'waiting.sent';
      } catch (fault) {
        if (fault instanceof Offline) break;
        if (!(fault instanceof Refusal)) throw fault;
        if (fault.status === 401 || fault.status === 429 || fault.status >= 500) continue;
        // It will never be taken; the person has to know.
        note = 'waiting.refused';
      }
      await drop(item.id);
    }
  } finally {
    isSending = false;
    await look();
  }
  if (!note) return;
  become({note});
  void queries.invalidateQueries();
}

export async function keepForLater(item: Kept) {
  // Marks of one line replace those before them.
  if (item.kind === 'bindings')
    for (const old of await kept(Date.now()))
      if (old.kind === 'bindings' && old.line_id === item.line_id) await drop(old.id);
  await keep({...item, id: crypto.randomUUID(), at: Date.now()});
  await look();
}

// True when it was sent now; false when it waits for the network.
export async function sendOrKeep(item: Kept): Promise<boolean> {
  try {
    await send(item);
    return true;
  } catch (fault) {
    if (!(fault instanceof Offline)) throw fault;
    await keepForLater(item);
    return false;
  }
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
  return {...now, forgetNote: () => become({note: null})};
}

const kLookMs = 300_000;

export function startQueue() {
  const round = () => void sendKept().catch(() => undefined);
  addEventListener('online', round);
  setInterval(round, kLookMs);
  round();
}

// Papers and marks of the person who leaves; reports made without a session still go out.
export async function forgetKept() {
  for (const item of await kept(Date.now()))
    if (item.kind === 'document' || item.kind === 'bindings') await drop(item.id);
  await look();
}
