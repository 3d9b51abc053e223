import { SimpleGrid, Text, ThemeIcon } from '@mantine/core';
import { IconCrop, IconScan, IconVectorSpline, type Icon } from '@tabler/icons-react';

import classes from './align.module.css';

interface Step {
  icon: Icon;
  title: string;
  text: string;
}

const STEPS: readonly Step[] = [
  {
    icon: IconScan,
    title: 'Find',
    text: 'Every face gets a box, the largest first, and is looked at twice. A picture on its side is turned until its faces are found.',
  },
  {
    icon: IconVectorSpline,
    title: 'Mark',
    text: '68 landmarks trace the jaw, brows, nose, eyes and mouth of each face.',
  },
  {
    icon: IconCrop,
    title: 'Align',
    text: 'Each face is turned, scaled and cut so that the eyes always lie in the same place. Download it as PNG, JPEG or WebP.',
  },
];

export function HowItWorks() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg" mt="sm">
      {STEPS.map(({ icon: Icon, title, text }) => (
        <div key={title} className={classes.step}>
          <ThemeIcon variant="light" size="lg" radius="md">
            <Icon size={20} stroke={1.7} aria-hidden />
          </ThemeIcon>
          <div>
            <Text fw={600}>{title}</Text>
            <Text fz="sm" c="dimmed">
              {text}
            </Text>
          </div>
        </div>
      ))}
    </SimpleGrid>
  );
}
