import { Select } from '@mantine/core';
import { useCallback } from 'react';

import { useApi } from '../api/context';
import { useAnswer } from '../api/useAnswer';

interface Props {
  /** A name, or '' for the operator's own collection. */
  collection: string;
  onChange: (collection: string) => void;
}

/** Whose people are meant, where the service has several collections. */
export function CollectionSelect({ collection, onChange }: Props) {
  const api = useApi();
  const names = useAnswer(
    api,
    useCallback((signal: AbortSignal) => api.peopleOf('').collections(signal), [api]),
  );
  const known = new Set(names.answer ?? []);
  if (collection !== '') known.add(collection);
  if (known.size < 2 && collection === '') return null;
  return (
    <Select
      size="xs"
      label="Collection"
      placeholder="the operator’s own"
      clearable
      clearButtonProps={{ 'aria-label': 'Take the operator’s own collection' }}
      maw={280}
      data={[...known].sort()}
      value={collection === '' ? null : collection}
      onChange={(chosen) => {
        onChange(chosen ?? '');
      }}
    />
  );
}
