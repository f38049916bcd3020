// SPDX-License-Identifier: Apache-2.0
// The documents of a case, side by side, each with what the machine found. A picture is
// shown once to each person and the look is noted, so it is only fetched when asked for;
// it stays here until the case is left.
import {useQueryClient} from '@tanstack/react-query';
import {Button} from 'antd';
import {useEffect, useRef, useState} from 'react';

import {Refusal} from '../../../api/client';
import {api, type Case} from '../../api';
import {useWords, type Key} from '../../words';
import {Section} from '../case_sections';
import {Moment} from '../Due';
import {KeyHint, useKeys} from '../keys';
import {Masked, type MaskedField} from '../Masked';
import {Trouble} from '../Trouble';
import './Pictures.css';

type Document = Case['documents'][number];
const kTurns = 4;
const kZooms = 4;

// Blobs of this page only; released when the page goes.
function useLook(caseId: string) {
  const queries = useQueryClient();
  const [urls, setUrls] = useState<Record<string, string>>({});
  const kept = useRef<string[]>([]);
  useEffect(() => () => kept.current.forEach((url) => URL.revokeObjectURL(url)), []);
  const look = async (document: Document) => {
    const answer = await api.raw(`/api/v1/cases/${caseId}/documents/${document.id}`);
    const url = URL.createObjectURL(await answer.blob());
    kept.current.push(url);
    setUrls((old) => ({...old, [document.id]: url}));
    // The look is part of the case, and a decision is about the case as it is now.
    await queries.invalidateQueries({queryKey: ['case', caseId]});
  };
  return {urls, look};
}

// The picture after so many quarter turns to the right, drawn anew: one that is only shown
// turned would stand out of its frame, where nobody can scroll to.
async function turned(url: string, turn: number): Promise<string | null> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const {naturalWidth: width, naturalHeight: height} = image;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = turn % 2 === 0 ? [width, height] : [height, width];
  const pen = canvas.getContext('2d');
  pen?.translate(canvas.width / 2, canvas.height / 2);
  pen?.rotate((turn * Math.PI) / 2);
  pen?.drawImage(image, -width / 2, -height / 2);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
  return blob && URL.createObjectURL(blob);
}

function useTurned(url: string, turn: number): string {
  const [made, setMade] = useState<{turn: number; url: string} | null>(null);
  useEffect(() => {
    if (turn === 0) return;
    let isOver = false;
    let own: string | null = null;
    void turned(url, turn).then((next) => {
      own = next;
      if (isOver && own) URL.revokeObjectURL(own);
      else if (own) setMade({turn, url: own});
    }, () => undefined);  // What cannot be drawn anew stays as it came.
    return () => {
      isOver = true;
      setMade(null);
      if (own) URL.revokeObjectURL(own);
    };
  }, [url, turn]);
  return turn !== 0 && made?.turn === turn ? made.url : url;
}

function Picture({url, label}: {url: string; label: string}) {
  const {t} = useWords();
  const [turn, setTurn] = useState(0);
  const [zoom, setZoom] = useState(0);
  const shown = useTurned(url, turn);
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
        <img src={shown} alt={label} className={`zoom-${zoom}`} />
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

interface Looking {
  isBusy: boolean;
  error: unknown;
}

// Looks asked for and not answered yet, or refused, by document.
function useLooking(look: (document: Document) => Promise<void>) {
  const [states, setStates] = useState<Record<string, Looking>>({});
  const note = (id: string, state: Looking) => setStates((old) => ({...old, [id]: state}));
  const start = async (document: Document) => {
    note(document.id, {isBusy: true, error: null});
    try {
      await look(document);
    } catch (error) {
      note(document.id, {isBusy: false, error});
    }
  };
  return {states, start};
}

function isSeen(document: Document, state: Looking | undefined): boolean {
  return document.is_seen
    || (state?.error instanceof Refusal && state.error.code === 'document.seen');
}

function Closed({document, label, isNext, isMine, state, onLook}: {
  document: Document; label: string; isNext: boolean; isMine: boolean;
  state: Looking | undefined; onLook: () => void;
}) {
  const {t} = useWords();
  if (isSeen(document, state)) return <p className="note">{t('pictures.seen')}</p>;
  if (!isMine) return <p className="note">{t('pictures.not_yours')}</p>;
  return (
    <div className="picture-closed">
      <p>{t('pictures.once')}</p>
      <Button loading={state?.isBusy ?? false} onClick={onLook}>
        {t('pictures.look', {what: label})} {isNext ? <KeyHint of="v" /> : null}
      </Button>
      <Trouble error={state?.error} />
    </div>
  );
}

const kRecord: Record<string, MaskedField> = {name: 'name', id_number: 'id_number'};
const kFields: ReadonlySet<string> = new Set(['name', 'id_number', 'birth', 'expires_on']);

function Findings({document, theCase}: {document: Document; theCase: Case}) {
  const {t, say} = useWords();
  const fields = Object.entries(document.fields ?? {});
  const fieldWord = (name: string) =>
    (kFields.has(name) ? t(`pictures.field_${name}` as Key) : name);
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
        <div className="wide-table" role="group" tabIndex={0} aria-label={t('pictures.fields')}>
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
                    <th scope="row">{fieldWord(name)}</th>
                    <td className="tabular">{field.text}</td>
                    <td className={field.matches === false ? 'match-no' : ''}>
                      {matches(field.matches)}{' '}
                      {record ? <Masked text={t('masked.hidden')} field={record}
                        lineId={theCase.line_id} caseId={theCase.id}
                        number={theCase.msisdn_masked} /> : null}
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
  const {states, start} = useLooking(look);
  // Who does not decide now is not shown what the decision hangs on.
  const isMine = theCase.actions.includes('decide');
  const next = theCase.documents.find((document) => isMine &&
    !urls[document.id] && !states[document.id]?.isBusy && !isSeen(document, states[document.id]));
  useKeys({v: {label: t('pictures.key_look'), isOff: !next,
    act: () => { if (next) void start(next); }}});
  if (theCase.documents.length === 0)
    return <Section title={t('case.documents')}><p className="quiet">{t('case.documents_none')}</p></Section>;
  return (
    <Section title={t('case.documents')}>
      <div className="pictures">
        {theCase.documents.map((document) => {
          const label = t(`case.kind.${document.kind}`);
          const url = urls[document.id];
          return (
            <section key={document.id} className="picture-card"
              aria-labelledby={`picture-${document.id}`}>
              <p id={`picture-${document.id}`}><strong>{label}</strong> <span className="quiet"><Moment at={document.at} /></span></p>
              {url ? <Shown document={document} url={url} label={label} />
                : <Closed document={document} label={label} isNext={document === next}
                    isMine={isMine} state={states[document.id]} onLook={() => void start(document)} />}
              <Findings document={document} theCase={theCase} />
            </section>
          );
        })}
      </div>
    </Section>
  );
}
