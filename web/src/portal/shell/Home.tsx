// SPDX-License-Identifier: Apache-2.0
import '../../ui/Field.css';
import {ButtonLink} from '../../ui/Button';
import {Aside, Page} from '../Page';
import {useWords} from '../words';
import {SearchBox} from './SearchBox';
import {kTasks} from './tasks';
import {Tiles} from './Tiles';
import './Home.css';

export function Home() {
  const {t} = useWords();
  return (
    <Page title={t('home.title')} lead={<p>{t('home.lead')}</p>}>
      <div className="home-first">
        <ButtonLink look="go" to="/my/lines">{t('home.my_lines')}</ButtonLink>
      </div>
      <Aside>
        <SearchBox />
        <h2>{t('home.without')}</h2>
        <Tiles tasks={kTasks.filter((task) => task.to !== '/my/lines')} />
      </Aside>
    </Page>
  );
}
