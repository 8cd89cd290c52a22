import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cursorOf, encodeCursor, page } from './paging.ts';

const cursor = cursorOf(z.object({ id: z.string() }));

describe('cursorOf', () => {
  it('reads back what was encoded', () => {
    expect(cursor.parse(encodeCursor({ id: 'x' }))).toEqual({ id: 'x' });
  });

  it.each(['', 'nonsense', encodeCursor({ id: 1 }), encodeCursor(null), '%00', 'a'.repeat(1_001)])(
    'refuses %j without throwing anything else',
    (text) => {
      expect(cursor.safeParse(text).success).toBe(false);
    },
  );
});

describe('page', () => {
  it('cuts off the row that was read to see whether there is more', () => {
    const first = page([{ id: 'a' }, { id: 'b' }, { id: 'c' }], 2, ({ id }) => ({ id }));
    expect(first.items).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(cursor.parse(first.nextCursor)).toEqual({ id: 'b' });
  });

  it('ends', () => {
    expect(page([{ id: 'a' }], 2, ({ id }) => ({ id })).nextCursor).toBeNull();
    expect(page([], 2, () => ({})).nextCursor).toBeNull();
  });
});
