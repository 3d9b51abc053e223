import { Select } from '@mantine/core';

import { useCollections } from '../api/useLists';

interface Props {
  /** A name, or '' for the operator's own collection. */
  collection: string;
  onChange: (collection: string) => void;
}

/** Whose people are meant, where the service has several collections. */
export function CollectionSelect({ collection, onChange }: Props) {
  const names = useCollections();
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
