export type Settings = Readonly<Record<string, string>>;

const SETTINGS: Settings = {
  // TCP on loopback only: a socket file would need a directory that both accounts reach, and a short path.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_checkpoints: 'off',
};

export function serverArguments(cluster: string, port: number, extra: Settings = {}): string[] {
  const settings = Object.entries({ ...SETTINGS, ...extra });
  return ['-D', cluster, '-p', String(port), ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
