import { Alert, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';

import type { Enrolled } from '../api/types';

type Told = Pick<Enrolled, 'person' | 'looks_like' | 'near_duplicates'>;

interface Props {
  enrolled: Told & { existing?: boolean };
}

/** What came of an enrolment, and what a person should look at. */
export function EnrolledNotice({ enrolled }: Props) {
  const { person, existing = false, looks_like, near_duplicates } = enrolled;
  return (
    <Alert
      role="status"
      color="green"
      variant="light"
      icon={<IconCheck aria-hidden />}
      title={`${person.name} can be recognised now`}
    >
      {existing && (
        <Text fz="sm">
          This face of this picture was there already; it is kept once.
        </Text>
      )}
      {near_duplicates.length > 0 && (
        <Text fz="sm">
          A very similar picture was there already: other pictures would teach more.
        </Text>
      )}
      {looks_like.map(({ id, name, similarity }) => (
        <Text key={id} fz="sm">
          The face also looks like {name} (similarity {similarity.toFixed(2)}). If they
          are one person, merge them.
        </Text>
      ))}
    </Alert>
  );
}
