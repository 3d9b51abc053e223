import { Anchor, createTheme, Popover, Tooltip } from '@mantine/core';

/** What floats belongs to the page's main part, for those who go by landmarks. */
const IN_MAIN = { portalProps: { target: '#main' } };

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 7,
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  components: {
    // In a sentence colour alone does not make a link.
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Tooltip: Tooltip.extend({ defaultProps: IN_MAIN }),
    Popover: Popover.extend({ defaultProps: IN_MAIN }),
  },
  colors: {
    // Slate instead of neutral grey, from text (0) to the deepest ground (9).
    dark: [
      '#d5d9e4',
      '#b4bac9',
      '#9097a9',
      '#5f6679',
      '#3d4356',
      '#2f3445',
      '#252938',
      '#1b1e2b',
      '#151822',
      '#0f111a',
    ],
  },
});

export const PAGE_WIDTH = 1240;
