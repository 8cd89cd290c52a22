import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { endProcess } from './child-process.ts';

interface VirtualScreen extends AsyncDisposable {
  /** The value of DISPLAY. */
  display: string;
}

/** Also where there is a screen: windows that come and go would take the focus from the person who works at it. */
export async function startVirtualScreen(): Promise<VirtualScreen> {
  // It takes a free number and writes it to this descriptor once it is ready.
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    (child.stdio[3] as Readable).once('data', (text: Buffer) => resolve(String(text).trim()));
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the virtual screen did not start')));
  });
  return { display: `:${number}`, [Symbol.asyncDispose]: () => endProcess(child) };
}
