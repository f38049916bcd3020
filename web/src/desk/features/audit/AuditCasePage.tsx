// SPDX-License-Identifier: Apache-2.0
// One case as the auditor reads it: the history as stored with its chain, and every
// message that was sent.
import {useQuery} from '@tanstack/react-query';
import {Link, useParams} from 'react-router-dom';

import {answered, type Schemas} from '../../../api/client';
import {api, useCase} from '../../api';
import {CaseHead} from '../../parts/CaseCard';
import {Section} from '../../parts/case_sections';
import {ChainedHistory} from '../../parts/ChainedHistory';
import {Moment} from '../../parts/Due';
import {PlainTable, type PlainColumn} from '../../parts/PlainTable';
import {Answer} from '../../parts/Trouble';
import {useWords} from '../../words';
import './audit.css';

type Message = Schemas['CaseMessages']['items'][number];

function Messages({id}: {id: string}) {
  const {t} = useWords();
  const asked = useQuery({
    queryKey: ['messages', id],
    queryFn: async () => answered(
      await api.client.GET('/api/v1/cases/{id}/messages', {params: {path: {id}}})),
  });
  const columns: PlainColumn<Message>[] = [
    {id: 'at', title: t('audit.messages.at'), isHead: true,
      cell: (message) => <Moment at={message.at} />},
    {id: 'how', title: t('audit.messages.how'),
      cell: (message) => t(`case.to.${message.channel}`)},
    {id: 'to', title: t('audit.messages.to'),
      cell: (message) => <span className="tabular">{message.to_masked}</span>},
    {id: 'state', title: t('audit.messages.state'),
      cell: (message) => t(`case.sent.${message.state}`)},
    {id: 'text', title: t('audit.messages.text'), cell: (message) => message.text},
  ];
  return (
    <Section title={t('audit.messages')}>
      <Answer of={asked} rows={3}>
        {({items}) => items.length === 0 ? <p>{t('audit.messages.none')}</p> : (
          <PlainTable label={t('audit.messages')} columns={columns} rows={items}
            keyOf={(message) => `${message.at} ${message.channel} ${message.text}`} />
        )}
      </Answer>
    </Section>
  );
}

export default function AuditCasePage() {
  const {t} = useWords();
  const {id = ''} = useParams();
  const asked = useCase(id);
  return (
    <>
      <p><Link className="link" to="/audit">{t('audit.back')}</Link></p>
      <h1>{t('case.card', {number: asked.data?.number ?? ''})}</h1>
      <Answer of={asked} rows={8}>
        {(theCase) => (
          <div className="panel audit-case">
            <CaseHead theCase={theCase} />
            <ChainedHistory theCase={theCase} />
            <Messages id={theCase.id} />
          </div>
        )}
      </Answer>
    </>
  );
}
