// SPDX-License-Identifier: Apache-2.0
// Services known to use the number, banks first, each to be ticked off once it is moved.
// Marks made without a network are kept and sent later.
import {useRef, useState} from 'react';

import {Check} from '../../ui/Field';
import {queries} from '../api';
import {bindingsKey, useBindings, type Binding} from '../data';
import {sendOrKeep} from '../offline/queue';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';

function useMarks(lineId: string) {
  const [fault, setFault] = useState<unknown>(null);
  const [isKept, setIsKept] = useState(false);
  // Each mark is sent with all before it: one overtaken by an older one would be lost.
  const sent = useRef(Promise.resolve());
  const last = useRef<string[]>([]);
  async function mark(id: string, isDone: boolean) {
    const key = bindingsKey(lineId);
    // An answer on its way knows nothing of this mark.
    await queries.cancelQueries({queryKey: key});
    const next = (queries.getQueryData<Binding[]>(key) ?? []).map((one) =>
      (one.id === id ? {...one, is_done: isDone} : one));
    queries.setQueryData(key, next);
    setFault(null);
    const done = next.filter((one) => one.is_done).map((one) => one.id);
    last.current = done;
    sent.current = sent.current.then(async () => {
      try {
        const isSent = await sendOrKeep({kind: 'bindings', line_id: lineId, done});
        setIsKept(!isSent);
        if (isSent && last.current === done) void queries.invalidateQueries({queryKey: key});
      } catch (refusal) {
        setFault(refusal);
        await queries.invalidateQueries({queryKey: key});
      }
    });
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
              onChange={(event) => void mark(one.id, event.target.checked)}>
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
