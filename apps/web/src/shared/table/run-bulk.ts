export interface BulkResult<Item, Result> {
  done: { item: Item; result: Result }[];
  failed: { item: Item; error: unknown }[];
  /** Not begun, because the person stopped it. */
  left: Item[];
}

interface BulkOptions {
  /** Called after each item, with how many are done. */
  onProgress?: (count: number) => void;
  isStopped?: () => boolean;
  /** Items at the same time: few enough for the limits of calls. */
  atOnce?: number;
}

/** Runs a command for each item. A failure is recorded, and the others go on. */
export async function runBulk<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
  { onProgress, isStopped = () => false, atOnce = 3 }: BulkOptions = {},
): Promise<BulkResult<Item, Result>> {
  const outcome: BulkResult<Item, Result> = { done: [], failed: [], left: [] };
  const queue = [...items];
  async function worker() {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      if (isStopped()) outcome.left.push(item);
      else await one(item);
    }
  }
  async function one(item: Item) {
    try {
      outcome.done.push({ item, result: await work(item) });
    } catch (error) {
      outcome.failed.push({ item, error });
    }
    onProgress?.(outcome.done.length + outcome.failed.length);
  }
  await Promise.all(Array.from({ length: atOnce }, worker));
  return outcome;
}
