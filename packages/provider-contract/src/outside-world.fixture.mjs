/**
 * Loaded before anything else in a separate process (`node --import`): records every host that is connected to or
 * looked up and every process that is started, and blocks all of it except for connections to 127.0.0.1. At exit the
 * record goes to standard error, as one line of JSON.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';

const require = createRequire(import.meta.url);
const record = { connects: [], lookups: [], processes: [] };

const net = require('node:net');
const connect = net.Socket.prototype['connect'];
net.Socket.prototype.connect = function (...args) {
  // `net.connect` passes its arguments already normalized, in an array.
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const place = typeof options === 'object' ? `${options.host ?? options.path}:${options.port ?? ''}` : String(options);
  record.connects.push(place);
  if (!place.startsWith('127.0.0.1:')) {
    process.nextTick(() => this.destroy(new Error(`not allowed: ${place}`)));
    return this;
  }
  return connect.apply(this, args);
};

for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  for (const [module, fail] of [
    [require('node:dns'), (args) => process.nextTick(args.at(-1), new Error('not allowed'))],
    [require('node:dns').promises, () => Promise.reject(new Error('not allowed'))],
  ]) {
    const real = module[name];
    module[name] = (...args) => {
      if (args[0] === '127.0.0.1') return real.apply(module, args);
      record.lookups.push(args[0]);
      return fail(args);
    };
  }
}

const children = require('node:child_process');
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  children[name] = (...args) => {
    record.processes.push(String(args[0]));
    throw new Error(`not allowed: ${name}`);
  };
}
syncBuiltinESMExports();

process.on('exit', () => process.stderr.write(`\n${JSON.stringify(record)}\n`));
