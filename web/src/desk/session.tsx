// SPDX-License-Identifier: Apache-2.0
// Who is at this desk. Nobody: the sign-in stands where the page would, so that the address
// (filters, the open case) is still there afterwards.
import {useQuery, useQueryClient} from '@tanstack/react-query';
import {createContext, useContext, useEffect, type ReactNode} from 'react';

import {answered, Refusal, type Schemas} from '../api/client';
import {api, kSignedOut} from './api';

export type Caller = Schemas['Caller'];
export type Verb =
  | 'list_lines' | 'view_line' | 'precheck' | 'report_loss' | 'manage_port' | 'open_case'
  | 'settle_case' | 'submit_case' | 'confirm_case' | 'withdraw_case' | 'object_case'
  | 'finish_now' | 'view_case' | 'list_cases' | 'decide_review' | 'decide_second'
  | 'decide_fraud' | 'resolve_stuck' | 'confirm_skip' | 'add_document' | 'view_document'
  | 'read_voucher' | 'scan_orphans' | 'suspend_line' | 'mark_bindings' | 'view_customer'
  | 'unmask' | 'hold_case' | 'view_links' | 'make_offer' | 'surrender_card' | 'print_form'
  | 'view_messages' | 'view_history' | 'query_truth' | 'list_refunds'
  | 'give_refund_account' | 'prove_ledger' | 'export_cases' | 'view_access'
  | 'view_figures' | 'pair_screen' | 'view_catalogue';

const Session = createContext<Caller | null>(null);

// Whether somebody signed in from this browser; the cookie itself cannot be read. It saves
// a stranger's page the question that can only be refused.
const kHint = 'signoff.desk.in';

export function noteSignIn() {
  localStorage.setItem(kHint, '1');
}

export function forgetSignIn() {
  localStorage.removeItem(kHint);
}

// Asks once who is here; null: nobody.
export function useCallerQuery() {
  const queries = useQueryClient();
  useEffect(() => {
    const leave = () => queries.setQueryData(['session'], null);
    addEventListener(kSignedOut, leave);
    return () => removeEventListener(kSignedOut, leave);
  }, [queries]);
  return useQuery({
    queryKey: ['session'],
    queryFn: async (): Promise<Caller | null> => {
      if (localStorage.getItem(kHint) === null) return null;
      try {
        return answered(await api.client.GET('/api/v1/session'));
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) {
          forgetSignIn();
          return null;
        }
        throw error;
      }
    },
    staleTime: Infinity,
  });
}

export function SessionOf({caller, children}: {caller: Caller; children: ReactNode}) {
  return <Session.Provider value={caller}>{children}</Session.Provider>;
}

export function useCaller(): Caller {
  const caller = useContext(Session);
  if (!caller) throw new Error('session: used while nobody is signed in');
  return caller;
}

export function hasVerb(caller: Caller, verb: Verb): boolean {
  return caller.verbs.includes(verb);
}

// Mirrors the table of rights; the server decides.
export function useMay(): (verb: Verb) => boolean {
  const caller = useCaller();
  return (verb) => hasVerb(caller, verb);
}
