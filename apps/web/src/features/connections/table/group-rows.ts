import { sortedBy } from '../../../shared/table/useSort.ts';
import { type ConnectionFacts, statusText } from './connection-columns.ts';

export const GROUPINGS = ['app', 'status'] as const;

export type Grouping = (typeof GROUPINGS)[number];

export interface RowGroup {
  title: string;
  rows: ConnectionFacts[];
}

const TITLE: Record<Grouping, (facts: ConnectionFacts) => string> = {
  app: ({ view }) => view.app.name,
  status: ({ view }) => statusText(view),
};

/** The rows in groups: by app in the order of the alphabet, by status in the order of the rows. Pure. */
export function groupRows(rows: ConnectionFacts[], by: Grouping): RowGroup[] {
  const groups = [...Map.groupBy(rows, TITLE[by])].map(([title, grouped]) => ({ title, rows: grouped }));
  return by === 'app' ? sortedBy(groups, ({ title }) => title, false) : groups;
}
