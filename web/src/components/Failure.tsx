import { Container } from '@mantine/core';
import { Component, type ReactNode } from 'react';

import { ErrorNotice } from './ErrorNotice';

/** Says what failed where a page can't be shown at all. */
export class Failure extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <Container size="sm" py="xl">
        <ErrorNotice
          title="This page can’t be shown"
          error={this.state.error}
          onRetry={() => {
            window.location.reload();
          }}
        />
      </Container>
    );
  }
}
