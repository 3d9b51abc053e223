import { Anchor, AppShell, Burger, Container, Drawer, Group } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { use, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';

import { SessionContext } from '../api/context';
import { routeOf } from '../routes';
import { SignIn } from '../sign-in/SignIn';
import { PAGE_WIDTH } from '../theme';
import { ColourSchemeToggle } from './ColourSchemeToggle';
import { Footer } from './Footer';
import { Logo } from './Logo';
import { FullNavigation, HeaderNavigation } from './Navigation';
import classes from './shell.module.css';

/** Header, navigation and footer around every page. */
export function Shell({ children }: { children: ReactNode }) {
  const [location] = useLocation();
  const session = use(SessionContext);
  const [menu, { toggle, close }] = useDisclosure(false);
  const route = routeOf(location);
  const home = !route || route.path === '/';
  useDocumentTitle(home ? 'Visage: your own face API' : `${route.label} · Visage`);
  return (
    <AppShell header={{ height: 60 }}>
      <Anchor
        href="#main"
        className={classes.skip}
        onClick={(event) => {
          // The address after the # is the page's: move the focus without it.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to the page
      </Anchor>
      <AppShell.Header className={classes.header}>
        <Container size={PAGE_WIDTH} h="100%">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Link href="/" className={classes.brand}>
              <Logo />
              Visage
            </Link>
            <Group gap="xs" wrap="nowrap">
              <HeaderNavigation />
              {session && <SignIn session={session} />}
              <ColourSchemeToggle />
              <Burger
                className={classes.narrow}
                size="sm"
                opened={menu}
                onClick={toggle}
                aria-label={menu ? 'Close the menu' : 'Open the menu'}
                aria-expanded={menu}
              />
            </Group>
          </Group>
        </Container>
      </AppShell.Header>
      <Drawer
        opened={menu}
        onClose={close}
        position="right"
        size="min(80vw, 280px)"
        title="Visage"
        closeButtonProps={{ 'aria-label': 'Close the menu' }}
      >
        <FullNavigation onNavigate={close} />
      </Drawer>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <Container size={PAGE_WIDTH} py={{ base: 'md', sm: 'lg' }} w="100%" flex={1}>
          {children}
        </Container>
        <Footer />
      </AppShell.Main>
    </AppShell>
  );
}
