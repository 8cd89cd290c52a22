import { createHash } from 'node:crypto';
import { expect, test } from './fixtures.ts';
import { uploadedFiles } from './sandbox.ts';
import { connect } from './walk.ts';

const UPLOAD = 'SLACK_UPLOAD_OR_CREATE_A_FILE_IN_SLACK';
const CONTENT = Buffer.from(Array.from({ length: 70_000 }, (_, n) => n % 256));

test('a file is given to an action, and the app gets these bytes', async ({ member }) => {
  await member.goto(`${await connect(member, 'slack')}/actions`);
  await member.getByLabel('Search actions').fill('upload');
  const upload = member.getByTestId('actions').getByRole('listitem').filter({ hasText: UPLOAD });
  await upload.getByRole('switch').check();
  await member.getByRole('button', { name: 'Save', exact: true }).click();
  await upload.getByRole('button', { name: /^Run/ }).click();

  const form = member.getByRole('dialog');
  await form.getByLabel('Channel').fill('#general');
  await form.getByRole('button', { name: 'Run action' }).click();
  await expect(form.getByText('Select a file.')).toBeVisible();

  const name = `report ${Date.now()}.pdf`;
  await form.getByLabel('File').setInputFiles({ name, mimeType: 'application/pdf', buffer: CONTENT });
  await expect(form.getByText('Select a file.')).toHaveCount(0);
  await form.getByRole('button', { name: 'Run action' }).click();
  await expect(form.getByTestId('run-result')).toContainText('Succeeded');

  const md5 = createHash('md5').update(CONTENT).digest('hex');
  const file = { filename: name, mimetype: 'application/pdf', md5, bytes: CONTENT.byteLength, tool_slug: UPLOAD };
  expect(await uploadedFiles()).toContainEqual(expect.objectContaining(file));

  await form.getByRole('button', { name: 'Close', exact: true }).last().click();
  await member.getByRole('link', { name: 'Log', exact: true }).click();
  await expect(member.getByTestId('executions')).toContainText(UPLOAD);
});

test('an admin allows requests to an app, and takes that back', async ({ member }) => {
  await member.goto(`${await connect(member, 'slack')}/actions`);
  const requests = member.getByRole('region', { name: 'Requests to Slack' });
  await expect(requests).toContainText('No requests are allowed.');
  await requests.getByLabel('POST').check();
  await requests.getByLabel('Path').fill('/api/chat.postMessage');
  await requests.getByRole('button', { name: 'Allow requests' }).click();
  await expect(requests.getByTestId('proxy-rules')).toContainText('/api/chat.postMessage');
  await member.reload();
  await expect(requests.getByTestId('proxy-rules')).toContainText('GET, POST');

  // Of the connection, and not of its requests: that was taken for a conflict.
  await member.getByLabel('Search actions').fill('upload');
  await member.getByTestId('actions').getByRole('switch').first().check();
  await member.getByRole('button', { name: 'Save', exact: true }).click();
  await requests.getByLabel('Path').fill('/api/users.list');
  await requests.getByRole('button', { name: 'Allow requests' }).click();
  await expect(requests.getByTestId('proxy-rules')).toContainText('/api/users.list');
  await requests.getByRole('button', { name: 'Remove /api/users.list' }).click();
  await expect(requests.getByTestId('proxy-rules')).not.toContainText('/api/users.list');

  await requests.getByLabel('Path').fill('/../admin');
  await requests.getByRole('button', { name: 'Allow requests' }).click();
  await expect(member.getByText('The allowed requests weren’t changed', { exact: true })).toBeVisible();
  await requests.getByRole('button', { name: 'Remove /api/chat.postMessage' }).click();
  await expect(requests).toContainText('No requests are allowed.');
});
