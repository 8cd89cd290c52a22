import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { hasEnded } from './server-process.ts';

const FIXTURE = new URL('./embedded-postgres.fixture.ts', import.meta.url);
const asRoot = process.getuid?.() === 0;

let root: string;
let dataDir: string;
const started: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
const lines: string[] = [];

/** A stopped database with one committed row, created once; each test works on a copy of it. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'patchbay-embedded-'));
  // mkdtemp creates it private, but as root the server runs as another user.
  chmodSync(root, 0o711);
  dataDir = join(root, 'made');
  const first = await start();
  await run(first.url, 'CREATE TABLE note (text text); INSERT INTO note VALUES ($$kept$$)');
  await first.stop();
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  // Any server still running in the test's directory is adopted, and stopped.
  const servers = started.splice(0);
  await Promise.all(servers.map((server) => server.stop()));
  if (existsSync(join(dataDir, 'cluster', 'postmaster.pid'))) await (await start()).stop();
  started.length = 0;
  lines.length = 0;
});

async function copyOfMade(): Promise<void> {
  dataDir = join(mkdtempSync(join(root, 'test-')), 'postgres');
  chmodSync(dirname(dataDir), 0o711);
  await promisify(execFile)('cp', ['-a', join(root, 'made'), dataDir]);
}

async function start(options: { port?: number; settings?: Record<string, string> } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line), ...options });
  started.push(server);
  return server;
}

async function run(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // A test that kills the server also breaks the connection.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(text);
    return result.rows;
  } finally {
    await client.end();
  }
}

const notes = (url: string) => run(url, 'SELECT text FROM note ORDER BY text');
const cluster = () => join(dataDir, 'cluster');
const postmasterPid = () => Number(readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n')[0]);
const serverEnds = (pid: number) => hasEnded({ pid, cluster: cluster() }, 10_000);

interface Report {
  url: string;
  code?: string;
  message?: string;
  answer?: number;
}

/** Starts another Patchbay process; resolves with its first report. */
async function startElsewhere(): Promise<{ child: ChildProcess; report: Report }> {
  const child = fork(FIXTURE, [dataDir], { execArgv: [], detached: true });
  children.push(child);
  return { child, report: await nextReport(child) };
}

async function nextReport(child: ChildProcess): Promise<Report> {
  const [report] = (await once(child, 'message')) as [Report];
  return report;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a first start', () => {
  test('creates a UTF-8 database on loopback with a private, generated password', async () => {
    dataDir = join(root, 'first');
    const { url } = await start({ settings: { fsync: 'off' } });
    expect(
      await run(
        url,
        'SELECT current_database() AS database, pg_encoding_to_char(encoding) AS encoding, datlocale FROM pg_database WHERE datname = current_database()',
      ),
    ).toEqual([{ database: 'patchbay', encoding: 'UTF8', datlocale: 'C.UTF-8' }]);
    expect(await run(url, 'SHOW password_encryption')).toEqual([{ password_encryption: 'scram-sha-256' }]);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(new URL(url).password).toMatch(/^[0-9a-f]{48}$/);
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  });

  test('refuses a wrong password', async () => {
    await copyOfMade();
    const wrong = new URL((await start()).url);
    wrong.password = 'wrong';
    await expect(notes(wrong.href)).rejects.toMatchObject({ code: '28P01' });
  });

  test('that was killed halfway through initdb is repeated', async () => {
    dataDir = join(root, 'halfway');
    mkdirSync(join(dataDir, 'cluster-unfinished-abc123', 'base'), { recursive: true });
    chmodSync(dataDir, 0o711);
    await start({ settings: { fsync: 'off' } });
    expect(existsSync(join(dataDir, 'cluster-unfinished-abc123'))).toBe(false);
  });
});

describe('a second start', () => {
  test('finds the rows of the first, on the same port', async () => {
    await copyOfMade();
    const first = await start();
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await notes(second.url)).toEqual([{ text: 'kept' }]);
  });

  test('uses another port when the remembered one is taken', async () => {
    await copyOfMade();
    const remembered = Number(readFileSync(join(dataDir, 'port'), 'utf8'));
    const squatter = createServer().listen(remembered, '127.0.0.1');
    await once(squatter, 'listening');
    const { url } = await start();
    expect(Number(new URL(url).port)).not.toBe(remembered);
    await expect(start({ port: remembered })).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    await started.pop()?.stop();
    await expect(start({ port: remembered })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
    squatter.close();
  });
});

