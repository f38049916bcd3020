// SPDX-License-Identifier: Apache-2.0
// What else could be done, said once, with an equal way on.
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Page} from '../Page';
import {useWords} from '../words';
import type {StepProps} from './Ending';

export function OtherWaysStep({line, precheck, onNext, backTo}: StepProps) {
  const {t, say} = useWords();
  const at = `/my/lines/${line.id}`;
  return (
    <Page title={t('other.title')} lead={<p>{t('other.lead')}</p>}>
      <ul className="other-ways">
        {precheck.alternatives.map((one) => (
          <li key={one.id}>
            <p>{say(one.text)}</p>
            {one.id === 'suspend' && line.actions.includes('suspend') &&
              <ButtonLink to={`${at}/pause`}>{t('other.suspend')}</ButtonLink>}
            {one.id === 'port' && line.actions.includes('start_port') &&
              <ButtonLink to={`${at}/port`}>{t('other.port')}</ButtonLink>}
            {(one.id === 'number_change' || one.id === 'transfer') &&
              <span className="quiet small">{t('other.in_shop')}</span>}
          </li>
        ))}
      </ul>
      <Ways>
        <Button look="go" onClick={onNext}>{t('other.go_on')}</Button>
        <ButtonLink to={backTo}>{t('page.back')}</ButtonLink>
      </Ways>
    </Page>
  );
}
