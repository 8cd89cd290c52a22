/** Which receivers answer with an error, by name. All others accept everything. */
export interface Receivers {
  isBroken(name: string): boolean;
  setBroken(name: string, isBroken: boolean): void;
}

export function createReceivers(): Receivers {
  const broken = new Set<string>();
  return {
    isBroken: (name) => broken.has(name),
    setBroken: (name, isBroken) => void (isBroken ? broken.add(name) : broken.delete(name)),
  };
}
