// SPDX-License-Identifier: Apache-2.0
// Signs the quote at the counter: with a finger or a pen, or by typing the name.
import {useMutation} from '@tanstack/react-query';
import {useEffect, useRef, useState, type FormEvent, type PointerEvent,
  type RefObject} from 'react';
import {useNavigate, useParams} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {useCase, type Case} from '../data';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';
import {upload} from '../cases/upload';
import './Signature.css';

const kWidth = 900;
const kHeight = 300;
const kInk = '#16202A';

function clear(canvas: HTMLCanvasElement) {
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#FFFFFF';
  context.fillRect(0, 0, kWidth, kHeight);
}

function write(canvas: HTMLCanvasElement, name: string) {
  clear(canvas);
  const context = canvas.getContext('2d')!;
  context.fillStyle = kInk;
  context.font = 'italic 96px serif';
  context.textBaseline = 'middle';
  context.fillText(name, 40, kHeight / 2, kWidth - 80);
}

function Pad({canvas, onDrawn}:
  {canvas: RefObject<HTMLCanvasElement>; onDrawn: () => void}) {
  const {t} = useWords();
  useEffect(() => {
    if (canvas.current) clear(canvas.current);
  }, [canvas]);
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [(event.clientX - box.left) * kWidth / box.width,
      (event.clientY - box.top) * kHeight / box.height];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const context = event.currentTarget.getContext('2d')!;
    context.strokeStyle = kInk;
    context.lineWidth = 5;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(...at(event));
  };
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const context = event.currentTarget.getContext('2d')!;
    context.lineTo(...at(event));
    context.stroke();
    onDrawn();
  };
  return <canvas ref={canvas} className="signature" width={kWidth} height={kHeight} role="img"
    aria-label={t('sign.pad')} onPointerDown={begin} onPointerMove={go} />;
}

function Sign({one}: {one: Case}) {
  const {t} = useWords();
  const navigate = useNavigate();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [name, setName] = useState('');
  const [isDrawn, setIsDrawn] = useState(false);
  const signing = useMutation({
    mutationFn: async () => {
      const picture = canvas.current!;
      if (name.trim()) write(picture, name.trim());
      const file = await new Promise<Blob | null>((done) => picture.toBlob(done, 'image/png'));
      if (!file) throw new Error('signature: no picture');
      await upload(one.id, 'signature', file, 'signature.png');
    },
    onSuccess: () => navigate(`/my/cases/${one.id}/quote`, {replace: true,
      state: {note: t('sign.done')}}),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isDrawn || name.trim()) signing.mutate();
  };
  const again = () => {
    if (canvas.current) clear(canvas.current);
    setIsDrawn(false);
    setName('');
  };
  return (
    <Page title={t('sign.title')} lead={<p>{t('sign.lead', {number: one.msisdn_masked})}</p>}>
      <form onSubmit={submit}>
        <Pad canvas={canvas} onDrawn={() => setIsDrawn(true)} />
        <p><Button look="quiet" onClick={again}>{t('sign.again')}</Button></p>
        <TextField label={t('sign.name')} hint={t('sign.name_hint')} maxLength={60}
          required={!isDrawn} value={name} onChange={(event) => setName(event.target.value)} />
        <Problem fault={signing.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={signing.isPending}>{t('sign.go')}</Button>
          <ButtonLink to={`/my/cases/${one.id}/quote`}>{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}

export default function Signature() {
  const one = useCase(useParams().id ?? '');
  return <Answer of={one} isPage>{(found) => <Sign one={found} />}</Answer>;
}
