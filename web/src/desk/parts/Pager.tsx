// SPDX-License-Identifier: Apache-2.0
// Beneath a keyset-paged table: how many there are, which page, on and back.
import {Button} from 'antd';

import {number} from '../../i18n/format';
import {useWords} from '../words';
import {usePages} from './address';

const kCountedMax = 100_000;

export function Pager({total, next}: {total?: number | undefined; next?: string | undefined}) {
  const {t, tag} = useWords();
  const pages = usePages();
  if (pages.isFirst && !next && total === undefined) return null;
  const many = total !== undefined && total >= kCountedMax;
  return (
    <nav className="pager" aria-label={t('pager.title')}>
      <span className="quiet">
        {[
          total === undefined ? ''
            : t(many ? 'pager.total_many' : 'pager.total', {n: number(tag, total)}),
          pages.knowsPage && (next || !pages.isFirst)
            ? t('pager.page', {n: number(tag, pages.page)}) : '',
        ].filter(Boolean).join(' · ')}
      </span>
      {pages.isFirst && !next ? null : (
        <span className="row">
          <Button disabled={pages.isFirst} onClick={pages.knowsPage ? pages.back : pages.first}>
            {t(pages.knowsPage ? 'pager.back' : 'pager.first')}
          </Button>
          <Button disabled={!next} onClick={() => next && pages.next(next)}>
            {t('pager.next')}
          </Button>
        </span>
      )}
    </nav>
  );
}
