import { Button, Text } from '@mantine/core';
import { useCallback } from 'react';

import type { Person } from '../../api/types';
import { useAction } from '../../api/useAction';
import { useAnswer } from '../../api/useAnswer';
import { usePeopleApi } from './context';
import { ActionError } from '../../components/ActionError';
import { Part } from './Part';
import { day } from '../../components/days';
import classes from './people.module.css';

/** Faces of which somebody has said that they are not this person. */
export function PersonRejections({ person }: { person: Person }) {
  const api = usePeopleApi();
  const { id } = person;
  const said = useAnswer(
    id,
    useCallback((signal: AbortSignal) => api.rejections(id, signal), [api, id]),
  );
  const action = useAction();
  if (!said.answer || said.answer.length === 0) return null;
  return (
    <Part title="Said not to be them">
      <ul className={classes.list}>
        {said.answer.map((rejection) => (
          <li key={rejection.id} className={classes.line}>
            <Text fz="sm">a face of a picture, {day(rejection.created)}</Text>
            <Button
              size="compact-xs"
              variant="default"
              loading={action.busy}
              onClick={() => {
                action.run(async (signal) => {
                  await api.takeBack(id, rejection.id, signal);
                  said.retry();
                });
              }}
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
      <ActionError title="This was not taken back" action={action} />
    </Part>
  );
}
