/** A spreadsheet would run what begins like this as a formula (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** RFC 4180, with a header line. Texts that look like formulas are marked as texts. Pure. */
export function toCsv(titles: string[], rows: (string | number)[][]): string {
  return [titles, ...rows].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Saves a CSV file. With a byte order mark, without which a spreadsheet takes it for another encoding. */
export function saveCsv(name: string, csv: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
