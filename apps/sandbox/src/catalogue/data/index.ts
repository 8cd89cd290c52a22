import { catalogueOf } from '../built-in-catalogue.ts';
import type { Catalogue } from '../catalogue.ts';
import type { AppSource } from '../app-source.ts';
import { communication } from './popular/communication.ts';
import { developerTools } from './popular/developer-tools.ts';
import { google } from './popular/google.ts';

const apps: readonly AppSource[] = [...google, ...communication, ...developerTools];

let made: Catalogue | undefined;

/** The apps of the sandbox, most used first. Made once; it never changes. */
export function builtInCatalogue(): Catalogue {
  return (made ??= catalogueOf(apps));
}
