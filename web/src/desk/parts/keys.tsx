// SPDX-License-Identifier: Apache-2.0
// Single keys that act on the page, and the list of them (?). They rest while somebody
// types or a dialog is open, and can be switched off (WCAG 2.1.4).
//   useKeys({a: {label: t('reviews.approve'), act: approve}})
import {Modal, Switch} from 'antd';
import {createContext, useCallback, useContext, useEffect, useMemo, useRef, useState,
  type ReactNode} from 'react';

import {useWords} from '../words';
import './keys.css';

export interface KeyAct {
  label: string;
  act: () => void;
  isOff?: boolean;
}
export type KeyActs = Record<string, KeyAct>;

interface Keys {
  add: (acts: {current: KeyActs}) => () => void;
  help: () => void;
  isOn: boolean;
}

const KeysContext = createContext<Keys | null>(null);
const kOff = 'signoff.keys.off';

function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}

// A dialog that closes is hidden before what wraps it is, and before it loses the focus:
// whoever is quick may act already.
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const place = target.closest(
    'input, textarea, select, [contenteditable="true"], [role="dialog"]:not(.case-drawer *)');
  return place !== null && isShown(place);
}

function isDialogOpen(): boolean {
  return [...document.querySelectorAll('.ant-modal-wrap [role="dialog"], dialog[open]')]
    .some(isShown);
}

export function KeysProvider({children}: {children: ReactNode}) {
  const {t} = useWords();
  const sets = useRef(new Set<{current: KeyActs}>());
  const [shown, setShown] = useState<[string, KeyAct][] | null>(null);
  const [isOn, setOn] = useState(() => localStorage.getItem(kOff) === null);

  const help = useCallback(() => {
    setShown([...sets.current].flatMap((acts) => Object.entries(acts.current)));
  }, []);
  const add = useCallback((acts: {current: KeyActs}) => {
    sets.current.add(acts);
    return () => { sets.current.delete(acts); };
  }, []);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || isDialogOpen()) return;
      if (event.key === '?') {
        event.preventDefault();
        help();
        return;
      }
      if (!isOn) return;
      for (const acts of [...sets.current].reverse()) {
        const found = acts.current[event.key];
        if (!found || found.isOff) continue;
        event.preventDefault();
        found.act();
        return;
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [help, isOn]);

  const switchTo = (on: boolean) => {
    if (on) localStorage.removeItem(kOff);
    else localStorage.setItem(kOff, '1');
    setOn(on);
  };
  const keys = useMemo(() => ({add, help, isOn}), [add, help, isOn]);
  return (
    <KeysContext.Provider value={keys}>
      {children}
      <Modal open={shown !== null} title={t('keys.title')} footer={null}
        onCancel={() => setShown(null)}>
        <dl className="keys">
          <div><dt><kbd>?</kbd></dt><dd>{t('keys.help')}</dd></div>
          <div><dt><kbd>Ctrl Enter</kbd></dt><dd>{t('keys.confirm')}</dd></div>
          {shown?.map(([key, {label}]) =>
            <div key={key}><dt><kbd>{key}</kbd></dt><dd>{label}</dd></div>)}
        </dl>
        <label className="keys-switch">
          <Switch checked={isOn} onChange={switchTo} aria-label={t('keys.on')} />
          <span>{t('keys.on')}</span>
        </label>
      </Modal>
    </KeysContext.Provider>
  );
}

function useKeysContext(): Keys {
  const keys = useContext(KeysContext);
  if (!keys) throw new Error('keys: used outside their provider');
  return keys;
}

export function useKeys(acts: KeyActs) {
  const {add} = useKeysContext();
  const newest = useRef(acts);
  newest.current = acts;
  useEffect(() => add(newest), [add]);
}

export function useKeyHelp(): () => void {
  return useKeysContext().help;
}

// The key on its button; nothing where keys are switched off.
export function KeyHint({of}: {of: string}) {
  return useKeysContext().isOn ? <kbd aria-hidden="true">{of}</kbd> : null;
}
