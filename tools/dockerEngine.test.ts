import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { whyNoStack } from './dockerEngine';

const { PATH } = process.env;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'docker-'));
  process.env.PATH = folder;
});

afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

/** A `docker` that answers as the lines of the script say. */
function stub(script: string) {
  writeFileSync(path.join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(folder, 'docker'), 0o755);
}

const IMAGES = `case "$*" in *--images*) echo busybox:1.37.0; echo tidemark-leak:0.1.0;; esac`;

describe('whyNoStack', () => {
  it('misses docker compose where there is no docker', () => {
    expect(whyNoStack()).toBe('there is no docker compose');
  });

  it('misses docker compose where docker lacks it', () => {
    stub('exit 1');
    expect(whyNoStack()).toBe('there is no docker compose');
  });

  it('misses an engine where only the client answers', () => {
    stub('test "$1" = compose');
    expect(whyNoStack()).toBe('no Docker engine answers');
  });

  it('names images that are not here, the leak tool’s base among them, but not what is built', () => {
    stub(`${IMAGES}\ntest "$1" != image`);
    const why = whyNoStack();
    expect(why).toMatch(/^images are not here: busybox:1\.37\.0, node:\d+\.\d+\.\d+-alpine \(docker compose/);
  });

  it('misses nothing where all is here', () => {
    stub(IMAGES);
    expect(whyNoStack()).toBeUndefined();
  });
});
