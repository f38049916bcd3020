// SPDX-License-Identifier: Apache-2.0
// An act on a case that may ask for proofs: tried bare, then repeated with what was asked.
import {useMutation} from '@tanstack/react-query';
import {useState} from 'react';

import {answered, ifSeen, Refusal, type Schemas} from '../../api/client';
import {api, queries} from '../api';
import type {Case} from '../data';

export type ProvedAct = 'confirmation' | 'withdrawal' | 'finish';

export function useProved(one: Case, act: ProvedAct, asked: Schemas['Need'][],
  onDone: (after: Case) => void) {
  const [needs, setNeeds] = useState(asked);
  const [isSentAgain, setIsSentAgain] = useState(false);
  const acting = useMutation({
    mutationFn: async (proofs: Schemas['Proof'][]) =>
      answered(await api.client.POST(`/api/v1/cases/{id}/${act}`, {
        // While proofs are given the case moves by their own count; only the first try is
        // bound to what was seen.
        params: {path: {id: one.id}, ...(needs.length ? {} : {header: ifSeen(one.version)})},
        body: proofs.length ? {proofs} : {},
      })),
    onSuccess: (after) => {
      onDone(after);
      queries.setQueryData(['case', after.id], after);
      void queries.invalidateQueries({predicate: ({queryKey}) =>
        ['lines', 'line', 'cases'].includes(String(queryKey[0]))});
    },
    onError: async (fault, proofs) => {
      if (!(fault instanceof Refusal)) return;
      const more = fault.body.needs ?? [];
      if (fault.code === 'assurance.needed' && more.length) {
        setIsSentAgain(proofs.length === 0 && needs.length > 0);
        setNeeds(more);
        // What the request takes now may have changed with them.
        void queries.invalidateQueries({queryKey: ['case', one.id]});
        return;
      }
      await queries.invalidateQueries({queryKey: ['case', one.id]});
      // What was right of several proofs is kept; only the rest is asked for again.
      const left = queries.getQueryData<Case>(['case', one.id])?.needs ?? [];
      if (act === 'confirmation' && left.length) setNeeds(left);
    },
  });
  // That proofs are asked for is the way on, not a fault.
  const isAsking = acting.error instanceof Refusal && acting.error.code === 'assurance.needed';
  return {needs, isSentAgain, isBusy: acting.isPending, fault: isAsking ? null : acting.error,
    act: (proofs: Schemas['Proof'][]) => acting.mutate(proofs)};
}
