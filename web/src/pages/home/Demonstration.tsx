import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import { BeforeAfter } from '../../components/BeforeAfter';
import classes from './home.module.css';

interface Props {
  title: string;
  text: string;
  before: string;
  after: string;
  beforeLabel: string;
  afterLabel: string;
  /** How much of the picture is shown as it was, to begin with; in percent. */
  start: number;
  action: ReactNode;
}

/** A capability as a picture to drag over, and the way to try it. */
export function Demonstration(props: Props) {
  const { title, text, action, ...pictures } = props;
  return (
    <Paper withBorder radius="lg" component="section" className={classes.card}>
      <BeforeAfter {...pictures} className={classes.picture} />
      <div className={classes.words}>
        <div>
          <Title order={2} fz="h3">
            {title}
          </Title>
          <Text fz="sm" c="dimmed">
            {text}
          </Text>
        </div>
        {action}
      </div>
    </Paper>
  );
}
