/** What a program is given to use Patchbay, and who connects what it has added. */
export interface Given {
  baseUrl: string;
  token: string;
  workspaceId: string;
  /** A person who connects the connection in a browser. */
  connect: (connectionId: string) => Promise<void>;
}

/** What it found on its way. */
export interface Found {
  outcome: string;
  statuses: string[];
  enabled: string[];
  successful: boolean;
  /** The permanent code of a call that has to fail. */
  code: string;
  /** The event that the stream sent first. */
  event: string;
}
