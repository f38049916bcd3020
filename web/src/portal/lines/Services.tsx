// SPDX-License-Identifier: Apache-2.0
import {useParams} from 'react-router-dom';

import {ButtonLink, Ways} from '../../ui/Button';
import {Page} from '../Page';
import {useWords} from '../words';
import {BindingsList} from './BindingsList';

export default function Services() {
  const {t} = useWords();
  const {id = ''} = useParams();
  return (
    <Page title={t('services.title')} lead={<p>{t('services.lead')}</p>}>
      <BindingsList lineId={id} />
      <Ways><ButtonLink to={`/my/lines/${id}`}>{t('page.back')}</ButtonLink></Ways>
    </Page>
  );
}
