interface RawJson {
  rawJSON?: (text: string) => unknown;
}

/** In Node 22, Chromium 114, Firefox 135 and Safari 18.4 (TC39 proposal "JSON.parse source text access"). */
const { rawJSON } = JSON as RawJson;

/** Whether `JSON.stringify` of this runtime can write a number as given text. */
export const HAS_RAW_JSON = rawJSON !== undefined;

/** A value that `JSON.stringify` writes as exactly this text; undefined if the runtime cannot. */
export function inJson(text: string): unknown {
  return rawJSON?.(text);
}
