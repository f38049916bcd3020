// SPDX-License-Identifier: Apache-2.0
// Adds a paper: photos of a document go through the camera page, the rest as files.
import {useMutation} from '@tanstack/react-query';
import {useState, type FormEvent} from 'react';
import {useNavigate, useParams} from 'react-router-dom';

import {Offline} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Choices, FileField} from '../../ui/Field';
import {useCase, type Case} from '../data';
import {keepForLater} from '../offline/queue';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';
import {Given} from './Papers';
import {upload, type DocumentKind} from './upload';
import './Track.css';

const kPhotoOf: Partial<Record<DocumentKind, string>> = {
  id_front: 'front', id_back: 'back', passport: 'passport'};
const kKinds: DocumentKind[] = ['id_front', 'id_back', 'passport', 'mandate', 'other'];
const kBytesMax = 10_000_000;

function useAdd(one: Case) {
  const {t} = useWords();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({kind, file}: {kind: DocumentKind; file: File}) => {
      try {
        await upload(one.id, kind, file, file.name);
        return 'documents.sent' as const;
      } catch (fault) {
        if (!(fault instanceof Offline)) throw fault;
        await keepForLater({kind: 'document', case_id: one.id, document_kind: kind, file,
          name: file.name});
        return 'documents.kept' as const;
      }
    },
    onSuccess: (note) =>
      navigate(`/my/cases/${one.id}`, {replace: true, state: {note: t(note)}}),
  });
}

function Add({one}: {one: Case}) {
  const {t, say} = useWords();
  const navigate = useNavigate();
  const [kind, setKind] = useState<DocumentKind>('id_front');
  const [file, setFile] = useState<File | null>(null);
  const adding = useAdd(one);
  const side = kPhotoOf[kind];
  const isLarge = (file?.size ?? 0) > kBytesMax;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (side) navigate(`/my/cases/${one.id}/photo/${side}`);
    else if (file && !isLarge) adding.mutate({kind, file});
  };
  const picker = <FileField label={t('documents.file')} required choose={t('file.choose')}
    hint={t('documents.file_hint')} wrong={isLarge ? t('documents.large') : undefined}
    accept="image/jpeg,image/png,application/pdf,video/mp4,video/quicktime"
    file={file} onFile={setFile} />;
  return (
    <Page title={t('documents.title')} lead={<>
      {one.open_items.map((item) => <p key={say(item.text)}>{say(item.text)}</p>)}
    </>}>
      {one.documents.length > 0 && <Given one={one} />}
      <form onSubmit={submit}>
        <Choices legend={t('documents.which')} value={kind}
          onChoose={(next) => setKind(next as DocumentKind)}
          options={kKinds.map((value) => ({value, text: t(`paper.${value}`),
            ...(kPhotoOf[value] ? {} : {more: picker})}))} />
        <Problem fault={adding.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={adding.isPending}>
            {t(side ? 'documents.photo' : 'documents.go')}
          </Button>
          <ButtonLink to={`/my/cases/${one.id}`}>{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}

export default function Documents() {
  const one = useCase(useParams().id ?? '');
  return <Answer of={one} isPage>{(found) => <Add one={found} />}</Answer>;
}
