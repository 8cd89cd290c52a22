interface Noting {
  notedProblems?: string[];
}

/**
 * Notes the errors and violated policies that a person would not see. Runs in the page: before its own scripts where the
 * browser has a command for that, otherwise after it has loaded, with the violations that were reported before.
 */
export function noteProblems(): void {
  const page = globalThis as Noting;
  if (page.notedProblems) return;
  const noted: string[] = [];
  page.notedProblems = noted;
  addEventListener('error', ({ message }) => noted.push(message));
  addEventListener('unhandledrejection', ({ reason }) => noted.push(String(reason)));
  document.addEventListener('securitypolicyviolation', (violation) =>
    noted.push(`${violation.effectiveDirective} permits no ${violation.blockedURI}`),
  );
  if (!('ReportingObserver' in globalThis)) return;
  const observer = new ReportingObserver(
    (reports) => {
      for (const { body } of reports) noted.push(JSON.stringify(body));
    },
    { buffered: true, types: ['csp-violation'] },
  );
  observer.observe();
}

/** Runs in the page. */
export function notedProblems(): string[] {
  return (globalThis as Noting).notedProblems ?? [];
}
