// SPDX-License-Identifier: Apache-2.0
import {useState} from 'react';

// The case of the line in hand. One that has ended stays in view, so that whoever ended it
// reads so, until another is begun.
// `open`: the one that is open now; `isBeginning`: another is being begun.
export function useCaseInHand(open: string | null, isBeginning: boolean): string | null {
  const [last, setLast] = useState(open);
  if (open !== null && open !== last) setLast(open);
  return open ?? (isBeginning ? null : last);
}
