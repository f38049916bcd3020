// SPDX-License-Identifier: Apache-2.0
// Another account for a refund: tried bare, then repeated with the proofs that are asked for.
import {useMutation} from '@tanstack/react-query';
import {useState} from 'react';

import {answered, Refusal, type Schemas} from '../../api/client';
import {api, queries} from '../api';

export type Wanted = Pick<Schemas['RefundAccount'], 'target' | 'account'>;

interface Try {
  wanted: Wanted;
  proofs: Schemas['Proof'][];
}

export function useGiving(refundId: string,
  onDone: (after: Schemas['Refund'], wanted: Wanted) => void) {
  // What proofs are given for.
  const [asked, setAsked] = useState<{wanted: Wanted; needs: Schemas['Need'][]} | null>(null);
  const [isSentAgain, setIsSentAgain] = useState(false);
  const giving = useMutation({
    mutationFn: async ({wanted, proofs}: Try) =>
      answered(await api.client.POST('/api/v1/refunds/{id}/account', {
        params: {path: {id: refundId}},
        body: {...wanted, ...(proofs.length ? {proofs} : {})},
      })),
    onSuccess: (after, {wanted}) => {
      onDone(after, wanted);
      void queries.invalidateQueries({queryKey: ['case']});
    },
    onError: (fault, {wanted, proofs}) => {
      if (!(fault instanceof Refusal)) return;
      const needs = fault.body.needs ?? [];
      if (fault.code === 'assurance.needed' && needs.length) {
        setIsSentAgain(proofs.length === 0 && asked !== null);
        setAsked({wanted, needs});
      }
      // The money may be on its way already, by another window or a person at a desk.
      if (fault.status === 409) void queries.invalidateQueries({queryKey: ['case']});
    },
  });
  // That proofs are asked for is the way on, not a fault.
  const isAsking = giving.error instanceof Refusal && giving.error.code === 'assurance.needed';
  const chooseAgain = () => {
    setAsked(null);
    setIsSentAgain(false);
    giving.reset();
  };
  return {asked, isSentAgain, isBusy: giving.isPending, fault: isAsking ? null : giving.error,
    give: (wanted: Wanted, proofs: Schemas['Proof'][] = []) => giving.mutate({wanted, proofs}),
    chooseAgain};
}
