import type { Driver } from '../driver.ts';

export interface Walk {
  /** What a person does, and what they see. */
  title: string;
  /** In a browser that opens no window. */
  blocksWindows?: boolean;
  run: (place: WalkPlace) => Promise<void>;
}

export interface WalkPlace {
  driver: Driver;
  /** Of the server. */
  url: string;
}
