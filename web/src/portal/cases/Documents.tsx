// SPDX-License-Identifier: Apache-2.0
// Adds a paper: photos of a document go through the camera page, the rest as files.
import {useMutation} from '@tanstack/react-query';
import {useState, type FormEvent} from 'react';
import {Navigate, useNavigate, useParams} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Choices, FileField} from '../../ui/Field';
import {useCase, type Case} from '../data';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';
import {Given} from './Papers';
import {isLarge, uploadOrKeep, type DocumentKind} from './upload';
import './Track.css';

const kPhotoOf: Partial<Record<DocumentKind, string>> = {
  id_front: 'front', id_back: 'back', passport: 'passport'};
const kKinds: DocumentKind[] = ['id_front', 'id_back', 'passport', 'mandate', 'other'];

function useAdd(one: Case) {
  const {t} = useWords();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({kind, file}: {kind: DocumentKind; file: File}) =>
      uploadOrKeep(one.id, kind, file, file.name),
    onSuccess: (isSent) => navigate(`/my/cases/${one.id}`, {replace: true,
      state: {note: t(isSent ? 'documents.sent' : 'documents.kept')}}),
  });
}

function Add({one}: {one: Case}) {
  const {t, say} = useWords();
  const navigate = useNavigate();
  const [kind, setKind] = useState<DocumentKind>('id_front');
  const [file, setFile] = useState<File | null>(null);
  const adding = useAdd(one);
  // Whoever comes by an old address: it is said at once, not after the photo.
  const [isOpen] = useState(one.actions.includes('add_document'));
  const side = kPhotoOf[kind];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (side) navigate(`/my/cases/${one.id}/photo/${side}`);
    else if (file && !isLarge(file)) adding.mutate({kind, file});
  };
  const picker = <FileField label={t('documents.file')} required choose={t('file.choose')}
    hint={t('documents.file_hint')} wrong={isLarge(file) ? t('documents.large') : undefined}
    accept="image/jpeg,image/png,application/pdf,video/mp4,video/quicktime"
    file={file} onFile={setFile} />;
  if (!isOpen) return <Navigate to={`/my/cases/${one.id}`} replace />;
  return (
    <Page title={t('documents.title')} lead={<>
      {one.open_items.map((item) => <p key={say(item.text)}>{say(item.text)}</p>)}
    </>}>
      {one.documents.length > 0 && <Given one={one} />}
      <form onSubmit={submit}>
        <Choices legend={t('documents.which')} value={kind}
          onChoose={(next) => {
            setKind(next as DocumentKind);
            setFile(null);
          }}
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
