import process from 'node:process';
import { program } from './program.mjs';

const { PATCHBAY_URL: baseUrl, PATCHBAY_INSTALLATION_KEY: installationKey, EXTERNAL_ID: externalId } = process.env;
const answer = await program({ baseUrl, installationKey, externalId });
process.stdout.write(answer);
process.exit(0);
