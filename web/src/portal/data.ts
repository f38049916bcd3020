// SPDX-License-Identifier: Apache-2.0
// What the pages ask for, each under one key.
import {useQuery, type UseQueryResult} from '@tanstack/react-query';

import {answered, Refusal, type Schemas} from '../api/client';
import {api, kSessionKey, queries, wasSignedIn} from './api';

export type About = Schemas['About'];
export type Caller = Schemas['Caller'];
export type Line = Schemas['Line'];
export type Case = Schemas['Case'];
export type CaseSummary = Schemas['CaseSummary'];
export type Precheck = Schemas['Precheck'];
export type Obligation = Schemas['Obligation'];
export type Quote = Schemas['Quote'];
export type Binding = Schemas['Binding'];

const kAboutKept = 'signoff-about';
const kCaseMs = 3_000;
// Where a day or a person is waited for, and after a failure.
const kCalmMs = 10_000;
const kCounterMs = 5_000;
// Nothing moves in these by itself.
const kAtRest: Case['state'][] = ['DRAFT', 'CLOSED', 'REJECTED', 'WITHDRAWN', 'EXPIRED',
  'SUPERSEDED', 'REVERSED'];

const kCalm: Case['state'][] = ['UNDER_REVIEW', 'SECOND_APPROVAL', 'FRAUD_HOLD', 'SCHEDULED',
  'AWAITING_SUBSCRIBER'];

function keptAbout(): About | undefined {
  try {
    const about: Partial<About> | null = JSON.parse(localStorage.getItem(kAboutKept) ?? '');
    return about?.hotline && about.time_zone ? about as About : undefined;
  } catch {
    return undefined;
  }
}

const kAbout = {
  queryKey: ['about'],
  queryFn: async () => {
    const about = answered(await api.client.GET('/api/v1/about'));
    localStorage.setItem(kAboutKept, JSON.stringify(about));
    return about;
  },
};

// Who the operator is; kept on the device, so that a person can be called without a network.
export function useAbout(): About | undefined {
  return useQuery({...kAbout, staleTime: 600_000, initialData: keptAbout,
    initialDataUpdatedAt: 0}).data;
}

// The same for what cannot go on without it.
export async function aboutNow(): Promise<About> {
  return queries.getQueryData<About>(kAbout.queryKey) ?? queries.fetchQuery(kAbout);
}

export function useSession(): UseQueryResult<Caller | null> {
  return useQuery({
    queryKey: kSessionKey,
    queryFn: async () => {
      if (!wasSignedIn()) return null;
      try {
        return answered(await api.client.GET('/api/v1/session'));
      } catch (fault) {
        if (fault instanceof Refusal && fault.status === 401) return null;
        throw fault;
      }
    },
    staleTime: 60_000,
    // The clerk, or time, ends a customer's screen.
    refetchInterval: (query) => (query.state.data?.line_id ? kCounterMs : false),
  });
}

export function useLines() {
  return useQuery({
    queryKey: ['lines'],
    queryFn: async () => answered(await api.client.GET('/api/v1/lines')).items,
  });
}

export function useLine(id: string) {
  return useQuery({
    queryKey: ['line', id],
    queryFn: async () =>
      answered(await api.client.GET('/api/v1/lines/{id}', {params: {path: {id}}})),
  });
}

export function usePrecheck(id: string) {
  return useQuery({
    queryKey: ['precheck', id],
    queryFn: async () => answered(
      await api.client.GET('/api/v1/lines/{id}/precheck', {params: {path: {id}}})),
    staleTime: 60_000,
  });
}

export function useCases() {
  return useQuery({
    queryKey: ['cases'],
    queryFn: async () => answered(await api.client.GET('/api/v1/cases')).items,
  });
}

// A refund may be on its way, or come back, long after the line is gone.
function isPaying(one: Case): boolean {
  return one.refunds.some(({state}) =>
    ['REQUESTED', 'NAME_CHECK', 'APPROVED', 'SENT'].includes(state));
}

function caseMs(one: Case | undefined, fault: unknown): number | false {
  if (!one) return false;
  if (kAtRest.includes(one.state)) return !fault && isPaying(one) ? kCalmMs : false;
  const isNext = one.state === 'SCHEDULED' && one.effective === 'now';
  if (!fault) return kCalm.includes(one.state) && !isNext ? kCalmMs : kCaseMs;
  const isFinal = fault instanceof Refusal && fault.status < 500 && fault.status !== 429;
  return isFinal ? false : kCalmMs;
}

export function useCase(id: string) {
  return useQuery({
    queryKey: ['case', id],
    queryFn: async () =>
      answered(await api.client.GET('/api/v1/cases/{id}', {params: {path: {id}}})),
    refetchInterval: ({state}) => caseMs(state.data, state.error),
  });
}

export function useMessages(id: string, version: number) {
  return useQuery({
    queryKey: ['messages', id, version],
    // What was known stays while a new version is asked for.
    placeholderData: (before: Schemas['CaseMessages']['items'] | undefined) => before,
    queryFn: async () => answered(
      await api.client.GET('/api/v1/cases/{id}/messages', {params: {path: {id}}})).items,
  });
}

export const bindingsKey = (id: string) => ['bindings', id];

export function useBindings(id: string) {
  return useQuery({
    queryKey: bindingsKey(id),
    queryFn: async () => answered(
      await api.client.GET('/api/v1/lines/{id}/bindings', {params: {path: {id}}})).items,
  });
}
