import type { ConnectTheme } from '@patchbay/contracts';
import { isFramed } from '../frame/host-bridge.ts';
import { isDark, paletteOf } from './palette.ts';

const RADIUS = 10;

/** Colors and corners of everything below `root`, by CSSOM: the policy allows no style in markup. Follows the system's mode. */
export function applyTheme(root: HTMLElement, theme: ConnectTheme): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const palette = paletteOf(theme, query.matches);
    for (const [name, color] of Object.entries(palette)) root.style.setProperty(`--${name}`, color);
    root.style.setProperty('--radius', `${theme.radius ?? RADIUS}px`);
    root.style.setProperty('color-scheme', isDark(theme, query.matches) ? 'dark' : 'light');
    // What the page does not reach, as when a phone overscrolls.
    document.documentElement.style.setProperty('background-color', isFramed() ? palette.background : palette.ground);
  };
  apply();
  query.addEventListener('change', apply);
  return () => query.removeEventListener('change', apply);
}
