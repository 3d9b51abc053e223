import { Button, Group, Kbd, Table, Text } from '@mantine/core';

import { Dialog } from '../../components/Dialog';

const KEYS = [
  ['j', 'older', 'the next older alert'],
  ['k', 'newer', 'the next newer alert'],
  ['c', 'it is them', 'confirm, and go on to the next that waits'],
  ['r', 'not them', 'reject, and go on to the next that waits'],
  ['n', 'note', 'write a note; Enter or Escape leaves it'],
  ['?', 'help', 'show or hide this'],
] as const;

/** The keys in one line, always in sight. */
export function KeyLine({ onHelp }: { onHelp: () => void }) {
  return (
    <Group gap="6px 16px" visibleFrom="sm" aria-label="Keys" role="group">
      {KEYS.slice(0, -1).map(([key, short]) => (
        <Text key={key} fz="sm" c="dimmed">
          <Kbd>{key}</Kbd> {short}
        </Text>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        rightSection={<Kbd aria-hidden>?</Kbd>}
        onClick={onHelp}
      >
        All keys
      </Button>
    </Group>
  );
}

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title="Keys of this page"
      closeLabel="Close the help"
    >
      <Table fz="sm">
        <Table.Tbody>
          {KEYS.map(([key, , long]) => (
            <Table.Tr key={key}>
              <Table.Th w={60}>
                <Kbd>{key}</Kbd>
              </Table.Th>
              <Table.Td>{long}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
