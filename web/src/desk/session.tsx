// SPDX-License-Identifier: Apache-2.0
// Who is at this desk. Nobody: the sign-in stands where the page would, so that the address
// (filters, the open case) is still there afterwards. A session that ends while somebody
// works leaves the page as it is, text half written included, beneath a new sign-in.
import {focusManager, useQuery, useQueryClient, type QueryKey} from '@tanstack/react-query';
import {createContext, useContext, useEffect, useState, type ReactNode} from 'react';

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
  | 'view_figures' | 'pair_screen' | 'view_catalogue' | 'view_card' | 'waive_profile';

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

const kSession: QueryKey = ['session'];

async function whoIsHere(): Promise<Caller> {
  return answered(await api.client.GET('/api/v1/session'));
}

// What asks again and again would keep the session of a desk that nobody sits at, for ever.
const kAwayAfterMs = 10 * 60_000;
const kTouches = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const;

// Whether nobody has touched this page for a while.
function useAway(): boolean {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    let last = Date.now();
    const touch = () => {
      last = Date.now();
      setAway(false);
    };
    const timer = setInterval(() => {
      if (Date.now() - last >= kAwayAfterMs) setAway(true);
    }, 10_000);
    for (const one of kTouches) addEventListener(one, touch, {capture: true, passive: true});
    return () => {
      clearInterval(timer);
      for (const one of kTouches) removeEventListener(one, touch, {capture: true});
    };
  }, []);
  return isAway;
}

// Asks once who is here; null: nobody. `hasEnded`: the session of whoever is here ran out.
export function useCallerQuery() {
  const queries = useQueryClient();
  const [ended, setEnded] = useState<string | null>(null);
  useEffect(() => {
    const leave = () => {
      const caller = queries.getQueryData<Caller | null>(kSession);
      if (caller) setEnded(caller.expires_at);
      else queries.setQueryData(kSession, null);
    };
    addEventListener(kSignedOut, leave);
    return () => removeEventListener(kSignedOut, leave);
  }, [queries]);
  const asked = useQuery({
    queryKey: kSession,
    queryFn: async () => {
      if (localStorage.getItem(kHint) === null) return null;
      try {
        return await whoIsHere();
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 401) throw error;
        forgetSignIn();
        return null;
      }
    },
    staleTime: Infinity,
  });
  const hasEnded = !!asked.data && asked.data.expires_at === ended;
  const isAway = useAway();
  // What asks again and again rests meanwhile, as each question could only be refused, or
  // would tell the server that somebody is here.
  const rests = hasEnded || isAway;
  useEffect(() => {
    if (!rests) return;
    focusManager.setFocused(false);
    return () => focusManager.setFocused(undefined);
  }, [rests]);
  return {asked, hasEnded};
}

// Nothing that one person saw is shown to the next.
export function useForget(): () => void {
  const queries = useQueryClient();
  return () => queries.removeQueries({predicate: ({queryKey}) =>
    queryKey[0] !== kSession[0] && queryKey[0] !== 'about'});
}

// After a sign-in: the page goes on for the same person and begins afresh for another.
export function useArrival(): () => Promise<void> {
  const queries = useQueryClient();
  const forget = useForget();
  return async () => {
    noteSignIn();
    const before = queries.getQueryData<Caller | null>(kSession);
    const caller = await whoIsHere();
    if (before?.username !== caller.username) forget();
    queries.setQueryData(kSession, caller);
    void queries.invalidateQueries({predicate: ({queryKey}) => queryKey[0] !== kSession[0]});
  };
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
