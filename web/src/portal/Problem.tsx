// SPDX-License-Identifier: Apache-2.0
// A refusal as people need it: what happened, what was kept, what to do, and a code at the
// end for whoever helps them.
import type {UseQueryResult} from '@tanstack/react-query';
import type {ReactNode} from 'react';

import {Offline, Refusal} from '../api/client';
import {Button} from '../ui/Button';
import {Notice} from '../ui/Notice';
import {Waiting} from '../ui/Waiting';
import {Page} from './Page';
import {useWords} from './words';

export function Problem({fault, onRetry}: {fault: unknown; onRetry?: () => void}) {
  const {t} = useWords();
  if (!fault) return null;
  let sentence = t('problem.page');
  let code = '';
  if (fault instanceof Offline) {
    sentence = t('problem.offline');
    code = 'page.offline';
  } else if (fault instanceof Refusal) {
    sentence = fault.sentence || t('problem.server');
    code = [fault.code, fault.requestId].filter(Boolean).join(' ');
  }
  return (
    <Notice tone={fault instanceof Offline ? 'warn' : 'danger'} role="alert">
      <p>{sentence}</p>
      {fault instanceof Refusal && fault.retryAfter !== null && fault.status === 429 &&
        <p>{t('problem.wait', {n: Math.ceil(fault.retryAfter / 60)})}</p>}
      {onRetry && <p><Button onClick={onRetry}>{t('problem.retry')}</Button></p>}
      {code && <p className="small quiet">{t('problem.code', {code})}</p>}
    </Notice>
  );
}

// What an answer still to come, a refusal, or the answer looks like. `isPage`: it fills the
// page, heading and all.
export function Answer<T>({of, lines, isPage = false, children}: {
  of: UseQueryResult<T>;
  lines?: number;
  isPage?: boolean;
  children: (data: T) => ReactNode;
}) {
  const {t} = useWords();
  if (of.data !== undefined)
    return (
      <>
        {isPage && of.isError && (
          <Notice tone="warn" role="status">
            <p>{t('page.stale')}</p>
            <p><Button onClick={() => void of.refetch()}>{t('problem.retry')}</Button></p>
          </Notice>
        )}
        {children(of.data)}
      </>
    );
  if (of.error) {
    const problem = <Problem fault={of.error} onRetry={() => void of.refetch()} />;
    return isPage ? <Page title={t('problem.title')}>{problem}</Page> : problem;
  }
  return <Waiting label={t('page.loading')} slow={t('page.slow')} {...(lines ? {lines} : {})} />;
}
