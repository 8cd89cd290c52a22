import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

it('has a header, and quotes what needs it', () => {
  expect(
    toCsv(
      ['App', 'Label'],
      [
        ['Slack', 'Sales, "EMEA"'],
        ['Gmail', 'two\nlines'],
      ],
    ),
  ).toBe('App,Label\r\nSlack,"Sales, ""EMEA"""\r\nGmail,"two\nlines"\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://evil")'])(
  'marks %j as a text: a spreadsheet would run it',
  (text) => {
    const [, cell = ''] = toCsv(['Label'], [[text]]).split('Label\r\n');
    expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
  },
);

it('leaves numbers and ordinary texts alone', () => {
  expect(toCsv(['a', 'b'], [[-3, 'a=b']])).toBe('a,b\r\n-3,a=b\r\n');
});
