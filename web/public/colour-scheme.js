// Runs before the first paint, so that a dark page never flashes white; a file of
// its own because a strict content security policy forbids inline scripts.
(function () {
  let stored = null;
  try {
    stored = localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Storage is off: the system's preference decides.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme =
    stored === 'light' || stored === 'dark' ? stored : dark ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
