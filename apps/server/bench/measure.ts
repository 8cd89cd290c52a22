import { Agent, request } from 'node:http';

export interface Target {
  url: string;
  headers: Record<string, string>;
}

export interface Measured {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
}

export interface Load {
  /** Of one round, for each target. */
  seconds: number;
  rounds: number;
  /** Concurrent requests. */
  connections: number;
}

/** Loads the targets in turns after a warm-up, so that other load on the machine affects neighboring rounds alike. */
export async function measure<Name extends string>(
  targets: Record<Name, Target>,
  load: Load,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(targets) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<Name, Measured[]>;
  for (const name of names) await round(targets[name], load);
  for (let number = 0; number < load.rounds; number += 1) {
    for (const name of names) measured[name].push(await round(targets[name], load));
  }
  return measured;
}

/** The median, which outliers do not affect. */
export function median(figures: number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? NaN;
}

async function round(target: Target, { seconds, connections }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  const lane = async () => {
    while (performance.now() < until) {
      const begun = performance.now();
      await get(target, agent);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { perSecond: times.length / took, p50: at(0.5), p95: at(0.95) };
}

function get({ url, headers }: Target, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`HTTP ${answer.statusCode}`));
      answer.resume().once('end', resolve);
    })
      .once('error', reject)
      .end();
  });
}
