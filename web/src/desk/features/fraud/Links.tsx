// SPDX-License-Identifier: Apache-2.0
// What a case has in common with others: a drawing to see it, a table to read it.
import {useQuery} from '@tanstack/react-query';

import {answered, type Schemas} from '../../../api/client';
import {number} from '../../../i18n/format';
import {kCaseStates, type CaseState} from '../../../i18n/states';
import {StateBadge} from '../../../ui/StateBadge';
import {api} from '../../api';
import {Section} from '../../parts/case_sections';
import {Moment} from '../../parts/Due';
import {PlainTable, type PlainColumn} from '../../parts/PlainTable';
import {Answer} from '../../parts/Trouble';
import {useWords} from '../../words';
import {LinkGraph, type LinkedCase} from './LinkGraph';

type Link = Schemas['CaseLinks']['items'][number];

const kDrawnMax = 10;
const kKinds = ['device', 'refund_account', 'address', 'email', 'owner'] as const;

// One row per other case, with everything it has in common.
function byCase(links: readonly Link[]): {link: Link; kinds: Link['kind'][]}[] {
  const found = new Map<string, {link: Link; kinds: Link['kind'][]}>();
  for (const link of links) {
    const known = found.get(link.case_id);
    if (!known) found.set(link.case_id, {link, kinds: [link.kind]});
    else if (!known.kinds.includes(link.kind)) known.kinds.push(link.kind);
  }
  return [...found.values()].sort((a, b) => b.kinds.length - a.kinds.length);
}

function Found({links, onOpen}: {links: readonly Link[]; onOpen: (id: string) => void}) {
  const {t, tag, language} = useWords();
  if (links.length === 0) return <p>{t('fraud.links.none')}</p>;
  const rows = byCase(links);
  const kindWord = (kind: Link['kind']) => t(`fraud.kind.${kind}`);
  const kinds = kKinds.filter((kind) => links.some((link) => link.kind === kind))
    .map((id) => ({id, label: kindWord(id)}));
  const drawn: LinkedCase[] = rows.slice(0, kDrawnMax).map(({link, kinds: shared}) =>
    ({id: link.case_id, label: link.msisdn_masked, kinds: shared}));
  const join = new Intl.ListFormat(tag);
  const columns: PlainColumn<(typeof rows)[number]>[] = [
    {id: 'case', title: t('fraud.links.case'), isHead: true, cell: ({link}) => (
      <button type="button" className="link tabular" onClick={() => onOpen(link.case_id)}>
        {link.number}
      </button>)},
    {id: 'number', title: t('fraud.links.number'), cell: ({link}) =>
      <span className="tabular">{link.msisdn_masked}</span>},
    {id: 'kind', title: t('fraud.links.kind'),
      cell: ({kinds: shared}) => join.format(shared.map(kindWord))},
    {id: 'state', title: t('fraud.links.state'), cell: ({link}) => {
      const words = kCaseStates[link.state as CaseState];
      return words ? <StateBadge words={words} language={language} /> : link.state;
    }},
    {id: 'opened', title: t('fraud.links.opened'),
      cell: ({link}) => <Moment at={link.opened_at} />},
  ];
  return (
    <>
      <LinkGraph thisWord={t('fraud.links.this')} kinds={kinds} cases={drawn}
        title={t('fraud.links.drawing',
          {cases: number(tag, rows.length), kinds: join.format(kinds.map((kind) => kind.label))})} />
      {rows.length > kDrawnMax
        ? <p className="quiet">{t('fraud.links.more', {n: number(tag, rows.length - kDrawnMax)})}</p> : null}
      <PlainTable label={t('fraud.links.title')} columns={columns} rows={rows}
        keyOf={({link}) => link.case_id} />
    </>
  );
}

export function Links({id, onOpen}: {id: string; onOpen: (id: string) => void}) {
  const {t} = useWords();
  const asked = useQuery({
    queryKey: ['links', id],
    queryFn: async () => answered(
      await api.client.GET('/api/v1/cases/{id}/links', {params: {path: {id}}})),
  });
  return (
    <Section title={t('fraud.links.title')}>
      <Answer of={asked} rows={3}>{({items}) => <Found links={items} onOpen={onOpen} />}</Answer>
    </Section>
  );
}
