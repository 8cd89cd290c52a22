import { browserArgs } from '../playwright.config.ts';

/** What Playwright switches off by default, in its own words: its one argument can only be replaced as a whole. */
const SWITCHED_OFF =
  'AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,' +
  'LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,' +
  'TcpPortRandomizationWin,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,msForceBrowserSignIn,' +
  'msEdgeUpdateLaunchServicesPreferredVersion';

/**
 * Launch options of a browser as people have it: what a frame stores is partitioned by the page that it is in. A test sees whether
 * it is, as another version of Playwright may have another list.
 */
export const partitioned = {
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  ignoreDefaultArgs: [`--disable-features=${SWITCHED_OFF}`],
  args: [...browserArgs, `--disable-features=${SWITCHED_OFF.replace('ThirdPartyStoragePartitioning,', '')}`],
};
