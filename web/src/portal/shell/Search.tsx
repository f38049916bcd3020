// SPDX-License-Identifier: Apache-2.0
import {useSearchParams} from 'react-router-dom';

import '../../ui/Field.css';
import {Page} from '../Page';
import {useWords} from '../words';
import {SearchBox} from './SearchBox';
import {findTasks} from './tasks';
import {Tiles} from './Tiles';

export default function Search() {
  const {t, count} = useWords();
  const [params] = useSearchParams();
  const query = params.get('q') ?? '';
  const found = findTasks(query);
  return (
    <Page title={t('search.title')}>
      <SearchBox query={query} />
      <p className="quiet small" role="status">
        {query && (found.length ? count(found.length, 'search.one', 'search.many')
          : t('search.none', {query}))}
      </p>
      <Tiles tasks={found.length ? found : findTasks('')} />
    </Page>
  );
}
