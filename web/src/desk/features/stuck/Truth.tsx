// SPDX-License-Identifier: Apache-2.0
// What the far side answered last, and how the line stands there: as noted when the step
// got stuck, or as it says now when somebody asks.
import {useMutation} from '@tanstack/react-query';
import {Button} from 'antd';

import {answered} from '../../../api/client';
import {api, type Case} from '../../api';
import {Moment} from '../../parts/Due';
import {FarAnswer, useTruthWords} from '../../parts/farSide';
import {Trouble} from '../../parts/Trouble';
import {useWords} from '../../words';

export function Truth({id, stuck, isAskable}: {
  id: string; stuck: NonNullable<Case['stuck']>; isAskable: boolean;
}) {
  const {t} = useWords();
  const truthWords = useTruthWords();
  const asking = useMutation({
    mutationFn: async () => answered(await api.client.POST('/api/v1/cases/{id}/query',
      {params: {path: {id}}, body: {}})),
    networkMode: 'always',
  });
  const newest = asking.data ?? {truth: stuck.truth, at: stuck.since};
  return (
    <div className="truth">
      <dl>
        <dt>{t('stuck.answer')}</dt>
        <dd><FarAnswer code={stuck.code} /></dd>
        <dt>{t('stuck.truth')}</dt>
        <dd aria-live="polite">
          <strong>{truthWords(newest.truth)}</strong>{' '}
          <span className="quiet"><Moment at={newest.at} /></span>
        </dd>
      </dl>
      {isAskable ? (
        <Button loading={asking.isPending} onClick={() => asking.mutate()}>
          {t(asking.isPending ? 'stuck.asking' : 'stuck.ask')}
        </Button>
      ) : null}
      <Trouble error={asking.error} />
    </div>
  );
}
