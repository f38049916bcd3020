// SPDX-License-Identifier: Apache-2.0
// A question over the page. The focus goes to its heading, never to a button, stays inside,
// and goes back to where it was.
import {useEffect, useId, useRef, type ReactNode} from 'react';

import './Dialog.css';

export function Dialog({title, onClose, children}:
  {title: string; onClose: () => void; children: ReactNode}) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    const node = box.current;
    node?.showModal();
    heading.current?.focus();
    return () => {
      node?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={box} className="dialog" aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}>
      <h2 className="dialog-title" id={id} ref={heading} tabIndex={-1}>{title}</h2>
      {children}
    </dialog>
  );
}
