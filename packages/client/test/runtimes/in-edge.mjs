/** Web APIs and nothing of Node's, as edge functions have it. */
import { readFileSync } from 'node:fs';

const [bundle, vm] = process.argv.slice(2);
const { EdgeVM } = await import(vm).then(({ default: main, EdgeVM: named }) => ({ EdgeVM: named ?? main.EdgeVM }));
const { PATCHBAY_URL: baseUrl, PATCHBAY_INSTALLATION_KEY: installationKey, EXTERNAL_ID: externalId } = process.env;
const edge = new EdgeVM();
if (edge.evaluate('typeof process') !== 'undefined') throw new Error('this is no edge runtime');
edge.evaluate(`${readFileSync(bundle, 'utf8')}\nglobalThis.program = program;`);
const options = JSON.stringify({ baseUrl, installationKey, externalId });
const answer = await edge.evaluate(`(program.program ?? program)(${options})`);
process.stdout.write(answer);
process.exit(0);
