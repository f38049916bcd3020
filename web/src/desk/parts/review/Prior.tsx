// SPDX-License-Identifier: Apache-2.0
// Earlier cases of the same line: what was asked before and how it ended.
import {Link} from 'react-router-dom';

import {kCaseStates} from '../../../i18n/states';
import {StateBadge} from '../../../ui/StateBadge';
import {useCases, type Case} from '../../api';
import {useWords} from '../../words';
import {Section} from '../case_sections';
import {Moment} from '../Due';
import {Answer} from '../Trouble';

const kRows = 20;

export function Prior({theCase}: {theCase: Case}) {
  const {t, language} = useWords();
  const asked = useCases({line_id: theCase.line_id, sort: '-opened', limit: kRows}, 60_000);
  return (
    <Section title={t('prior.title')}>
      <Answer of={asked} rows={1}>
        {({items}) => {
          const others = items.filter(({id}) => id !== theCase.id);
          if (others.length === 0) return <p className="quiet">{t('prior.none')}</p>;
          return (
            <ul className="plain">
              {others.map((one) => (
                <li key={one.id} className="row">
                  <Link to={`/cases/${one.id}`} className="tabular">{one.number}</Link>
                  <StateBadge words={kCaseStates[one.state]} language={language} />
                  <span className="quiet"><Moment at={one.opened_at} /></span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </Section>
  );
}
