const MAX_CHARACTERS = 150;
const UNNAMED = 'file';

/**
 * A name that is safe as part of an address and on any disk: the last part of a path, without control, invisible and reserved
 * characters, and without dots at either end.
 */
export function fileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').replaceAll(/[<>:"|?*%#]/g, '_');
  const trimmed = plain.replaceAll(/^[.\s]+|[.\s]+$/g, '');
  return shortened(trimmed) || UNNAMED;
}

/** Keeps the extension, by which apps tell the kind. */
function shortened(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= MAX_CHARACTERS) return name;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  return characters.slice(0, MAX_CHARACTERS - extension.length).join('') + extension;
}