describe('after kill -9 of the process', () => {
  test('the next start adopts the running server and its committed rows', async () => {
    await copyOfMade();
    const { child, report } = await startElsewhere();
    await run(report.url, 'INSERT INTO note VALUES ($$committed$$)');
    const pid = postmasterPid();
    await kill(child);
    const { url } = await start();
    expect(postmasterPid()).toBe(pid);
    expect(url).toBe(report.url);
    expect(await notes(url)).toEqual([{ text: 'committed' }, { text: 'kept' }]);
    expect(lines.join()).toContain(`pid ${pid}`);
  });

  test('an adopted server is stopped with the process that adopted it', async () => {
    await copyOfMade();
    const { child } = await startElsewhere();
    const pid = postmasterPid();
    await kill(child);
    await (await start()).stop();
    expect(await serverEnds(pid)).toBe(true);
  });

  test('a server with other settings is restarted', async () => {
    await copyOfMade();
    const { child } = await startElsewhere();
    const pid = postmasterPid();
    await kill(child);
    const { url } = await start({ settings: { work_mem: '7MB' } });
    expect(postmasterPid()).not.toBe(pid);
    expect(await run(url, 'SHOW work_mem')).toEqual([{ work_mem: '7MB' }]);
  });

  test('and of the server with it, nothing committed is lost', async () => {
    await copyOfMade();
    const { child, report } = await startElsewhere();
    await run(report.url, 'INSERT INTO note VALUES ($$committed$$)');
    process.kill(postmasterPid(), 'SIGKILL');
    await kill(child);
    expect(await notes((await start()).url)).toEqual([{ text: 'committed' }, { text: 'kept' }]);
  });

  test('a stale postmaster.pid whose pid belongs to another program by now is harmless', async () => {
    await copyOfMade();
    writeFileSync(join(cluster(), 'postmaster.pid'), `${process.ppid}\n${cluster()}\n1\n1\n\n\n\nready   \n`);
    expect(await notes((await start()).url)).toEqual([{ text: 'kept' }]);
  });
});

describe('two processes in one directory', () => {
  test('the second gets an error with the pid of the first, which keeps running', async () => {
    await copyOfMade();
    const { child, report } = await startElsewhere();
    const second = await startElsewhere();
    expect(second.report).toMatchObject({ code: 'DATA_DIR_IN_USE' });
    expect(second.report.message).toContain(`pid ${child.pid}`);
    expect(await notes(report.url)).toEqual([{ text: 'kept' }]);
  });

  test('that start at the same moment: exactly one of them wins', async () => {
    await copyOfMade();
    const reports = (await Promise.all([startElsewhere(), startElsewhere()])).map(({ report }) => report);
    expect(reports.filter(({ code }) => code === 'DATA_DIR_IN_USE')).toHaveLength(1);
    expect(reports.filter(({ url }) => url)).toHaveLength(1);
  });
});

describe('the end of the process', () => {
  test('stops the server, even by process.exit without a stop', async () => {
    await copyOfMade();
    const { child } = await startElsewhere();
    const pid = postmasterPid();
    child.send('exit');
    await once(child, 'exit');
    expect(await serverEnds(pid)).toBe(true);
  });

  test('Ctrl-C in the terminal leaves the server to the graceful stop', async () => {
    await copyOfMade();
    const { child } = await startElsewhere();
    const pid = postmasterPid();
    // As a terminal does: the signal goes to the whole process group.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await nextReport(child)).toEqual({ answer: 42 });
    expect(await serverEnds(pid)).toBe(true);
  });

  test('stop may be called twice', async () => {
    await copyOfMade();
    const server = await start();
    await Promise.all([server.stop(), server.stop()]);
    expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false);
  });
});

describe.runIf(asRoot)('as root', () => {
  test('a database below a private directory is kept in a reachable directory, which is logged and found again', async () => {
    const secret = mkdtempSync(join(root, 'private-'));
    dataDir = join(secret, 'postgres');
    const first = await start({ settings: { fsync: 'off' } });
    const place = readFileSync(join(dataDir, 'location'), 'utf8').trim();
    expect(lines.join()).toContain(place);
    await run(first.url, 'CREATE TABLE kept ()');
    await first.stop();
    const second = await start({ settings: { fsync: 'off' } });
    expect(await run(second.url, 'SELECT * FROM kept')).toEqual([]);
    await second.stop();
    rmSync(place, { recursive: true });
  });

  test('the server runs as another user', async () => {
    await copyOfMade();
    await start();
    expect(statSync(`/proc/${postmasterPid()}`).uid).not.toBe(0);
  });
});
