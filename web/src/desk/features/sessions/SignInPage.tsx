// SPDX-License-Identifier: Apache-2.0
// Stands in the place of any page while nobody is signed in.
import {useMutation, useQueryClient} from '@tanstack/react-query';
import {Button, Form, Input} from 'antd';
import {useEffect} from 'react';
import {useLocation} from 'react-router-dom';

import {api, useAbout} from '../../api';
import {Trouble, Waiting} from '../../parts/Trouble';
import {noteSignIn} from '../../session';
import {useWords} from '../../words';

interface Fields {
  username: string;
  password: string;
  totp?: string;
}

function PasswordForm() {
  const {t} = useWords();
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: async ({username, password, totp}: Fields) => {
      await api.client.POST('/api/v1/sessions', {
        body: {username, password, ...(totp ? {totp} : {})},
      });
      noteSignIn();
      await queries.resetQueries({queryKey: ['session']});
    },
  });
  return (
    <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => signIn.mutate(fields)}>
      <Trouble error={signIn.error} />
      <Form.Item name="username" label={t('sign_in.username')}
        rules={[{required: true, message: t('sign_in.need_username')}]}>
        <Input autoComplete="username" autoFocus maxLength={100} />
      </Form.Item>
      <Form.Item name="password" label={t('sign_in.password')}
        rules={[{required: true, message: t('sign_in.need_password')}]}>
        <Input type="password" autoComplete="current-password" maxLength={200} />
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

export function SignInPage() {
  const {t, say, language, choose} = useWords();
  const about = useAbout();
  const {pathname, search} = useLocation();
  const ways = about.data?.staff_sign_in;
  const back = `/desk${pathname === '/' ? '' : pathname}${search}`;
  useEffect(() => {
    document.title = `${t('sign_in.title')} · ${t('desk.title')}`;
  }, [t]);
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-mark">
          <img src="/mark.svg" alt="" width="40" height="40" />
          <div><h1>{t('sign_in.title')}</h1><span className="quiet">{say(about.data?.operator)}</span></div>
        </div>
        {pathname === '/' ? null : <p className="quiet">{t('sign_in.back')}</p>}
        {about.error ? <Trouble error={about.error} onAgain={() => void about.refetch()} /> : null}
        {about.isPending ? <Waiting /> : null}
        {ways?.oidc ? (
          <Button type={ways.password ? 'default' : 'primary'} block onClick={noteSignIn}
            href={`/api/v1/oidc/start?return=${encodeURIComponent(back)}`}>
            {t('sign_in.oidc', {name: ways.oidc_name})}
          </Button>
        ) : null}
        {ways?.oidc && ways.password ? <p className="sign-in-or">{t('sign_in.or')}</p> : null}
        {ways?.password ? <PasswordForm /> : null}
      </div>
      <Button type="text" lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}>
        {t('desk.language_other')}
      </Button>
      {about.data?.is_demo ? <p className="quiet">{t('desk.demo')}</p> : null}
    </main>
  );
}
