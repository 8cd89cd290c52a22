/** The height of the page's content, as the component sizes its frame by it. */
export function watchHeight(onChange: (height: number) => void) {
  const now = () => Math.ceil(document.body.getBoundingClientRect().height);
  const observer = new ResizeObserver(() => onChange(now()));
  return { now, start: () => observer.observe(document.body), stop: () => observer.disconnect() };
}
