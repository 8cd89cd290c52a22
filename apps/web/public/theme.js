// Sets the theme before the first paint. The same rule as src/shared/useTheme.ts; kept tiny because it blocks.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('patchbay-theme');
  } catch {
    // Storage is switched off in this browser: the system's theme it is.
    choice = null;
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.add(dark ? 'dark' : 'light');
})();
