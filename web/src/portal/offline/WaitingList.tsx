// SPDX-License-Identifier: Apache-2.0
import {useState} from 'react';

import {Button, Ways} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {useFormat} from '../format';
import {Page} from '../Page';
import {useArrival} from '../useArrival';
import {useWords} from '../words';
import type {KeptItem} from './box';
import {sendKept, throwAway, useQueue} from './queue';

export default function WaitingList() {
  const {t} = useWords();
  const format = useFormat();
  const {waiting} = useQueue();
  const [asked, setAsked] = useState<KeptItem | null>(null);
  const close = () => setAsked(null);
  const spot = useArrival<HTMLDivElement>(waiting.length);
  return (
    <Page title={t('waiting.title')} lead={<p>{t('waiting.lead')}</p>}>
      <div ref={spot} tabIndex={-1} className="arrival">
        {waiting.length === 0 && <p>{t('waiting.empty')}</p>}
      </div>
      <ul className="plain-list">
        {waiting.map((item) => (
          <li key={item.id}>
            <p>{t(`waiting.kind_${item.kind}`)}</p>
            <p className="quiet small">
              {t('waiting.since', {at: format.moment(new Date(item.at).toISOString())})}
            </p>
            <Button onClick={() => setAsked(item)}>{t('waiting.throw')}</Button>
          </li>
        ))}
      </ul>
      {waiting.length > 0 && (
        <Ways><Button look="go" onClick={() => void sendKept()}>{t('waiting.send')}</Button></Ways>
      )}
      {asked && (
        <Dialog title={t('waiting.throw_title')} onClose={close}>
          <p>{t(`waiting.kind_${asked.kind}`)}</p>
          <p>{t('waiting.throw_means')}</p>
          <Ways>
            <Button look="danger" onClick={() => {
              void throwAway(asked.id);
              close();
            }}>{t('waiting.throw')}</Button>
            <Button onClick={close}>{t('waiting.throw_back')}</Button>
          </Ways>
        </Dialog>
      )}
    </Page>
  );
}
