import { Popover, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconDeviceCctv } from '@tabler/icons-react';

import type { Route } from '../routes';
import { PageLink } from './PageLink';
import classes from './shell.module.css';

interface Props {
  routes: readonly Route[];
  here: string | undefined;
}

/** The pages of watching, behind one button of the header. */
export function WatchingMenu({ routes, here }: Props) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const current = routes.find(({ path }) => path === here);
  return (
    <Popover
      opened={opened}
      onChange={(open) => {
        if (!open) close();
      }}
      position="bottom-end"
      withinPortal={false}
      withRoles={false}
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.link}
          aria-expanded={opened}
          data-current={current !== undefined}
          onClick={toggle}
        >
          <IconDeviceCctv size={18} stroke={1.7} aria-hidden />
          {current ? `Watching: ${current.label}` : 'Watching'}
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={6} className={classes.menu}>
        {routes.map((route) => (
          <PageLink key={route.path} route={route} here={here} onNavigate={close} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
