import { STILL } from '../../domain/incidents/growth';
import { weakest } from '../../domain/incidents/confidenceTable';
import type { Confidence, Culprit, Growth, Incident, Victim } from '../../domain/incidents/types';
import { formatMemory, formatRate } from '../../domain/quantity/formatBytes';
import { counted } from '../../domain/words/counted';
import { workloadName } from '../../domain/incidents/verdictWords';

export type Role = 'culprit' | 'paid for another' | 'victim' | 'untouched';

export interface GrowthRow {
  readonly who: string;
  /** `+17.0 MiB/s`, or a dash where no two samples were there to tell. */
  readonly growth: string;
  readonly before: string;
  readonly after: string;
  readonly role: Role;
  /** That it had this role: of several ends of one the least sure. */
  readonly sure?: Confidence;
}

/** Culprit first, then who paid, then how the rest moved; what stayed untouched and small is summed up. */
export function growthRows({ culprit, victims, growths }: Incident): readonly GrowthRow[] {
  const measured = growths.map((growth) => rowOf(growth, roleOf(growth, culprit, victims)));
  const unmeasured = [
    ...(culprit.kind === 'unknown' || measured.some(({ role }) => role === 'culprit') ? [] : [culpritRow(culprit)]),
    ...victims
      .filter((victim) => !growths.some((growth) => isSame(growth, victim)) && !isCulprit(victim, culprit))
      .map(victimRow),
  ];
  const rows = [...measured, ...unmeasured].filter(
    ({ who, role }, index, all) => all.findIndex((other) => other.who === who && other.role === role) === index
  );
  const sorted = [
    ...ROLES.slice(0, 3).flatMap((role) => rows.filter((row) => row.role === role)),
    ...untouched(rows, growths),
  ];
  return sorted.map((row) => ({ ...row, ...sureOf(row, { culprit, victims }) }));
}

function sureOf(
  { who, role }: GrowthRow,
  { culprit, victims }: Pick<Incident, 'culprit' | 'victims'>
): Pick<GrowthRow, 'sure'> {
  const ends = victims.filter((victim) => workloadName(victim) === who).flatMap(({ confidence }) => confidence ?? []);
  const sure = role === 'culprit' ? culprit.confidence : role === 'untouched' ? undefined : weakest(ends);
  return sure === undefined ? {} : { sure };
}

const ROLES: readonly Role[] = ['culprit', 'victim', 'paid for another', 'untouched'];

/** More bystanders than this are one line. */
const SHOWN = 4;

function untouched(rows: readonly GrowthRow[], growths: readonly Growth[]): readonly GrowthRow[] {
  const bystanders = rows.filter(({ role }) => role === 'untouched');
  if (bystanders.length <= SHOWN) {
    return bystanders;
  }
  const rest = bystanders.slice(SHOWN - 1);
  const names = new Set(rest.map(({ who }) => who));
  const sum = (of: 'before' | 'after') =>
    growths.filter((growth) => names.has(whoOf(growth))).reduce((total, growth) => total + (growth[of] ?? 0), 0);
  return [
    ...bystanders.slice(0, SHOWN - 1),
    {
      who: counted(rest.length, 'other'),
      growth: '',
      before: formatMemory(sum('before')),
      after: formatMemory(sum('after')),
      role: 'untouched',
    },
  ];
}

function rowOf(growth: Growth, role: Role): GrowthRow {
  return {
    who: whoOf(growth),
    growth: rate(growth.growth),
    before: size(growth.before),
    after: size(growth.after),
    role,
  };
}

const culpritRow = (culprit: Culprit): GrowthRow => ({
  who: culprit.kind === 'outside-pods' ? OUTSIDE : workloadName(culprit),
  growth: rate(culprit.growth),
  before: UNKNOWN,
  after: UNKNOWN,
  role: 'culprit',
});

const victimRow = (victim: Victim): GrowthRow => ({
  who: workloadName(victim),
  growth: UNKNOWN,
  before: UNKNOWN,
  after: UNKNOWN,
  role: victim.paidForAnother ? 'paid for another' : 'victim',
});

function roleOf(growth: Growth, culprit: Culprit, victims: readonly Victim[]): Role {
  if (isCulprit(growth, culprit)) {
    return 'culprit';
  }
  const victim = victims.find((candidate) => isSame(growth, candidate));
  return victim === undefined ? 'untouched' : victim.paidForAnother ? 'paid for another' : 'victim';
}

function isCulprit(one: Partial<Growth>, culprit: Culprit): boolean {
  return culprit.kind === 'outside-pods' ? one.kind === 'outside-pods' : culprit.kind === 'pod' && isSame(one, culprit);
}

const isSame = (a: Partial<Growth>, b: Partial<Pick<Victim, 'namespace' | 'pod'>>): boolean =>
  a.pod !== undefined && a.pod === b.pod && a.namespace === b.namespace;

const OUTSIDE = 'outside the pods';
const UNKNOWN = '–';

const whoOf = ({ kind, ...workload }: Growth) => (kind === 'outside-pods' ? OUTSIDE : workloadName(workload));

const size = (bytes: number | undefined) => (bytes === undefined ? UNKNOWN : formatMemory(bytes));

function rate(growth: number | undefined): string {
  if (growth === undefined) {
    return UNKNOWN;
  }
  return Math.abs(growth) < STILL ? '0' : `${growth > 0 ? '+' : ''}${formatRate(growth)}`;
}
