interface Batch {
  deliveries: number;
  nextCursor: string | null;
}

interface Recovery {
  ask: (from: { cursor?: string }) => Promise<Batch>;
  /** Told after each call but the last: how many there are so far. */
  onProgress: (planned: number) => void;
  /** False once the person has left: what was planned stays planned, and the rest is found by the next recovery. */
  goesOn: () => boolean;
}

/** Recovers call by call until nothing is left. Answers how many deliveries were planned. */
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
