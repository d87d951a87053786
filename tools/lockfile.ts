export interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/**
 * A package's builds for other platforms are left out of the lockfile when the registry it was written with does not
 * have them, and then `npm ci` refuses the lockfile everywhere (https://github.com/npm/cli/issues/4828). They are added
 * here; npm skips them on platforms that they are not for.
 */
export function completeLockfile(lockfile: Lockfile): Lockfile {
  const added = findMissingOptional(lockfile).map(({ name, version, dev }) => [
    `node_modules/${name}`,
    { version, ...(dev ? { dev } : {}), ...platformOf(name), optional: true },
  ]);
  const entries: ReadonlyArray<readonly [string, LockedPackage]> = [
    ...Object.entries(lockfile.packages),
    ...(added as Array<[string, LockedPackage]>),
  ];
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lockfile, packages: Object.fromEntries(sorted) };
}

export interface MissingPackage {
  readonly name: string;
  readonly version: string;
  readonly dev: boolean;
}

/** Optional dependencies that some package names and that the lockfile has no entry for. */
export function findMissingOptional({ packages }: Lockfile): readonly MissingPackage[] {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(packages, path, name))
      .map(([name, range]) => ({ name, version: range.replace(/^[\^~]/, ''), dev }))
  );
  return [...new Map(missing.map((one) => [one.name, one])).values()];
}

/** Node looks for a package beside the one that asks, then in every folder above. */
function isLocked(packages: Lockfile['packages'], path: string, name: string): boolean {
  const above = path.lastIndexOf('/node_modules/');
  const candidate = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  return (
    packages[candidate] !== undefined ||
    (path !== '' && isLocked(packages, above < 0 ? '' : path.slice(0, above), name))
  );
}

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** `@swc/core-linux-arm64-musl` → linux, arm64, musl. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[-/]/);
  const os = OS.filter((one) => words.includes(one));
  const cpu = CPU.filter((one) => words.includes(one));
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') && os[0] === 'linux' ? ['glibc'] : [];
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
  };
}
