import { Avatar, Text, UnstyledButton } from '@mantine/core';

import type { Person } from '../../api/types';
import { initials, picturesInWords } from './words';
import classes from './people.module.css';

interface Props {
  person: Person;
  onOpen: () => void;
}

/** Somebody in the list. There is no picture of them: none is kept. */
export function PersonCard({ person, onOpen }: Props) {
  return (
    <li className={classes.item}>
      <UnstyledButton className={classes.card} onClick={onOpen}>
        <Avatar radius="xl" size={44} aria-hidden className={classes.initials}>
          {initials(person.name)}
        </Avatar>
        <div className={classes.about}>
          <Text fw={600} className={classes.name}>
            {person.name}
          </Text>
          <Text fz="xs" c="dimmed">
            {picturesInWords(person.faces)}
            {person.consent.in_force ? '' : '; the consent has ended'}
          </Text>
        </div>
      </UnstyledButton>
    </li>
  );
}
