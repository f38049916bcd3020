// SPDX-License-Identifier: Apache-2.0
// Who looked at what in full, and why; one person's or everybody's.
import {keepPreviousData, useQuery} from '@tanstack/react-query';
import {Button, Form, Input} from 'antd';
import {useEffect, useState} from 'react';
import {Link} from 'react-router-dom';

import {answered, type Schemas} from '../../../api/client';
import {kRoles} from '../../../i18n/states';
import {api} from '../../api';
import {useParam, usePages} from '../../parts/address';
import {Moment} from '../../parts/Due';
import {Pager} from '../../parts/Pager';
import {PlainTable, type PlainColumn} from '../../parts/PlainTable';
import {Answer, Nothing} from '../../parts/Trouble';
import {useWords, type Key} from '../../words';
import './audit.css';

type Look = Schemas['AccessLog']['items'][number];

const kFields: ReadonlySet<string> = new Set(['name', 'id_number', 'msisdn', 'email',
  'other_msisdn', 'refund_account', 'document']);

function useColumns(): PlainColumn<Look>[] {
  const {t, tag, language} = useWords();
  const list = new Intl.ListFormat(tag);
  const field = (name: string) => (kFields.has(name) ? t(`access.field.${name}` as Key) : name);
  return [
    {id: 'at', title: t('access.at'), isHead: true, cell: (look) => <Moment at={look.at} />},
    {id: 'who', title: t('access.who'), cell: (look) => (
      <>
        {look.actor}{' '}
        <span className="quiet">
          {look.role in kRoles ? kRoles[look.role as keyof typeof kRoles][language] : look.role}
        </span>
      </>)},
    {id: 'act', title: t('access.act'), cell: (look) => t(`access.act.${look.act}`)},
    {id: 'fields', title: t('access.fields'), cell: (look) => list.format(look.fields.map(field))},
    {id: 'reason', title: t('access.reason'), cell: (look) => look.reason},
    {id: 'of', title: t('access.of'), cell: (look) => {
      if (look.case_id)
        return <Link className="link" to={`/audit/${look.case_id}`}>{t('access.of.case')}</Link>;
      if (!look.line_id) return t('access.of.many');
      return <>{t('access.of.line')} <code className="quiet">{look.line_id}</code></>;
    }},
  ];
}

function Looks({actor}: {actor: string | null}) {
  const {t} = useWords();
  const {after} = usePages();
  const columns = useColumns();
  const asked = useQuery({
    queryKey: ['access-log', actor, after],
    queryFn: async () => answered(await api.client.GET('/api/v1/access-log',
      {params: {query: {...(actor ? {actor} : {}), ...(after ? {after} : {})}}})),
    placeholderData: keepPreviousData,
  });
  return (
    <Answer of={asked} rows={6}>
      {({items, next}) => (
        <>
          {items.length === 0
            ? <Nothing>{t(actor ? 'access.none.actor' : 'access.none')}</Nothing>
            : <PlainTable label={t('access.title')} columns={columns} rows={items}
                keyOf={(look) => [look.at, look.actor, look.act, look.line_id, look.case_id,
                  ...look.fields].join(' ')} />}
          <Pager next={next} />
        </>
      )}
    </Answer>
  );
}

export default function AccessPage() {
  const {t} = useWords();
  const [actor, setActor] = useParam('actor');
  const [typed, setTyped] = useState(actor ?? '');
  useEffect(() => setTyped(actor ?? ''), [actor]);
  return (
    <>
      <h1>{t('access.title')}</h1>
      <p className="quiet">{t('access.intro')}</p>
      <Form layout="vertical" className="audit-form" role="search"
        onFinish={() => setActor(typed.trim() || null)}>
        <Form.Item label={t('access.actor')} htmlFor="access-actor">
          <Input id="access-actor" value={typed} maxLength={64} autoComplete="off"
            placeholder={t('access.actor.all')}
            onChange={(change) => setTyped(change.target.value)} />
        </Form.Item>
        <span className="row">
          <Button type="primary" htmlType="submit">{t('access.filter')}</Button>
          {actor
            ? <Button onClick={() => setActor(null)}>{t('access.clear')}</Button> : null}
        </span>
      </Form>
      <Looks actor={actor} />
    </>
  );
}
