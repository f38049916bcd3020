// SPDX-License-Identifier: Apache-2.0
// What ending the line means, before anything is asked for: free, and to be printed.
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Notice} from '../../ui/Notice';
import type {Obligation} from '../data';
import {Page} from '../Page';
import {useWords} from '../words';
import type {StepProps} from './Ending';
import {Figures} from './Figures';
import {shownOf, stoppersOf} from './steps';

function Item({one}: {one: Obligation}) {
  const {t, say} = useWords();
  return (
    <li>
      <p className={`obligation-class obligation-${one.class}`}>{t(`class.${one.class}`)}</p>
      <p>{say(one.text)}</p>
    </li>
  );
}

export function CheckStep({line, precheck, onNext, backTo}: StepProps) {
  const {t} = useWords();
  const shown = shownOf(precheck);
  const stoppers = stoppersOf(precheck);
  return (
    <Page title={t('check.title', {number: line.msisdn_masked})} lead={<p>{t('check.lead')}</p>}>
      {stoppers.length > 0 && <Notice tone="warn"><p>{t('check.stopped')}</p></Notice>}
      {shown.length === 0
        ? <p>{t('check.nothing')}</p>
        : <ul className="plain-list">{shown.map((one) => <Item key={one.id} one={one} />)}</ul>}
      <h2>{t('check.figures')}</h2>
      <p className="quiet small">{t('check.figures_now')}</p>
      <Figures quote={precheck.quote} />
      <Ways>
        {stoppers.length === 0 &&
          <Button look="go" onClick={onNext}>{t('page.next')}</Button>}
        <ButtonLink to={backTo}>{t('page.back')}</ButtonLink>
      </Ways>
      <p><Button look="quiet" onClick={() => window.print()}>{t('page.print')}</Button></p>
    </Page>
  );
}
