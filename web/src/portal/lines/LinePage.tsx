// SPDX-License-Identifier: Apache-2.0
import {Link, useParams} from 'react-router-dom';

import {kLineStates} from '../../i18n/states';
import {ButtonLink, Ways} from '../../ui/Button';
import {StateBadge} from '../../ui/StateBadge';
import {useLine, useSession, type Line} from '../data';
import {useFormat} from '../format';
import {Facts, Page} from '../Page';
import {Answer} from '../Problem';
import {useWords, type WordKey} from '../words';
import '../shell/Tiles.css';

interface Act {
  to: string;
  name: WordKey;
  hint: WordKey;
}

function actsOf(line: Line): Act[] {
  const at = `/my/lines/${line.id}`;
  const can = (action: Line['actions'][number]) => line.actions.includes(action);
  const acts: Act[] = [];
  if (can('resume')) acts.push({to: `${at}/resume`, name: 'line.resume', hint: 'line.resume_hint'});
  if (can('suspend')) acts.push({to: `${at}/pause`, name: 'line.pause', hint: 'line.pause_hint'});
  acts.push({to: `${at}/services`, name: 'line.services', hint: 'line.services_hint'});
  if (can('report_loss')) acts.push({to: '/my/lost', name: 'line.lost', hint: 'line.lost_hint'});
  if (can('start_port') || can('revoke_port'))
    acts.push({to: `${at}/port`, name: 'line.port', hint: 'line.port_hint'});
  return acts;
}

function About({line}: {line: Line}) {
  const {t, language} = useWords();
  const format = useFormat();
  return (
    <Facts rows={[
      [t('line.state'), <StateBadge words={kLineStates[line.state]} language={language} />],
      [t('line.nickname'), line.nickname],
      [t('line.plan'), line.plan],
      [t('line.fee'), format.money(line.monthly_fee)],
      [t('line.kind'), t(`line.kind_${line.type}`)],
      [t('line.card'), t(line.is_esim ? 'line.esim' : 'line.sim')],
      [t('line.sub'), line.main_line_id && t('line.sub_yes')],
      [t('line.opened'), line.opened_on && format.day(line.opened_on)],
      [t('line.paused_until'), line.suspended_until && format.day(line.suspended_until)],
      [t('line.port_until'), line.port_code_until && format.moment(line.port_code_until)],
    ]} />
  );
}

function Whole({line}: {line: Line}) {
  const {t} = useWords();
  const isCounter = Boolean(useSession().data?.line_id);
  return (
    <Page title={line.msisdn_masked}>
      <About line={line} />
      <ul className="tiles">
        {actsOf(line).map((act) => (
          <li key={act.name}>
            <Link to={act.to} className="tile">
              <span className="tile-name">{t(act.name)}</span>
              <span className="tile-hint">{t(act.hint)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Ways>
        {line.open_case_id
          ? <ButtonLink look="go" to={`/my/cases/${line.open_case_id}`}>
              {t('lines.request')}
            </ButtonLink>
          : line.actions.includes('open_case') &&
            <ButtonLink to={`/my/lines/${line.id}/end/check`}>{t('lines.end')}</ButtonLink>}
        {!isCounter && <ButtonLink to="/my/lines">{t('page.back')}</ButtonLink>}
      </Ways>
    </Page>
  );
}

export default function LinePage() {
  const line = useLine(useParams().id ?? '');
  return <Answer of={line} isPage>{(found) => <Whole line={found} />}</Answer>;
}
