// SPDX-License-Identifier: Apache-2.0
// What a table of cases can be narrowed by; each choice stands in the address.
import {Input, Segmented, Select} from 'antd';
import {useEffect, useState} from 'react';
import {useSearchParams} from 'react-router-dom';

import {kCaseStates, kChannels} from '../../i18n/states';
import type {CaseFilter, CaseSummary} from '../api';
import {useWords, type Key} from '../words';
import {useParam} from './address';
import {useDensity} from './density';

export type CaseFilterName = 'state' | 'type' | 'channel' | 'hold_reason' | 'q';

const kTypes: CaseSummary['type'][] = ['STANDARD', 'PORT_COMPANION', 'LOST_STOLEN', 'DECEASED',
  'GUARDIAN', 'COMPANY', 'BULK_IOT', 'DISOWN', 'SURVIVOR_SEPARATION', 'ACCOUNT_CLOSE',
  'COMPANION_ONLY', 'OPERATOR_INITIATED'];
const kHolds = ['objection', 'risk', 'legal', 'analyst'] as const;

export function useCaseFilter(names: CaseFilterName[]) {
  const [params, setParams] = useSearchParams();
  const value: Record<string, string> = {};
  for (const name of names) {
    const text = params.get(name);
    if (text) value[name] = text;
  }
  return {
    value: value as CaseFilter,
    isSet: Object.keys(value).length > 0,
    clear: () => setParams((old) => {
      const next = new URLSearchParams(old);
      for (const name of [...names, 'after']) next.delete(name);
      return next;
    }, {replace: true}),
  };
}

function Choice({name, label, options, isMany}: {
  name: CaseFilterName; label: string; options: {value: string; label: string}[]; isMany?: boolean;
}) {
  const [text, set] = useParam(name);
  const shared = {'aria-label': label, placeholder: label, options, allowClear: true,
    className: 'filter', popupMatchSelectWidth: false, showSearch: true,
    optionFilterProp: 'label'};
  return isMany
    ? <Select<string[]> {...shared} mode="multiple" maxTagCount={1} value={text ? text.split(',') : []}
        onChange={(values) => set(values.join(',') || null)} />
    : <Select<string> {...shared} value={text ?? undefined} onChange={(value) => set(value ?? null)} />;
}

function NumberSearch() {
  const {t} = useWords();
  const [text, set] = useParam('q');
  const [typed, setTyped] = useState(text ?? '');
  useEffect(() => setTyped(text ?? ''), [text]);
  return (
    <Input.Search className="filter filter-wide" value={typed} allowClear maxLength={32}
      aria-label={t('case.search')} placeholder={t('case.search_hint')}
      enterButton={t('desk.search')}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(value) => set(value.trim() || null)} />
  );
}

export function CaseFilters({names, fixedStates}: {
  names: CaseFilterName[]; fixedStates?: string | undefined;
}) {
  const {t, language} = useWords();
  const [density, setDensity] = useDensity();
  const states = fixedStates?.split(',') ?? Object.keys(kCaseStates);
  if (names.length === 0) return null;
  return (
    <div className="filters" role="search">
      {names.includes('q') ? <NumberSearch /> : null}
      {names.includes('state') ? (
        <Choice name="state" label={t('case.filter_state')} isMany options={states.map((value) =>
          ({value, label: kCaseStates[value as CaseSummary['state']][language]}))} />) : null}
      {names.includes('type') ? (
        <Choice name="type" label={t('case.filter_type')} options={kTypes.map((value) =>
          ({value, label: t(`case.type.${value}` as Key)}))} />) : null}
      {names.includes('channel') ? (
        <Choice name="channel" label={t('case.filter_channel')}
          options={Object.entries(kChannels).map(([value, words]) =>
            ({value, label: words[language]}))} />) : null}
      {names.includes('hold_reason') ? (
        <Choice name="hold_reason" label={t('case.filter_hold')} options={kHolds.map((value) =>
          ({value, label: t(`case.hold.${value}`)}))} />) : null}
      <Segmented className="density" aria-label={t('case.density')} value={density}
        onChange={(value) => setDensity(value === 'wide' ? 'wide' : 'tight')}
        options={[{value: 'tight', label: t('case.density_tight')},
          {value: 'wide', label: t('case.density_wide')}]} />
    </div>
  );
}
