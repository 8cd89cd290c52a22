/** The product that the guides build, made from their code blocks and run beside a Patchbay. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type CodeBlock, codeBlocks } from '../../docs/src/code-blocks.ts';
import { freePort } from '../../server/test/support/server-process.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

interface Options {
  /** Where Patchbay is. */
  baseURL: string;
  installationKey: string;
}

export class GuidesProduct {
  readonly origin: string;
  readonly #folder: string;
  readonly #blocks: CodeBlock[];
  #server: ChildProcess | undefined;
  /** What the back end has printed. */
  output = '';

  private constructor(folder: string, port: number, { baseURL }: Options) {
    this.#folder = folder;
    this.origin = `http://127.0.0.1:${port}`;
    const here = (code: string) =>
      code
        .replaceAll('http://localhost:3000', baseURL)
        .replaceAll('http://127.0.0.1:4000', this.origin)
        .replaceAll('listen(4000', `listen(${port}`);
    this.#blocks = codeBlocks().map((block) => ({ ...block, code: here(block.code) }));
  }

  /** Steps 2 to 5 of the quickstart, in an empty folder beside a clone. */
  static async create(options: Options): Promise<GuidesProduct> {
    const home = mkdtempSync(join(tmpdir(), 'patchbay-guides-'));
    mkdirSync(join(home, 'patchbay/.patchbay'), { recursive: true });
    writeFileSync(join(home, 'patchbay/.patchbay/installation-key'), options.installationKey);
    mkdirSync(join(home, 'product'));
    const product = new GuidesProduct(join(home, 'product'), await freePort(), options);
    await product.#install();
    product.#write();
    await product.#command('node setup.js');
    return product;
  }

  /** Step 7: the endpoint, and the route in front of the others. */
  async addEndpoint(): Promise<void> {
    await this.#command('endpoint.js');
    const file = join(this.#folder, 'server.js');
    const first = "app.use(express.static('public'));";
    const route = this.#blocks.find(({ title }) => title.startsWith('server.js, before'))?.code ?? '';
    writeFileSync(file, readFileSync(file, 'utf8').replace(first, `${route}\n${first}`));
  }

  async start(): Promise<void> {
    const [command = '', ...args] = this.#commandWith('server.js').trim().split(' ');
    const server = spawn(command, args, { cwd: this.#folder });
    this.#server = server;
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (this.output += String(text)));
    await new Promise<void>((resolve, reject) => {
      server.stdout.once('data', () => resolve());
      server.once('exit', () => reject(new Error(this.output)));
    });
  }

  /** A page of the product around a piece of code of the guides. */
  addPage(name: string, script: string): void {
    const html = `<!doctype html><html lang="en"><body><script type="module">${script}</script></body></html>`;
    writeFileSync(join(this.#folder, 'public', name), html);
  }

  /** The first untitled piece of JavaScript on a page of the guides that contains the text. */
  piece(page: string, text: string): string {
    const found = this.#blocks.find((block) => block.page === page && !block.title && block.code.includes(text));
    if (!found) throw new Error(`${page} has no code with “${text}”`);
    return found.code;
  }

  stop(): void {
    this.#server?.kill('SIGKILL');
    rmSync(dirname(this.#folder), { recursive: true, force: true });
  }

  /** As `npm install` would, without a registry: the packages as they are built, and the web server of this repository. */
  async #install(): Promise<void> {
    const [init = '', type = ''] = this.#commandWith('npm init').split('\n');
    await this.#shell(`${init}\n${type}`);
    for (const name of ['client', 'connect']) {
      await run(process.execPath, [join(REPOSITORY, 'packages', name, 'scripts/build.mjs')]);
      this.#link(`@patchbay/${name}`, join(REPOSITORY, 'packages', name));
    }
    this.#link('express', join(REPOSITORY, 'apps/docs/node_modules/express'));
  }

  #link(name: string, target: string): void {
    const link = join(this.#folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(target), link);
  }

  #write(): void {
    const files = this.#blocks.filter(({ title }) => /^[\w/-]+\.(?:js|html)$/.test(title));
    for (const { title, code } of files) {
      mkdirSync(dirname(join(this.#folder, title)), { recursive: true });
      writeFileSync(join(this.#folder, title), code);
    }
  }

  #commandWith(text: string): string {
    const commands = this.#blocks.filter(({ page, language }) => page === 'quickstart' && language === 'sh');
    return commands.find(({ code }) => code.includes(text))?.code ?? `echo no command with ${text}; exit 1`;
  }

  async #command(text: string): Promise<void> {
    await this.#shell(this.#commandWith(text));
  }

  async #shell(code: string): Promise<void> {
    await run('sh', ['-euc', code], { cwd: this.#folder });
  }
}
