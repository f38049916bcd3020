// SPDX-License-Identifier: Apache-2.0
// The address is the state of a list: filters, order, page and the chosen row stand in it,
// so that a reload, a bookmark and the way back show the same.
//   const [state, setState] = useParam('state');      a filter: going back to the first page
//   const [chosen, choose] = useParam('case', 'keep'); anything else
import {useCallback} from 'react';
import {useLocation, useNavigate, useSearchParams} from 'react-router-dom';

export function useParam(name: string, page: 'first' | 'keep' = 'first'):
  [string | null, (value: string | null) => void] {
  const [params, setParams] = useSearchParams();
  const location = useLocation();
  const set = useCallback((value: string | null) => {
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(name, value);
      else next.delete(name);
      if (page === 'first') next.delete('after');
      return next;
    }, {replace: page === 'first', state: page === 'keep' ? location.state : null});
  }, [name, page, setParams, location.state]);
  return [params.get(name), set];
}

// Keyset pages: `after` is in the address, the way back is in the history entry. A link
// that was opened fresh knows no way back, only the first page.
export function usePages() {
  const [params] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const after = params.get('after');
  const behind: string[] = (location.state as {behind?: string[]} | null)?.behind ?? [];

  const go = (to: string | null, pages: string[]) => {
    const next = new URLSearchParams(params);
    if (to) next.set('after', to);
    else next.delete('after');
    navigate({search: next.toString()}, {state: {behind: pages}});
  };
  return {
    after,
    isFirst: after === null,
    next: (cursor: string) => go(cursor, [...behind, after ?? '']),
    back: () => go(behind.at(-1) || null, behind.slice(0, -1)),
    first: () => go(null, []),
    page: behind.length + 1,
    knowsPage: after === null || behind.length > 0,
  };
}
