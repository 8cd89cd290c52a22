/**
 * Normalizes a name for comparison: default names contain a typographic apostrophe ("Ada’s workspace"), which few
 * keyboards have, and extra spaces are invisible.
 */
export function asTyped(name: string): string {
  return (
    name
      .normalize('NFKC')
      // Older names may contain characters that are invisible.
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(/[\u2018\u2019\u02BC]/g, "'")
      .replace(/\s+/g, ' ')
      .trim()
  );
}
