// SPDX-License-Identifier: Apache-2.0
// The documents of a case, side by side, each with what the machine found. A picture is
// shown once to each person and the look is noted, so it is only fetched when asked for;
// it stays here until the case is left.
import {Button} from 'antd';
import {useEffect, useRef, useState} from 'react';

import {Refusal} from '../../../api/client';
import {api, type Case} from '../../api';
import {useWords, type Key} from '../../words';
import {Section} from '../case_sections';
import {Moment} from '../Due';
import {Masked, type MaskedField} from '../Masked';
import {Trouble} from '../Trouble';
import './Pictures.css';

type Document = Case['documents'][number];
const kTurns = 4;
const kZooms = 4;

// Blobs of this page only; released when the page goes.
function useLook(caseId: string) {
  const [urls, setUrls] = useState<Record<string, string>>({});
  const kept = useRef<string[]>([]);
  useEffect(() => () => kept.current.forEach((url) => URL.revokeObjectURL(url)), []);
  const look = async (document: Document) => {
    const answer = await api.raw(`/api/v1/cases/${caseId}/documents/${document.id}`);
    const url = URL.createObjectURL(await answer.blob());
    kept.current.push(url);
    setUrls((old) => ({...old, [document.id]: url}));
  };
  return {urls, look};
}

function Picture({url, label}: {url: string; label: string}) {
  const {t} = useWords();
  const [turn, setTurn] = useState(0);
  const [zoom, setZoom] = useState(0);
  return (
    <>
      <div className="row picture-acts">
        <Button size="small" disabled={zoom === kZooms - 1} onClick={() => setZoom(zoom + 1)}>
          {t('pictures.closer')}</Button>
        <Button size="small" disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          {t('pictures.farther')}</Button>
        <Button size="small" onClick={() => setTurn((turn + 1) % kTurns)}>
          {t('pictures.turn')}</Button>
      </div>
      <div className="picture" role="region" aria-label={label} tabIndex={0}>
        <img src={url} alt={label} className={`turn-${turn} zoom-${zoom}`} />
      </div>
    </>
  );
}

function Shown({document, url, label}: {document: Document; url: string; label: string}) {
  const {t} = useWords();
  if (document.media_type.startsWith('image/')) return <Picture url={url} label={label} />;
  if (document.media_type.startsWith('video/'))
    return <video className="video" src={url} controls aria-label={label} />;
  return <a href={url} target="_blank" rel="noopener noreferrer">{t('pictures.open')}</a>;
}

function Look({document, label, onLook}: {
  document: Document; label: string; onLook: () => Promise<void>;
}) {
  const {t} = useWords();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const isSeen = document.is_seen
    || (error instanceof Refusal && error.code === 'document.seen');
  if (isSeen) return <p className="note">{t('pictures.seen')}</p>;
  const look = async () => {
    setBusy(true);
    setError(null);
    try {
      await onLook();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <div className="picture-closed">
      <p>{t('pictures.once')}</p>
      <Button loading={isBusy} onClick={() => void look()}>{t('pictures.look', {what: label})}</Button>
      <Trouble error={error} />
    </div>
  );
}

const kRecord: Record<string, MaskedField> = {name: 'name', id_number: 'id_number'};

function Findings({document, theCase}: {document: Document; theCase: Case}) {
  const {t, say} = useWords();
  const fields = Object.entries(document.fields ?? {});
  const matches = (match: boolean | null) => t(match === null ? 'pictures.match_unknown'
    : match ? 'pictures.match_yes' : 'pictures.match_no');
  return (
    <>
      {document.defects.length === 0 ? <p className="quiet">{t('pictures.no_defects')}</p> : (
        <ul className="plain">
          {document.defects.map((defect) =>
            <li key={defect.code} className="defect"><span aria-hidden="true">▲ </span>{say(defect.text)}</li>)}
        </ul>
      )}
      {fields.length === 0 ? null : (
        <div className="wide-table" role="region" tabIndex={0} aria-label={t('pictures.fields')}>
          <table className="fields">
            <thead><tr>
              <th scope="col">{t('pictures.field')}</th><th scope="col">{t('pictures.read')}</th>
              <th scope="col">{t('pictures.record')}</th>
            </tr></thead>
            <tbody>
              {fields.map(([name, field]) => {
                const record = kRecord[name];
                return (
                  <tr key={name}>
                    <th scope="row">{t(`pictures.field_${name}` as Key)}</th>
                    <td className="tabular">{field.text}</td>
                    <td className={field.matches === false ? 'match-no' : ''}>
                      {matches(field.matches)}{' '}
                      {record ? <Masked text={t('pictures.hidden')} field={record}
                        lineId={theCase.line_id} caseId={theCase.id} /> : null}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

export function Pictures({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const {urls, look} = useLook(theCase.id);
  if (theCase.documents.length === 0)
    return <Section title={t('case.documents')}><p className="quiet">{t('case.documents_none')}</p></Section>;
  return (
    <Section title={t('case.documents')}>
      <div className="pictures">
        {theCase.documents.map((document) => {
          const label = t(`case.kind.${document.kind}`);
          const url = urls[document.id];
          return (
            <section key={document.id} className="picture-card" aria-label={label}>
              <p><strong>{label}</strong> <span className="quiet"><Moment at={document.at} /></span></p>
              {url ? <Shown document={document} url={url} label={label} />
                : <Look document={document} label={label} onLook={() => look(document)} />}
              <Findings document={document} theCase={theCase} />
            </section>
          );
        })}
      </div>
    </Section>
  );
}
