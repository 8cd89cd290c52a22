import { defineConfig } from 'vitest/config';

// The vendor's SDK reads this at import time; nothing in this suite may call another host.
process.env['TELEMETRY_DISABLED'] = 'true';

export default defineConfig({
  test: { include: ['src/**/*.test.ts'], env: { TELEMETRY_DISABLED: 'true' } },
});
