import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/** The long run of the activation suite: it brings its own servers, so none of the others are started. */
const { webServer: _, ...rest } = base;

export default defineConfig({ ...rest, testMatch: 'activation.spec.ts' });
