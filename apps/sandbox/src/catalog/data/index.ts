import type { AppSource } from '../app-source.ts';
import { catalogOf } from '../built-in-catalog.ts';
import type { Catalog } from '../catalog.ts';
import { listedBusiness } from './listed/business.ts';
import { listedCommunication } from './listed/communication.ts';
import { listedDeveloperTools } from './listed/developer-tools.ts';
import { listedMediaAiAndData } from './listed/media-ai-and-data.ts';
import { listedOtherSchemes } from './listed/other-schemes.ts';
import { listedProductivity } from './listed/productivity.ts';
import { listedSalesAndMarketing } from './listed/sales-and-marketing.ts';
import { commerce } from './popular/commerce.ts';
import { communication } from './popular/communication.ts';
import { crm } from './popular/crm.ts';
import { customerSupport } from './popular/customer-support.ts';
import { developerTools } from './popular/developer-tools.ts';
import { filesAndMicrosoft } from './popular/files-and-microsoft.ts';
import { google } from './popular/google.ts';
import { marketing } from './popular/marketing.ts';
import { open } from './popular/open.ts';
import { productivity } from './popular/productivity.ts';
import { projectManagement } from './popular/project-management.ts';
import { schedulingAndAi } from './popular/scheduling-and-ai.ts';
import { social } from './popular/social.ts';
import { byUsage } from './usage-order.ts';

/** Every app, hand-written ones and short forms alike, most used first. */
export const apps: readonly AppSource[] = byUsage([
  ...google,
  ...communication,
  ...developerTools,
  ...productivity,
  ...projectManagement,
  ...crm,
  ...customerSupport,
  ...commerce,
  ...marketing,
  ...filesAndMicrosoft,
  ...social,
  ...schedulingAndAi,
  ...open,
  ...listedCommunication,
  ...listedProductivity,
  ...listedDeveloperTools,
  ...listedSalesAndMarketing,
  ...listedBusiness,
  ...listedMediaAiAndData,
  ...listedOtherSchemes,
]);

let made: Catalog | undefined;

/** The apps of the sandbox. Made once; it never changes. */
export function builtInCatalog(): Catalog {
  return (made ??= catalogOf(apps));
}
