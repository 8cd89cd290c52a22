/** An invalid database URL or related variable. The message continues after the variable's name. */
export class ConnectionSettingError extends Error {
  override name = 'ConnectionSettingError';
}
