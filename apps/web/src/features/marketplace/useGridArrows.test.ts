import { describe, expect, it } from 'vitest';
import { nextPlace } from './useGridArrows.ts';

// Three columns, the last row short:  0 1 2 / 3 4 5 / 6
const PLACES = [0, 1, 2, 3, 4, 5, 6].map((index) => ({ top: Math.floor(index / 3) * 100, left: (index % 3) * 100 }));

describe('nextPlace', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 6, 6],
    ['ArrowLeft', 0, 0],
    ['ArrowLeft', 3, 2],
    ['ArrowDown', 1, 4],
    ['ArrowDown', 5, 6],
    ['ArrowDown', 6, 6],
    ['ArrowUp', 4, 1],
    ['ArrowUp', 1, 1],
    ['Home', 5, 0],
    ['End', 1, 6],
  ])('%s from %i leads to %i', (key, from, to) => {
    expect(nextPlace(PLACES, from, key)).toBe(to);
  });
});
