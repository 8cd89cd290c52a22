/** The names in the inputs of a batch that belong to none of its calls, which would be dropped with what they hold. */
export function unknownBatchSlots(inputs: unknown, calls: number): string[] {
  if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs)) return [];
  const slots = new Set(Array.from({ length: calls }, (_, index) => String(index)));
  return Object.keys(inputs).filter((name) => !slots.has(name));
}
