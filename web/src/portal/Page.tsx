// SPDX-License-Identifier: Apache-2.0
// One idea a screen: its heading takes the focus, so that readers start there.
import {useEffect, useRef, type ReactNode} from 'react';
import {useLocation} from 'react-router-dom';

import {Notice} from '../ui/Notice';
import {useElder} from './elder';
import {useWords} from './words';
import './Page.css';

// The first page of a visit leaves the focus where the browser puts it.
let isFirst = true;

// Letters that are as wide as high count twice.
const kLong = 44;
const widthOf = (text: string) =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);

// What the page before had to say of its act. It is said once: the history forgets it, so
// that whoever comes back or reloads does not read it again.
function useNote(): string | null {
  const {state} = useLocation();
  const note = typeof state?.note === 'string' ? state.note : null;
  useEffect(() => {
    // The router keeps the state of an address under `usr`. It is not asked to replace it:
    // the page would then lose its note, and one that leads on at once would be called back.
    const kept = history.state;
    if (note === null || kept?.usr?.note !== note) return;
    history.replaceState({...kept, usr: {...kept.usr, note: undefined}}, '');
  }, [note]);
  return note;
}

export function Page({title, lead, children}:
  {title: string; lead?: ReactNode; children?: ReactNode}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const note = useNote();
  useEffect(() => {
    if (!isFirst) {
      window.scrollTo(0, 0);
      heading.current?.focus({preventScroll: true});
    }
    isFirst = false;
  }, []);
  useEffect(() => {
    document.title = `${title} · Signoff`;
  }, [title]);
  return (
    <>
      <h1 className={widthOf(title) > kLong ? 'page-title page-title-long' : 'page-title'} ref={heading} tabIndex={-1}>{title}</h1>
      {note !== null && <Notice tone="good" role="status"><p>{note}</p></Notice>}
      {lead && <div className="page-lead">{lead}</div>}
      {children}
    </>
  );
}

// What is not the page's one act; elders unfold it.
export function Aside({children}: {children: ReactNode}) {
  const {t} = useWords();
  if (!useElder()) return <>{children}</>;
  return (
    <details className="aside">
      <summary>{t('page.more')}</summary>
      {children}
    </details>
  );
}

export function Facts({rows}: {rows: [string, ReactNode][]}) {
  return (
    <dl className="facts">
      {rows.filter(([, value]) => value !== '' && value !== null && value !== undefined)
        .map(([name, value]) => (
          <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
        ))}
    </dl>
  );
}
