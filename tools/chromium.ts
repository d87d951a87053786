import { Complaint } from './complaint';
import { lastLine, updatePackageLists } from './debianPackage';
import { findOnPath, isExecutable } from './onPath';
import { progress } from './progress';
import { capture } from './run';

const OTHERWISE = 'Install Chromium ("sudo apt-get install chromium") or set CHROMIUM to its program.';

/** A Chromium for the browser tests: CHROMIUM, else on PATH, else installed from Debian when that is permitted. */
export function getChromium(): string {
  const given = process.env.CHROMIUM;
  if (given !== undefined && !isExecutable(given)) {
    throw new Complaint(`CHROMIUM is ${given}, which is no program that can be run.`);
  }
  return given ?? findChromium() ?? installChromium();
}

const findChromium = (): string | undefined =>
  ['chromium', 'chromium-browser', 'google-chrome']
    .map((name) => findOnPath(name))
    .find((found) => found !== undefined);

function installChromium(): string {
  if (process.getuid?.() !== 0 || !findOnPath('apt-get')) {
    throw new Complaint(`The browser tests need Chromium, and there is none on PATH. ${OTHERWISE}`);
  }
  updatePackageLists({ package: 'chromium', otherwise: OTHERWISE });
  progress("Chromium is not installed; installing Debian's package chromium …");
  const install = capture('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const found = findChromium();
  if (install.code !== 0 || found === undefined) {
    throw new Complaint(`Installing Chromium failed (${lastLine(install.output)}). ${OTHERWISE}`);
  }
  return found;
}
