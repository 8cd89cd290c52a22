/** What happened and the button, by language. */
const TEXTS: Record<string, [message: string, button: string]> = {
  en: ['The apps could not be loaded.', 'Try again'],
  de: ['Die Apps konnten nicht geladen werden.', 'Erneut versuchen'],
  fr: ['Impossible de charger les applications.', 'Réessayer'],
  es: ['No se han podido cargar las aplicaciones.', 'Reintentar'],
  pt: ['Não foi possível carregar os aplicativos.', 'Tentar novamente'],
  ja: ['アプリを読み込めませんでした。', '再試行'],
  ar: ['تعذّر تحميل التطبيقات.', 'إعادة المحاولة'],
};

/** What the element shows instead of a page that it cannot show. The host styles it by `::part(failure)` and `::part(retry)`. */
export function failureNotice(element: HTMLElement, onRetry: () => void): HTMLElement {
  const language = element.closest<HTMLElement>('[lang]')?.lang || navigator.language;
  const [message, label] = TEXTS[language.toLowerCase().split('-')[0] ?? ''] ?? TEXTS['en']!;
  const notice = document.createElement('div');
  notice.setAttribute('role', 'alert');
  notice.part.add('failure');
  const text = document.createElement('p');
  const button = document.createElement('button');
  [text.textContent, button.textContent, button.type] = [message, label, 'button'];
  button.part.add('retry');
  button.addEventListener('click', onRetry);
  notice.append(text, button);
  return notice;
}
