/** The address of a logo at this installation. */
export function logoPath(hash: string | null | undefined): string | null {
  return hash ? `/connect/logos/${hash}` : null;
}
