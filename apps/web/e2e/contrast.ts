import type { Page } from '@playwright/test';

/** The contrast of two CSS colors as rendered by the browser, by WCAG 2.2's definition: 1 to 21. */
export function contrast(page: Page, [one, other]: [string, string]): Promise<number> {
  return page.evaluate(
    (colors) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('this browser draws nothing');
      const linear = (byte: number) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
      const luminances = colors.map((color) => {
        // A new element for each color, because a color may be in transition.
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = color;
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = getComputedStyle(probe).color;
        probe.remove();
        context.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
        if (alpha < 255) throw new Error(`${color} lets through what is behind it`);
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
      });
      return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
    },
    [one, other],
  );
}
