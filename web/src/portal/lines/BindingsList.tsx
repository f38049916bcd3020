// SPDX-License-Identifier: Apache-2.0
// Services known to use the number, banks first, each to be ticked off once it is moved.
// Marks made without a network are kept and sent later.
import {useState} from 'react';

import {Check} from '../../ui/Field';
import {queries} from '../api';
import {bindingsKey, useBindings, type Binding} from '../data';
import {sendOrKeep} from '../offline/queue';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';

function useMarks(lineId: string) {
  const [fault, setFault] = useState<unknown>(null);
  const [isKept, setIsKept] = useState(false);
  async function mark(items: Binding[], id: string, isDone: boolean) {
    const next = items.map((one) => (one.id === id ? {...one, is_done: isDone} : one));
    const key = bindingsKey(lineId);
    queries.setQueryData(key, next);
    setFault(null);
    try {
      const done = next.filter((one) => one.is_done).map((one) => one.id);
      setIsKept(!await sendOrKeep({kind: 'bindings', line_id: lineId, done}));
    } catch (refusal) {
      queries.setQueryData(key, items);
      setFault(refusal);
    }
  }
  return {fault, isKept, mark};
}

export function BindingsList({lineId}: {lineId: string}) {
  const {t, say} = useWords();
  const bindings = useBindings(lineId);
  const {fault, isKept, mark} = useMarks(lineId);
  return (
    <Answer of={bindings}>
      {(items) => (
        <>
          {items.length === 0 ? <p>{t('services.none')}</p> : (
            <p role="status">
              {t('services.left', {n: items.filter((one) => !one.is_done).length,
                all: items.length})}
            </p>
          )}
          {items.map((one) => (
            <Check key={one.id} checked={one.is_done} hint={say(one.guide)}
              onChange={(event) => void mark(items, one.id, event.target.checked)}>
              {say(one.name)}
            </Check>
          ))}
          {isKept && <p className="quiet" role="status">{t('services.kept')}</p>}
          <Problem fault={fault} />
        </>
      )}
    </Answer>
  );
}
