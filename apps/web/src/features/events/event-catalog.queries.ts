import { useQuery } from '@pinia/colada';

interface DescribedEvent {
  post: { description: string; requestBody: { content: { 'application/json': { example: unknown } } } };
}

/** A type of event, as the API reference of this installation describes it. */
export interface CatalogEvent {
  type: string;
  /** When it is sent. */
  summary: string;
  /** The body of a delivery, indented. */
  example: string;
}

/** Every type that an endpoint may receive. From the API reference, so that pages carry no second copy of the examples. */
export function useEventCatalog() {
  return useQuery({ key: ['event-catalog'], query: readCatalog, staleTime: Infinity });
}

async function readCatalog(): Promise<CatalogEvent[]> {
  const answer = await fetch('/api/v1/openapi.json');
  if (!answer.ok) throw new Error(`The API reference answered ${answer.status}.`);
  return eventsIn((await answer.json()) as { webhooks: Record<string, DescribedEvent> });
}

/** The first paragraph of a description says when; the others are the same for every type. */
export function eventsIn({ webhooks }: { webhooks: Record<string, DescribedEvent> }): CatalogEvent[] {
  return Object.entries(webhooks).map(([type, { post }]) => ({
    type,
    summary: post.description.split('\n\n')[0] ?? '',
    example: JSON.stringify(post.requestBody.content['application/json'].example, null, 2),
  }));
}
