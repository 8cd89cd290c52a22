/** Brand colours of apps whose icon is not free to use; `#rrggbb`. */
const colours: Readonly<Record<string, string>> = {
  slack: '#4a154b',
  salesforce: '#0176d3',
};

// For apps of which no colour is known: calm hues on which white is legible.
const fallback = ['#3b5bdb', '#5f3dc4', '#087f5b', '#a61e4d', '#1864ab', '#862e9c', '#5c940d', '#c2410c'];

export function brandColour(slug: string): string {
  return colours[slug] ?? fallback[sumOf(slug) % fallback.length] ?? '#3b5bdb';
}

function sumOf(text: string): number {
  return [...text].reduce((sum, character) => sum + character.charCodeAt(0), 0);
}
