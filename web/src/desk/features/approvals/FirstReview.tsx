// SPDX-License-Identifier: Apache-2.0
// What the first reviewer did and wrote, from the case's history.
import {useQuery} from '@tanstack/react-query';

import {answered} from '../../../api/client';
import {api, type Case} from '../../api';
import {Section} from '../../parts/case_sections';
import {Moment} from '../../parts/Due';
import {Answer} from '../../parts/Trouble';
import {useWords} from '../../words';

// The words in a detail of the history ({"words": "..."}); empty where there are none.
function wordsOf(detail: string): string {
  try {
    const facts: unknown = JSON.parse(detail);
    const words = facts && typeof facts === 'object' ? (facts as {words?: unknown}).words : '';
    return typeof words === 'string' ? words : '';
  } catch {
    return '';
  }
}

export function FirstReview({theCase}: {theCase: Case}) {
  const {t, say} = useWords();
  const asked = useQuery({
    queryKey: ['history', theCase.id, theCase.version],
    queryFn: async () => answered(await api.client.GET('/api/v1/cases/{id}/history',
      {params: {path: {id: theCase.id}}})),
  });
  return (
    <Section title={t('approvals.first')}>
      <Answer of={asked} rows={2}>
        {({items}) => {
          const acts = items.filter(({actor_role: role}) => role === 'reviewer'
            || role === 'supervisor');
          if (acts.length === 0) return <p className="quiet">{t('approvals.first_none')}</p>;
          return (
            <ol className="plain">
              {acts.map((act) => (
                <li key={act.seq}>
                  {say(theCase.timeline.find(({seq}) => seq === act.seq)?.text) || act.name}{' '}
                  <span className="quiet"><Moment at={act.at} /> · {act.actor_id}</span>
                  {wordsOf(act.detail)
                    ? <blockquote className="script">{wordsOf(act.detail)}</blockquote> : null}
                </li>
              ))}
            </ol>
          );
        }}
      </Answer>
    </Section>
  );
}
