import { expect, it } from 'vitest';
import { Batch } from './batch.ts';

function squares() {
  const queries: number[][] = [];
  const batch = new Batch({
    nameOf: String,
    answerAll: async (numbers: number[]) => {
      queries.push(numbers);
      if (numbers.includes(13)) throw new Error('the database is away');
      return numbers.map((n) => n * n);
    },
  });
  return { batch, queries };
}

it('answers what is asked at the same moment with one query, and equal questions once', async () => {
  const { batch, queries } = squares();
  expect(await Promise.all([3, 1, 3, 2].map((n) => batch.ask(n)))).toEqual([9, 1, 9, 4]);
  expect(queries).toEqual([[3, 1, 2]]);
});

it('asks again at the next moment', async () => {
  const { batch, queries } = squares();
  await batch.ask(3);
  await batch.ask(3);
  expect(queries).toEqual([[3], [3]]);
});

it('splits thousands of questions, and a failure reaches those of its query only', async () => {
  const { batch, queries } = squares();
  const answers = await Promise.allSettled(Array.from({ length: 1_200 }, (_, n) => batch.ask(n)));
  expect(queries.map(({ length }) => length)).toEqual([500, 500, 200]);
  expect(answers.map(({ status }) => status).indexOf('fulfilled')).toBe(500);
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(500);
});
