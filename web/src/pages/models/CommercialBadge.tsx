import { Badge } from '@mantine/core';

const UNCLEAR = { colour: 'yellow', words: 'Commercial use unclear' };

const COMMERCIAL: Readonly<Record<string, typeof UNCLEAR>> = {
  yes: { colour: 'green', words: 'Commercial use allowed' },
  no: { colour: 'red', words: 'No commercial use' },
};

export function CommercialBadge({ commercial }: { commercial: string }) {
  const { colour, words } = COMMERCIAL[commercial] ?? UNCLEAR;
  return (
    <Badge color={colour} variant="light" tt="none">
      {words}
    </Badge>
  );
}
