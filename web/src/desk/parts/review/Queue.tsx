// SPDX-License-Identifier: Apache-2.0
// A queue and the case in hand: the whole table while none is chosen, a narrow one beside
// the case otherwise. When the case leaves the queue the next one opens.
import {Button} from 'antd';
import {useCallback, useEffect, useRef, type ReactNode} from 'react';

import type {Case, CaseFilter, CaseSummary} from '../../api';
import {useParam} from '../address';
import type {CaseColumn} from '../case_columns';
import {CaseCard} from '../CaseCard';
import {CaseTable} from '../CaseTable';
import {KeyHint, useKeys} from '../keys';
import {useWords} from '../../words';
import {Decisions} from './Decisions';
import {Pictures} from './Pictures';
import {Prior} from './Prior';

const kWide: CaseColumn[] = ['due', 'number', 'masked', 'type', 'channel', 'risk', 'opened'];
const kNarrow: CaseColumn[] = ['due', 'number', 'risk'];

export function Queue({fixed, empty, more}: {
  fixed: CaseFilter; empty: string; more?: (theCase: Case) => ReactNode;
}) {
  const {t} = useWords();
  const [chosen, choose] = useParam('case', 'keep');
  const rows = useRef<CaseSummary[]>([]);
  const onRows = useCallback((next: CaseSummary[]) => { rows.current = next; }, []);
  const next = () => {
    const at = rows.current.findIndex(({id}) => id === chosen);
    const others = rows.current.filter(({id}) => id !== chosen);
    choose((others[at < 0 ? 0 : at] ?? others.at(-1))?.id ?? null);
  };
  // The case in hand has the focus; where it is left, the list has it back.
  const panel = useRef<HTMLElement>(null);
  const before = useRef(chosen);
  useEffect(() => {
    if (chosen === before.current) return;
    const row = before.current;
    before.current = chosen;
    if (chosen) panel.current?.focus({preventScroll: true});
    else document.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(row ?? '')}"] button`)?.focus();
  }, [chosen]);
  useKeys({Escape: {label: t('queue.leave'), act: () => choose(null), isOff: chosen === null}});
  return (
    <div className={chosen ? 'queue queue-chosen' : 'queue'}>
      <CaseTable fixed={fixed} defaultSort="due" columns={chosen ? kNarrow : kWide}
        filters={chosen ? [] : ['type', 'channel']} chosen={chosen} onChoose={choose}
        onRows={onRows} empty={empty} label={t('queue.title')} />
      {chosen ? (
        <section className="panel queue-case" aria-label={t('queue.case')} ref={panel} tabIndex={-1}>
          <p className="row queue-head">
            <Button onClick={() => choose(null)}>{t('queue.leave')} <KeyHint of="Esc" /></Button>
          </p>
          <CaseCard key={chosen} id={chosen}
            sections={['facts', 'quote', 'risk', 'settled', 'messages', 'timeline']}
            acts={(theCase) => (
              <>
                <Decisions theCase={theCase} onDone={next} />
                {more?.(theCase)}
                <Pictures theCase={theCase} />
              </>
            )}
            more={(theCase) => <Prior theCase={theCase} />} />
        </section>
      ) : null}
    </div>
  );
}
