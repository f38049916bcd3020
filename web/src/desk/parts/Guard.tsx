// SPDX-License-Identifier: Apache-2.0
// Catches what a page threw while it was drawn; the rest of the desk goes on. A page whose
// files are gone (a newer version was put in place) comes with a fresh start only.
import {Button, Result} from 'antd';
import {Component, type ReactNode} from 'react';

import {useWords} from '../words';

function Broken({isLoading, onAgain}: {isLoading: boolean; onAgain: () => void}) {
  const {t} = useWords();
  return (
    <Result status="warning" title={<h1>{t(isLoading ? 'desk.not_loaded' : 'desk.broken')}</h1>}
      subTitle={t(isLoading ? 'desk.not_loaded_more' : 'desk.broken_more')}
      extra={<Button type="primary" onClick={onAgain}>{t('desk.again')}</Button>} />
  );
}

export class PageNotLoaded extends Error {}

type Broke = 'drawing' | 'loading' | null;

export class Guard extends Component<{children: ReactNode}, {broke: Broke}> {
  override state: {broke: Broke} = {broke: null};

  static getDerivedStateFromError(error: unknown): {broke: Broke} {
    return {broke: error instanceof PageNotLoaded ? 'loading' : 'drawing'};
  }

  override render() {
    if (this.state.broke === null) return this.props.children;
    const isLoading = this.state.broke === 'loading';
    return <Broken isLoading={isLoading} onAgain={() => {
      if (isLoading) location.reload();
      else this.setState({broke: null});
    }} />;
  }
}
