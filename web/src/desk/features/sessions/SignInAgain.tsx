// SPDX-License-Identifier: Apache-2.0
// A session that ended in the middle of work: the sign-in covers the page and hides what is
// on it, and whoever worked there finds everything as he left it.
import {useEffect, useRef, useState} from 'react';

import {useArrival, type Caller} from '../../session';
import {useWords} from '../../words';
import {SignInWays} from './SignInWays';

// Signing in at the company's page happens in a tab beside this one; on the way back here
// the new session is found.
function useReturn(isBeside: boolean) {
  const arrive = useArrival();
  const newest = useRef(arrive);
  newest.current = arrive;
  useEffect(() => {
    if (!isBeside) return;
    const look = () => void newest.current().catch(() => undefined);
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [isBeside]);
}

export function SignInAgain({caller}: {caller: Caller}) {
  const {t} = useWords();
  const box = useRef<HTMLDialogElement>(null);
  const [isBeside, setBeside] = useState(false);
  useReturn(isBeside);
  useEffect(() => {
    const before = document.activeElement;
    const node = box.current;
    node?.showModal();
    // A dialog takes its first field, which is filled in already.
    node?.querySelector<HTMLElement>('input[type=password]')?.focus();
    return () => {
      node?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // Escape leads nowhere from here; a browser may close it all the same.
  const stay = () => {
    if (box.current?.isConnected && !box.current.open) box.current.showModal();
  };
  return (
    <dialog ref={box} className="sign-in-again" aria-labelledby="sign-in-again" onClose={stay}
      onCancel={(event) => event.preventDefault()}>
      <div className="sign-in">
        <div className="sign-in-card">
          <h1 id="sign-in-again">{t('sign_in.title')}</h1>
          <p>{t('sign_in.ended')}</p>
          <SignInWays place="/" again={caller.username ?? ''}
            onBeside={() => setBeside(true)} />
        </div>
      </div>
    </dialog>
  );
}
