interface RawJson {
  rawJSON?: (text: string) => unknown;
}

/** Node 22, Chromium 114, Firefox 135 and Safari 18.4 have it (TC39 proposal "JSON.parse source text access"). */
const { rawJSON } = JSON as RawJson;

/** Whether `JSON.stringify` of this runtime can write a number by its text. */
export const HAS_RAW_JSON = rawJSON !== undefined;

/** What `JSON.stringify` writes as exactly this text; nothing where the runtime cannot. */
export function inJson(text: string): unknown {
  return rawJSON?.(text);
}
