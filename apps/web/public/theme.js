// Sets the theme and the kind of page before the first paint. The same rules as src/shared/useTheme.ts and src/app/router.ts;
// kept tiny because it blocks.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('patchbay-theme');
  } catch {
    // Storage is switched off in this browser: the system's theme it is.
    choice = null;
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  var root = document.documentElement;
  root.classList.add(dark ? 'dark' : 'light');
  root.dataset.page = /^\/(sign-in|sign-up|welcome|invite|return|setup)\b/.test(location.pathname) ? 'bare' : 'app';
})();
