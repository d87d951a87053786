import { Complaint } from './complaint';
import { isStale } from './isStale';
import { progress } from './progress';
import { inProject } from './project';
import { stream } from './run';

const INPUTS = ['src', 'dashboards', '.config', 'package.json', 'webpack.config.ts', 'README.md', 'CHANGELOG.md'];

/** Runs `npm run build` unless dist/ is newer than what it is made of. */
export async function buildPlugin(): Promise<void> {
  if (!isStale({ output: inProject('dist', 'module.js'), inputs: INPUTS.map((path) => inProject(path)) })) {
    return;
  }
  progress('Building the plugin …');
  const { code } = await stream('npm', ['run', '--silent', 'build'], { cwd: inProject() });
  if (code !== 0) {
    throw new Complaint('npm run build failed; see its output above.');
  }
}
