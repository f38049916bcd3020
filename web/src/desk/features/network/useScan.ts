// SPDX-License-Identifier: Apache-2.0
// Compares every line with the home register, page after page, until the last one or until
// somebody stops it. What was found so far stays.
import {useCallback, useEffect, useRef, useState} from 'react';

import {answered, type Schemas} from '../../../api/client';
import {api} from '../../api';

export type Finding = Schemas['NetworkFindings']['items'][number];

export interface Scan {
  state: 'idle' | 'running' | 'stopped' | 'complete';
  looked: number;
  findings: readonly Finding[];
  perSecond: number;
  error: unknown;
  // Where it goes on after it was stopped, or after a page did not come.
  after?: string | undefined;
}

const kIdle: Scan = {state: 'idle', looked: 0, findings: [], perSecond: 0, error: null};

export function useScan() {
  const [scan, setScan] = useState<Scan>(kIdle);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(async (from: Scan = kIdle) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    let now: Scan = {...from, state: 'running', error: null};
    const began = performance.now();
    setScan(now);
    let {after} = from;
    try {
      do {
        const page = answered(await api.client.GET('/api/v1/network/findings',
          {params: {query: after ? {after} : {}}}));
        if (own.signal.aborted) return;
        after = page.next;
        const looked = now.looked + page.looked_at;
        now = {
          ...now, looked, after, findings: [...now.findings, ...page.items],
          state: after ? 'running' : 'complete',
          perSecond: (looked - from.looked) / Math.max(0.001, (performance.now() - began) / 1000),
        };
        setScan(now);
      } while (after);
    } catch (error) {
      if (!own.signal.aborted) setScan({...now, state: 'stopped', error});
    }
  }, []);
  const stop = useCallback(() => {
    running.current?.abort();
    setScan((last) => ({...last, state: 'stopped'}));
  }, []);
  return {scan, start, stop};
}
