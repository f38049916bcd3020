// SPDX-License-Identifier: Apache-2.0
// The subscriber's calls, and what is known of their answers.
import {QueryClient} from '@tanstack/react-query';

import {makeApi, Offline} from '../api/client';

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

// Whether this window was a customer's screen at a counter until its session ended.
const kCounter = 'signoff-counter';
export const noteCounter = () => sessionStorage.setItem(kCounter, '1');
export const wasCounter = () => sessionStorage.getItem(kCounter) !== null;

export function noteSignedIn() {
  localStorage.setItem(kSignedIn, '1');
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

// Forgets all that is known of the person who was signed in.
export function forgetPerson() {
  localStorage.removeItem(kSignedIn);
  forgetAnswers();
  queries.setQueryData(kSessionKey, null);
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith('signoff.')) sessionStorage.removeItem(key);
}
