/** An element as a person would describe it, or by the attributes that the pages have for tests. */
export interface Target {
  role?: 'button' | 'link' | 'heading';
  /** How the name of the button, link or heading begins. */
  name?: string;
  /** How the label of the field begins. */
  label?: string;
  /** A selector, instead of a role or a label. */
  css?: string;
  /** Only inside of elements of this selector, */
  within?: string;
  /** and of those only in the ones that have this text. */
  withText?: string;
}

/**
 * The first visible element of this description. Runs in the page, so it uses nothing from outside. WebDriver has no
 * command that finds an element by its role, and this much of the rules is enough for our pages.
 */
export function findElement({ role, name = '', label, css, within, withText = '' }: Target): HTMLElement | null {
  const selectors = { button: 'button, [role="button"]', link: 'a[href]', heading: 'h1, h2, h3, h4' };
  const textOf = (node: Node) => (node.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const nameOf = (element: Element) => element.getAttribute('aria-label') ?? textOf(element);
  const candidatesIn = (root: ParentNode): Element[] => {
    if (label === undefined) return [...root.querySelectorAll(css ?? selectors[role ?? 'button'])];
    const labels = [...root.querySelectorAll('label')].filter((element) => textOf(element).startsWith(label));
    return labels.flatMap(({ control }) => control ?? []);
  };
  const roots: (ParentNode & Node)[] = within === undefined ? [document] : [...document.querySelectorAll(within)];
  const found = roots
    .filter((root) => withText === '' || textOf(root).includes(withText))
    .flatMap(candidatesIn)
    .find((element) => nameOf(element).startsWith(name) && element.getClientRects().length > 0);
  return (found as HTMLElement | undefined) ?? null;
}
