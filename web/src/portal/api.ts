// SPDX-License-Identifier: Apache-2.0
// The subscriber's calls, and what is known of their answers.
import {QueryClient} from '@tanstack/react-query';

import {makeApi, Offline, Refusal} from '../api/client';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The network's own word counts, not the browser's guess of it.
      networkMode: 'always',
      retry: (tries, fault) => fault instanceof Offline && tries < 1,
      retryDelay: 500,
      staleTime: 2_000,
    },
    mutations: {networkMode: 'always'},
  },
});

export const kSessionKey = ['session'] as const;

// The cookie is not to be seen from here; this says whether to ask the server for it.
const kSignedIn = 'signoff-signed-in';
export const wasSignedIn = () => localStorage.getItem(kSignedIn) !== null;
// Another person, or nobody any more, in another window of this browser.
const kLeft = 'signoff-left';
// A session that ended here while the server could not be told.
const kLeaving = 'signoff-leaving';

// Whether this window was a customer's screen at a counter until its session ended.
const kCounter = 'signoff-counter';
export const noteCounter = () => sessionStorage.setItem(kCounter, '1');
export const wasCounter = () => sessionStorage.getItem(kCounter) !== null;

export function noteSignedIn() {
  localStorage.setItem(kSignedIn, crypto.randomUUID());
  localStorage.removeItem(kLeaving);
  sessionStorage.removeItem(kCounter);
}

export const api = makeApi('subscriber', () => {
  localStorage.removeItem(kSignedIn);
  queries.setQueryData(kSessionKey, null);
});

// Nothing that was answered to one person is shown to the next.
export function forgetAnswers() {
  queries.removeQueries({predicate: ({queryKey}) =>
    queryKey[0] !== 'about' && queryKey[0] !== kSessionKey[0]});
}

function forgetChoices() {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith('signoff.')) sessionStorage.removeItem(key);
}

// Forgets all that is known of the person who was signed in, in every window.
export function forgetPerson() {
  localStorage.removeItem(kSignedIn);
  localStorage.setItem(kLeft, crypto.randomUUID());
  forgetAnswers();
  queries.setQueryData(kSessionKey, null);
  forgetChoices();
}

// Tells the server of a session that has ended here; without a network, once it is back.
export async function endSession() {
  if (localStorage.getItem(kLeaving) === null || wasSignedIn()) return;
  try {
    await api.client.DELETE('/api/v1/sessions/current');
    localStorage.removeItem(kLeaving);
  } catch (fault) {
    if (fault instanceof Refusal && fault.status < 500) localStorage.removeItem(kLeaving);
  }
}

// Signs out: this device forgets at once, whatever the server says of it.
export async function leave() {
  forgetPerson();
  localStorage.setItem(kLeaving, '1');
  await endSession();
}

// Whoever signs in or out in one window does so in all.
export function followOtherWindows() {
  addEventListener('storage', ({key, newValue}) => {
    if (key === kLeft) forgetChoices();
    if (key !== kSignedIn) return;
    if (newValue !== null) {
      void queries.resetQueries({predicate: ({queryKey}) => queryKey[0] !== 'about'});
      return;
    }
    forgetAnswers();
    queries.setQueryData(kSessionKey, null);
  });
}
