import { createSocket } from 'node:dgram';

const TYPES: Record<number, 'A' | 'AAAA'> = { 1: 'A', 28: 'AAAA' };

/** The answer for a name, by type; `silent` for no response, `[]` for a name without such an address. */
type Answer = (name: string, type: 'A' | 'AAAA') => string[] | 'silent' | 'no such name';

export interface NameServer extends AsyncDisposable {
  /** `127.0.0.1:port` */
  address: string;
  /** The queries, in order: `A example.com`. */
  asked: string[];
}

/** Starts a local name server (RFC 1035) with the test's answers. */
export async function startNameServer(answer: Answer): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, { port, address }) => {
    const { name, type, question } = readQuestion(query);
    asked.push(`${type} ${name}`);
    const known = answer(name, type);
    if (known === 'silent') return;
    socket.send(reply(query.readUInt16BE(0), question, { type, known }), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  return {
    address: `127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function readQuestion(query: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]; length; length = query[at]) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = TYPES[query.readUInt16BE(at + 1)] ?? 'A';
  return { name: labels.join('.'), type, question: query.subarray(12, at + 5) };
}

function reply(
  id: number,
  question: Buffer,
  { type, known }: { type: 'A' | 'AAAA'; known: string[] | 'no such name' },
): Buffer {
  const records = known === 'no such name' ? [] : known.map((address) => record(type, address));
  const head = Buffer.alloc(12);
  const flags = known === 'no such name' ? 0x8183 : 0x8180;
  for (const [index, value] of [id, flags, 1, records.length].entries()) head.writeUInt16BE(value, index * 2);
  return Buffer.concat([head, question, ...records]);
}

function record(type: 'A' | 'AAAA', address: string): Buffer {
  const data = type === 'A' ? Buffer.from(address.split('.').map(Number)) : v6(address);
  const head = Buffer.from([0xc0, 12, 0, type === 'A' ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, data]);
}

/** The bytes of an IPv6 address with at most one `::`. */
function v6(address: string): Buffer {
  const [before = [], after = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
