import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers';

import { zipPlugin } from './zipPlugin';

// archiver is Node's; jsdom has taken this away from the globals.
globalThis.setImmediate ??= setImmediate;

const DIST = new Map([
  ['plugin.json', Buffer.from('{"id":"acme-tide-app","info":{"version":"1.2.3"}}')],
  ['panel/module.js', Buffer.from('define([],()=>{})')],
]);

/** File names as the ZIP's central directory lists them. */
function namesIn(zip: Buffer): string[] {
  const names = [];
  const signature = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = zip.indexOf(signature); at !== -1; at = zip.indexOf(signature, at + 4)) {
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)));
  }
  return names;
}

it('puts everything below one folder named as the id', async () => {
  const { archive, files } = await zipPlugin(DIST);
  expect(archive).toBe('acme-tide-app-1.2.3.zip');
  expect(namesIn(files.get(archive) ?? Buffer.alloc(0))).toEqual([
    'acme-tide-app/panel/module.js',
    'acme-tide-app/plugin.json',
  ]);
});

it.each(['sha1', 'sha256'])('writes a %s file that the system tool can check', async (algorithm) => {
  const { archive, files } = await zipPlugin(DIST);
  const digest = createHash(algorithm)
    .update(files.get(archive) ?? '')
    .digest('hex');
  expect(files.get(`${archive}.${algorithm}`)?.toString()).toBe(`${digest}  ${archive}\n`);
});

it('gives the same bytes for the same build', async () => {
  const [once, again] = await Promise.all([zipPlugin(DIST), zipPlugin(new Map([...DIST].reverse()))]);
  expect(once.files.get(once.archive)?.equals(again.files.get(again.archive) ?? Buffer.alloc(0))).toBe(true);
});

it.each([
  ['nothing', new Map()],
  ['no version', new Map([['plugin.json', Buffer.from('{"id":"acme-tide-app","info":{}}')]])],
])('refuses a build with %s', async (_, dist) => {
  await expect(zipPlugin(dist)).rejects.toThrow('names no id or no version');
});
