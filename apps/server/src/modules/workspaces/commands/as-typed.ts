/** Names begin as “Ada’s workspace”, and hardly a keyboard has that apostrophe; nor does anybody see how many blanks there are. */
export function asTyped(name: string): string {
  return (
    name
      .normalize('NFKC')
      // Older names may hold characters that are neither seen nor typed.
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(/[\u2018\u2019\u02BC]/g, "'")
      .replace(/\s+/g, ' ')
      .trim()
  );
}
