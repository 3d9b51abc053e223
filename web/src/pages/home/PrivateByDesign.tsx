import { Anchor, Text, Title } from '@mantine/core';
import { IconBrowserOff, IconEyeOff, IconRubberStamp } from '@tabler/icons-react';
import { Link } from 'wouter';

import classes from './home.module.css';

const FACTS = [
  {
    icon: IconEyeOff,
    title: 'Pictures are forgotten',
    text: 'A picture that you ask about is gone with the answer. Kept are people whom you add, as numbers until you erase them, and, for a while, what a camera that watches has seen. Logs hold no picture, no name, no vector.',
  },
  {
    icon: IconBrowserOff,
    title: 'Nobody else is asked',
    text: 'This page talks to your service only: no trackers, no fonts or scripts from elsewhere.',
  },
  {
    icon: IconRubberStamp,
    title: 'A swap says so',
    text: 'Every swapped picture is marked as a composite in its metadata, and visibly if you like.',
  },
];

export function PrivateByDesign() {
  return (
    <section aria-label="What is private about it">
      <div className={classes.facts}>
        {FACTS.map(({ icon: Icon, title, text }) => (
          <div key={title} className={classes.fact}>
            <Icon size={26} stroke={1.6} aria-hidden />
            <div>
              <Title order={2} fz="md">
                {title}
              </Title>
              <Text fz="sm" c="dimmed">
                {text}
              </Text>
            </div>
          </div>
        ))}
      </div>
      <Anchor component={Link} href="/privacy" fz="sm" underline="always" mt="sm">
        What this service keeps, and for how long
      </Anchor>
    </section>
  );
}
