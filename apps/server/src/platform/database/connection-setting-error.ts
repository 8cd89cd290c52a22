/** What is wrong with an address of the database or a variable beside it; the message goes on from the variable's name. */
export class ConnectionSettingError extends Error {
  override name = 'ConnectionSettingError';
}
