import { Button, Group, Loader, Text } from '@mantine/core';

interface Props {
  words: string;
  onCancel: () => void;
}

/** Says what is going on, and lets a person stop it. */
export function Working({ words, onCancel }: Props) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Loader size={16} aria-hidden />
      <Text fz="sm" role="status">
        {words}
      </Text>
      <Button size="compact-xs" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </Group>
  );
}
