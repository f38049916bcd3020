// SPDX-License-Identifier: Apache-2.0
// Catches what a page threw while it was drawn; the rest of the desk goes on.
import {Button, Result} from 'antd';
import {Component, type ReactNode} from 'react';

import {useWords} from '../words';

function Broken({onAgain}: {onAgain: () => void}) {
  const {t} = useWords();
  return (
    <Result status="warning" title={t('desk.broken')} subTitle={t('desk.broken_more')}
      extra={<Button type="primary" onClick={onAgain}>{t('desk.again')}</Button>} />
  );
}

export class Guard extends Component<{children: ReactNode}, {isBroken: boolean}> {
  override state = {isBroken: false};

  static getDerivedStateFromError() {
    return {isBroken: true};
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return <Broken onAgain={() => this.setState({isBroken: false})} />;
  }
}
