import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { Complaint } from './complaint';
import { findOnPath, isExecutable } from './onPath';
import { progress } from './progress';
import { inCache } from './project';
import { capture } from './run';

export interface DebianProgram {
  readonly program: string;
  /** The Debian package that holds it as `/usr/bin/<program>`. */
  readonly package: string;
  /** What a person can do when neither PATH nor the package helps. */
  readonly otherwise: string;
}

/** A program from PATH, else from the cache, else from its Debian package unpacked into the cache: no root needed. */
export function getDebianProgram(wanted: DebianProgram): string {
  const cached = inCache('debian', wanted.package, 'usr', 'bin', wanted.program);
  const found = findOnPath(wanted.program) ?? (isExecutable(cached) ? cached : undefined);
  if (found !== undefined) {
    return found;
  }
  progress(`${wanted.program} is not installed; getting Debian's package ${wanted.package} …`);
  unpackPackage(wanted);
  if (!isExecutable(cached)) {
    throw new Complaint(`Debian's package ${wanted.package} holds no ${wanted.program}. ${wanted.otherwise}`);
  }
  return cached;
}

function unpackPackage(wanted: DebianProgram): void {
  const { package: name, otherwise } = wanted;
  if (!findOnPath('apt-get') || !findOnPath('dpkg-deb')) {
    throw new Complaint(`${wanted.program} is not on PATH and this is not Debian. ${otherwise}`);
  }
  updatePackageLists(wanted);
  const target = inCache('debian', name);
  const partial = `${target}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    // apt's sandbox user may not write into a folder of root's; downloading as oneself is what is wanted here.
    const download = capture('apt-get', ['-o', 'APT::Sandbox::User=', 'download', name], { cwd: partial });
    const file = readdirSync(partial).find((entry) => entry.endsWith('.deb'));
    if (download.code !== 0 || file === undefined) {
      throw new Complaint(`Downloading Debian's package ${name} failed (${lastLine(download.output)}). ${otherwise}`);
    }
    const unpack = capture('dpkg-deb', ['-x', join(partial, file), partial]);
    if (unpack.code !== 0) {
      throw new Complaint(
        `Debian's package ${name} is broken (${lastLine(unpack.output)}); run this again. ${otherwise}`
      );
    }
    rmSync(join(partial, file));
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** apt knows no packages on a machine fresh from an image; only root may fetch its lists. */
export function updatePackageLists({ package: name, otherwise }: Pick<DebianProgram, 'package' | 'otherwise'>): void {
  if (capture('apt-cache', ['show', '--no-all-versions', name]).code === 0) {
    return;
  }
  if (process.getuid?.() !== 0) {
    throw new Complaint(
      `apt has no list of packages here or none with ${name}; run "sudo apt-get update" once. ${otherwise}`
    );
  }
  progress('apt has no package lists yet; running apt-get update …');
  const update = capture('apt-get', ['update']);
  if (update.code !== 0 || !existsSync('/var/lib/apt/lists')) {
    throw new Complaint(`apt-get update failed (${lastLine(update.output)}). ${otherwise}`);
  }
}

export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() || 'no output';
}
