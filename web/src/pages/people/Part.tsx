import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  children: ReactNode;
}

/** One part of what is known of somebody. */
export function Part({ title, children }: Props) {
  return (
    <section aria-label={title}>
      <Title order={3} fz="md" mb={6}>
        {title}
      </Title>
      {children}
    </section>
  );
}
