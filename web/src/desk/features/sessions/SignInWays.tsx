// SPDX-License-Identifier: Apache-2.0
// The ways to sign in that this operator has: the company's own, or an account here.
import {useMutation} from '@tanstack/react-query';
import {Button, Form, Input} from 'antd';

import {api, useAbout} from '../../api';
import {Trouble, Waiting} from '../../parts/Trouble';
import {noteSignIn, useArrival} from '../../session';
import {useWords} from '../../words';

interface Fields {
  username: string;
  password: string;
  totp?: string;
}

const kPlace = 'signoff.desk.place';

// Where somebody wanted to go when he left for the company's sign-in.
export function placeLeft(): string {
  return sessionStorage.getItem(kPlace) ?? '/';
}

function PasswordForm({username}: {username: string}) {
  const {t} = useWords();
  const arrive = useArrival();
  const signIn = useMutation({
    mutationFn: async ({totp, ...named}: Fields) => {
      await api.client.POST('/api/v1/sessions', {body: {...named, ...(totp ? {totp} : {})}});
      await arrive();
    },
  });
  return (
    <Form<Fields> layout="vertical" requiredMark={false} initialValues={{username}}
      onFinish={(fields) => signIn.mutate(fields)}>
      <Trouble error={signIn.error} />
      <Form.Item name="username" label={t('sign_in.username')}
        rules={[{required: true, message: t('sign_in.need_username')}]}>
        <Input autoComplete="username" autoFocus={username === ''} maxLength={100} />
      </Form.Item>
      <Form.Item name="password" label={t('sign_in.password')}
        rules={[{required: true, message: t('sign_in.need_password')}]}>
        <Input type="password" autoComplete="current-password" autoFocus={username !== ''}
          maxLength={200} />
      </Form.Item>
      <Form.Item name="totp" label={t('sign_in.totp')} extra={t('sign_in.totp_more')}
        rules={[{pattern: /^\d{6}$/, message: t('sign_in.totp_wrong')}]}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        {t('sign_in.act')}
      </Button>
    </Form>
  );
}

// `place` is where to come back to, below /desk. `again`: the user name of whoever was here;
// then this page stays, and the company's sign-in opens beside it (`onBeside`).
export function SignInWays({place, again, onBeside}: {
  place: string; again?: string; onBeside?: () => void;
}) {
  const {t} = useWords();
  const about = useAbout();
  const ways = about.data?.staff_sign_in;
  const leave = () => {
    noteSignIn();
    if (again === undefined) sessionStorage.setItem(kPlace, place);
    onBeside?.();
  };
  return (
    <>
      {about.error ? <Trouble error={about.error} onAgain={() => void about.refetch()} /> : null}
      {about.isPending ? <Waiting /> : null}
      {ways?.oidc ? (
        <>
          <Button type={ways.password ? 'default' : 'primary'} block onClick={leave}
            href={`/api/v1/oidc/start?return=${encodeURIComponent(`/desk${place === '/' ? '' : place}`)}`}
            {...(again === undefined ? {} : {target: '_blank', rel: 'noopener'})}>
            {t('sign_in.oidc', {name: ways.oidc_name})}
          </Button>
          {again === undefined ? null : <p className="quiet after">{t('sign_in.beside')}</p>}
        </>
      ) : null}
      {ways?.oidc && ways.password ? <p className="sign-in-or">{t('sign_in.or')}</p> : null}
      {ways?.password ? <PasswordForm username={again ?? ''} /> : null}
    </>
  );
}
