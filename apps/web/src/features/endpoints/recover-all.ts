interface Batch {
  deliveries: number;
  nextCursor: string | null;
}

interface Recovery {
  ask: (from: { cursor?: string }) => Promise<Batch>;
  /** Called after each call but the last, with the number planned so far. */
  onProgress: (planned: number) => void;
  /** False once the person has left: planned deliveries stay planned, and the next recovery finds the rest. */
  goesOn: () => boolean;
}

/** Recovers call by call until nothing is left. Returns the number of deliveries planned. */
export async function recoverAll({ ask, onProgress, goesOn }: Recovery): Promise<number> {
  let { deliveries: planned, nextCursor } = await ask({});
  while (nextCursor !== null && goesOn()) {
    onProgress(planned);
    const batch = await ask({ cursor: nextCursor });
    planned += batch.deliveries;
    nextCursor = batch.nextCursor;
  }
  return planned;
}
