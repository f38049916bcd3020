// SPDX-License-Identifier: Apache-2.0
// Which question about a case is open, and the case as it was when it was opened: what
// somebody decides is about what he saw, though the page is read again meanwhile. Was
// somebody else first, the server refuses by the version, and the question says so.
//   const {which, seen, ask} = useQuestion<'retry' | 'skip'>(theCase);
import {useState} from 'react';

import type {Case} from '../api';

export function useQuestion<Which extends string>(theCase: Case) {
  const [asked, setAsked] = useState<{which: Which; seen: Case} | null>(null);
  return {
    which: asked?.which ?? null,
    seen: asked?.seen ?? theCase,
    ask: (which: Which | null) => setAsked(which && {which, seen: theCase}),
  };
}
