// SPDX-License-Identifier: Apache-2.0
import {useEffect, useRef, type RefObject} from 'react';

// Where the focus goes on when `stage` has replaced what had it; readers go on there instead
// of at the top of the page.
export function useArrival<T extends HTMLElement>(stage: unknown): RefObject<T> {
  const spot = useRef<T>(null);
  const before = useRef(stage);
  useEffect(() => {
    if (before.current === stage) return;
    before.current = stage;
    if (document.activeElement === document.body) spot.current?.focus();
  }, [stage]);
  return spot;
}
