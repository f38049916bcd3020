// SPDX-License-Identifier: Apache-2.0
// The consoles' calls, and the reads that several features share. A refusal because nobody
// is signed in is told to the whole page: it shows the sign-in and keeps its address.
import {keepPreviousData, useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {useEffect, useRef, useState} from 'react';

import {answered, ifSeen, makeApi, Refusal, type Schemas} from '../api/client';

export const kSignedOut = 'signoff:signed-out';
export const api = makeApi('desk', () => dispatchEvent(new Event(kSignedOut)));

export type Case = Schemas['Case'];
export type CaseSummary = Schemas['CaseSummary'];
export type Line = Schemas['Line'];

export const kEnds: ReadonlySet<CaseSummary['state']> = new Set(
  ['CLOSED', 'REJECTED', 'WITHDRAWN', 'EXPIRED', 'SUPERSEDED', 'REVERSED'] as const);

export interface CaseFilter {
  state?: string;
  type?: string;
  channel?: string;
  hold_reason?: 'objection' | 'risk' | 'legal' | 'analyst';
  line_id?: string;
  q?: string;
  sort?: 'opened' | '-opened' | 'due' | '-due' | 'risk' | '-risk' | 'changed' | '-changed';
  after?: string;
  limit?: number;
}

export function useAbout() {
  return useQuery({
    queryKey: ['about'],
    queryFn: async () => {
      const about = answered(await api.client.GET('/api/v1/about'));
      return {...about, skewMs: new Date(about.now).getTime() - Date.now()};
    },
    refetchInterval: 60_000,
  });
}

// The operator's clock, which in a laboratory is not this machine's; ticks twice a minute.
export function useNow(): Date {
  const skewMs = useAbout().data?.skewMs ?? 0;
  const [at, setAt] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return new Date(at + skewMs);
}

export function useZone(): string {
  return useAbout().data?.time_zone ?? 'Asia/Shanghai';
}

export function useCatalogue() {
  return useQuery({
    queryKey: ['catalogue'],
    queryFn: async () => answered(await api.client.GET('/api/v1/catalogue')),
    staleTime: Infinity,
  });
}

export function useCases(filter: CaseFilter, everyMs = 15_000) {
  return useQuery({
    queryKey: ['cases', filter],
    queryFn: async () =>
      answered(await api.client.GET('/api/v1/cases', {params: {query: filter}})),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
}

export function useCase(id: string | null) {
  return useQuery({
    queryKey: ['case', id],
    queryFn: async () => answered(
      await api.client.GET('/api/v1/cases/{id}', {params: {path: {id: id!}}})),
    enabled: id !== null,
    refetchInterval: (query) =>
      query.state.data && kEnds.has(query.state.data.state) ? 60_000 : 5_000,
  });
}

export function useLine(id: string | null) {
  return useQuery({
    queryKey: ['line', id],
    queryFn: async () => answered(
      await api.client.GET('/api/v1/lines/{id}', {params: {path: {id: id!}}})),
    enabled: id !== null,
  });
}

type Acting = (seen: Case, headers: {'If-Match': string}) => Promise<Case>;

// An act on a case as this person sees it. What the server answers is shown at once; after
// a refusal the case is read again (a wrong proof is noted, somebody else may have been
// first), so that the next try starts from there.
export function useAct(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({seen, act}: {seen: Case; act: Acting}) => act(seen, ifSeen(seen.version)),
    onSuccess: (after) => {
      queries.setQueryData(['case', id], after);
      void queries.invalidateQueries({queryKey: ['cases']});
      void queries.invalidateQueries({queryKey: ['messages', id]});
    },
    onError: (error) => {
      if (error instanceof Refusal)
        void queries.invalidateQueries({queryKey: ['case', id]});
    },
  });
}

// The same key while the same thing is tried again, so that a repetition makes nothing new.
export function useIdempotencyKey(): (of: unknown) => string {
  const kept = useRef({of: '', key: ''});
  return (of) => {
    const text = JSON.stringify(of);
    if (kept.current.of !== text) kept.current = {of: text, key: crypto.randomUUID()};
    return kept.current.key;
  };
}

// A file from the server, opened in a tab of its own or saved under its name.
export async function openFile(path: string, name: string, how: 'open' | 'save') {
  const blob = await (await api.raw(path)).blob();
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  if (how === 'save') link.download = name;
  else link.target = '_blank';
  link.rel = 'noopener';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
