// SPDX-License-Identifier: Apache-2.0
// Vouchers with their standing, the form, and the papers that were given.
import {useMutation} from '@tanstack/react-query';

import {Button} from '../../ui/Button';
import type {Case} from '../data';
import {useFormat} from '../format';
import {Problem} from '../Problem';
import {useWords} from '../words';
import {download} from './download';

interface File {
  path: string;
  type: string;
  name: string;
}

function Vouchers({one}: {one: Case}) {
  const {t} = useWords();
  const format = useFormat();
  return (
    <ul className="plain-list">
      {one.vouchers.map((voucher) => (
        <li key={voucher.number} className="track-row">
          <span>
            {t(`voucher.kind_${voucher.kind}`)}<br />
            <span className="quiet small tabular">{voucher.number}</span><br />
            <span className="quiet small">{format.day(voucher.issued_at)}</span>
          </span>
          <span className={voucher.status === 'valid' ? '' : 'quiet'}>
            {t(`voucher.${voucher.status}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Papers({one}: {one: Case}) {
  const {t} = useWords();
  const getting = useMutation({mutationFn: (file: File) =>
    download(file.path, file.type, file.name)});
  const at = `/api/v1/cases/${one.id}`;
  const hasVoucher = one.actions.includes('voucher') &&
    one.vouchers.some((voucher) => voucher.status === 'valid');
  const hasForm = one.actions.includes('form');
  if (!one.vouchers.length && !hasForm && !one.documents.length) return null;
  return (
    <section>
      <h2>{t('papers.title')}</h2>
      <Vouchers one={one} />
      <Problem fault={getting.error} />
      <div className="line-acts">
        {hasVoucher && (
          <>
            <Button isBusy={getting.isPending} onClick={() => getting.mutate({
              path: `${at}/voucher`, type: 'application/pdf', name: `${one.number}.pdf`})}>
              {t('papers.voucher_pdf')}
            </Button>
            <Button look="quiet" isBusy={getting.isPending} onClick={() => getting.mutate({
              path: `${at}/voucher`, type: 'application/jose', name: `${one.number}.jws`})}>
              {t('papers.voucher_jws')}
            </Button>
          </>
        )}
        {hasForm && (
          <Button isBusy={getting.isPending} onClick={() => getting.mutate({
            path: `${at}/form`, type: 'application/pdf', name: `${one.number}-form.pdf`})}>
            {t('papers.form')}
          </Button>
        )}
      </div>
      {one.documents.length > 0 && (
        <>
          <h3>{t('papers.given')}</h3>
          <Given one={one} />
        </>
      )}
    </section>
  );
}

// What was given, and what is still wrong with it.
export function Given({one}: {one: Case}) {
  const {t, say} = useWords();
  const format = useFormat();
  return (
    <ul className="plain-list">
      {one.documents.map((paper) => (
        <li key={paper.id}>
          <div className="track-row">
            <span>{t(`paper.${paper.kind}`)}</span>
            <span className="quiet small">{format.moment(paper.at)}</span>
          </div>
          {paper.defects.map((defect) => (
            <p key={defect.code} className="quiet small">{say(defect.text)}</p>
          ))}
        </li>
      ))}
    </ul>
  );
}
