import { Button, Stack, Text, Title } from '@mantine/core';
import { IconArrowsExchange, IconFaceId } from '@tabler/icons-react';
import { Link } from 'wouter';

import { Demonstration } from './Demonstration';
import { MoreToTry } from './MoreToTry';
import { PrivateByDesign } from './PrivateByDesign';
import { TwoWays } from './TwoWays';
import classes from './home.module.css';

/** What the service does, to be tried with one click each. */
export default function HomePage() {
  return (
    <Stack gap="lg">
      <header>
        <Title order={1} className={classes.title}>
          Your own face API
        </Title>
        <Text fz={{ base: 'md', sm: 'lg' }} c="dimmed" maw={820} mt={6}>
          Swap faces, name everyone in a picture, tell whether two are one person. On
          your laptop with one command, on your AWS account with one more.
        </Text>
      </header>
      <div className={classes.leading}>
        <Demonstration
          title="Swap a face"
          text="Onto another head, or onto everyone, in the light and the skin of the picture it goes to."
          before="/home/swap-before.jpg"
          after="/home/swap-after.jpg"
          beforeLabel="Grace Hopper"
          afterLabel="Grace Hopper with the astronaut’s face"
          start={50}
          action={
            <Button
              component={Link}
              href="/swap?face=astronaut&picture=grace-hopper"
              leftSection={<IconArrowsExchange size={18} aria-hidden />}
            >
              Swap these two
            </Button>
          }
        />
        <Demonstration
          title="Name everyone"
          text="Every face in a group, by the name you have added it under: here from one portrait each."
          before="/samples/wall.jpg"
          after="/home/wall-faces.jpg"
          beforeLabel="A wall with six framed portraits"
          afterLabel="The wall, its six faces found and named"
          start={33}
          action={
            <Button
              component={Link}
              href="/recognize?picture=wall"
              leftSection={<IconFaceId size={18} aria-hidden />}
            >
              Look at this wall
            </Button>
          }
        />
      </div>
      <MoreToTry />
      <PrivateByDesign />
      <TwoWays />
      <Text fz="xs" c="dimmed">
        The pictures are two public-domain portraits, of Eileen Collins (NASA) and of
        Grace Hopper (US Navy), and what this service made of them.
      </Text>
    </Stack>
  );
}
