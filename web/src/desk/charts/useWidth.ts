// SPDX-License-Identifier: Apache-2.0
// How wide an element is now, so that a drawing is made in real pixels and its words keep
// their size on a phone.
import {useEffect, useRef, useState, type RefObject} from 'react';

export function useWidth<E extends HTMLElement>(): [RefObject<E>, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.floor(measured.clientWidth)));
    observer.observe(measured);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
