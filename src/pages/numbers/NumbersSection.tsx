import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import { Combobox, Field, LoadingPlaceholder, Stack } from '@grafana/ui';
import React from 'react';

import { lastSampled, type Numbers } from '../../domain/numbers/numbers';
import { formatMiB } from '../../domain/quantity/formatBytes';
import type { EpochMs } from '../../domain/units';
import { readNumbers } from '../../frames/numbersFrame';
import { Section } from '../shared/Section';
import { formatTime } from '../shared/times';
import { QueryErrors } from '../shared/QueryErrors';
import { errorTexts, isLoading } from '../shared/queryState';

import { Deciding } from './Deciding';
import { Level } from './Level';
import { Missing } from './Missing';
import { Moment } from './Moment';

interface NumbersSectionState extends SceneObjectState {
  /** `namespace/pod` */
  readonly pod?: string;
  /** The moment looked at; the last sample when absent. */
  readonly at?: EpochMs;
}

/** Every number of the node, of its pods, of one pod and its containers, at one moment. Pod and moment are in the URL. */
export class NumbersSection extends SceneObjectBase<NumbersSectionState> {
  static Component = NumbersRenderer;
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['pod', 'at'] });

  getUrlState(): SceneObjectUrlValues {
    const { pod, at } = this.state;
    return { pod: pod ?? undefined, at: at === undefined ? undefined : new Date(at).toISOString() };
  }

  updateFromUrl({ pod, at }: SceneObjectUrlValues): void {
    const moment = typeof at === 'string' ? Date.parse(at) : NaN;
    this.setState({
      pod: typeof pod === 'string' && pod !== '' ? pod : undefined,
      at: Number.isFinite(moment) ? moment : undefined,
    });
  }

  readonly onPod = (pod: string | undefined) => this.setState({ pod });
  readonly onMoment = (at: EpochMs) => this.setState({ at });
}

function NumbersRenderer({ model }: SceneComponentProps<NumbersSection>) {
  const { data } = sceneGraph.getData(model).useState();
  const numbers = readNumbers(data?.series ?? []);
  const last = numbers && lastSampled(numbers);
  const errors = errorTexts(data);
  return (
    <Stack direction="column" gap={2}>
      <QueryErrors errors={errors} title={numbers ? 'Some of the data is missing' : 'The data could not be read'} />
      {numbers && last !== undefined ? (
        <Compared numbers={numbers} last={last} model={model} />
      ) : isLoading(data) ? (
        <LoadingPlaceholder text="Reading every number of the node’s memory…" />
      ) : errors.length === 0 ? (
        <p>
          Nothing was recorded for this node in this time range. Check the node’s name, and that Prometheus scraped it
          then.
        </p>
      ) : null}
    </Stack>
  );
}

interface ComparedProps {
  readonly numbers: Numbers;
  readonly last: EpochMs;
  readonly model: NumbersSection;
}

function Compared({ numbers, last, model }: ComparedProps) {
  const { pod, at } = model.useState();
  const { times, node, containers, facts, lines } = numbers;
  const timeZone = sceneGraph.getTimeRange(model).getTimeZone();
  const [from, to] = [times[0] ?? last, last];
  const moment = Math.min(Math.max(at ?? last, from), to);
  const shared = { times, at: moment, facts, allocatable: lines.allocatable?.value };
  // While another pod is asked for, the old one's numbers would stand under the new one's name.
  const chosen = numbers.pod?.name === pod ? numbers.pod : undefined;
  return (
    <>
      <Section title="Which of them decides">
        <Moment times={times} to={to} at={moment} word={formatTime(moment, timeZone)} onChange={model.onMoment} />
        <Deciding numbers={numbers} at={moment} />
      </Section>
      <Section title="The node">
        <Level level="node" caption="Numbers of the node" curves={node} {...shared} />
      </Section>
      <Section title="All pods together">
        <Level level="pods" caption="Numbers of all pods" curves={node} {...shared} />
      </Section>
      <Section title="One pod and its containers">
        <Field noMargin label="Pod">
          <Combobox<string>
            id="tidemark-numbers-pod"
            width="auto"
            minWidth={20}
            maxWidth={50}
            placeholder="Choose a pod"
            isClearable
            value={pod ?? null}
            options={optionsOf(numbers, pod)}
            onChange={(option: { value: string } | null) => model.onPod(option?.value)}
          />
        </Field>
        {chosen && <Level level="pod" caption={`Numbers of ${chosen.name}`} curves={chosen.curves} {...shared} />}
        {chosen &&
          containers.map(({ name, curves }) => (
            <Level key={name} level="container" caption={`Container ${name}`} curves={curves} {...shared} titled />
          ))}
      </Section>
      <Missing findings={numbers.findings} />
    </>
  );
}

/** The chosen one is among them also when it is gone at the end of the range. */
function optionsOf({ pods }: Numbers, pod: string | undefined) {
  const options = pods.map(({ name, workingSet }) => ({
    value: name,
    label: name,
    description: formatMiB(workingSet),
  }));
  return pod === undefined || pods.some(({ name }) => name === pod)
    ? options
    : [{ value: pod, label: pod, description: 'not there at the end of the range' }, ...options];
}
