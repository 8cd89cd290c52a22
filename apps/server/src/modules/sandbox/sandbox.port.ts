/** The built-in sandbox, which plays the provider, as far as it can be told what to play. */
export interface SandboxControls {
  /** The page on which everything can be played, for the whole installation. */
  consoleUrl: string;
  /** Below it, any address receives events, like a customer's service. */
  receiverUrl: string;
  /** Sends a message of a trigger. Resolves to whether it was accepted. */
  fireTrigger(upstreamId: string): Promise<boolean>;
  /** Ends an authorization, and tells so. */
  expireAccount(accountId: string): Promise<void>;
  isReceiverBroken(url: string): boolean;
  /** Lets a receiver answer with an error, or work again. */
  setReceiverBroken(url: string, isBroken: boolean): void;
}

export interface SandboxDeps {
  /** Null when a Composio project is used: then nothing is played. */
  sandbox: SandboxControls | null;
}
