import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneComponentProps,
  type SceneObjectRef,
  type SceneObjectState,
  type SceneObjectUrlValues,
  type VizPanel,
} from '@grafana/scenes';
import { RadioButtonGroup } from '@grafana/ui';
import React from 'react';

import { DEFAULT_OPTIONS, type PanelView } from '../../panel/options';

const VIEWS = [
  { value: 'pods', label: 'Pods', description: 'Pods against allocatable and the kubepods limit' },
  { value: 'node', label: 'Node', description: 'Node available memory against eviction-hard' },
  { value: 'both', label: 'Both', description: 'All curves and all lines' },
] as const satisfies ReadonlyArray<{ value: PanelView; label: string; description: string }>;

interface ViewSwitchState extends SceneObjectState {
  readonly view: PanelView;
  readonly chart: SceneObjectRef<VizPanel>;
}

/** Which lines the chart sets the curves against. It lives in the URL as `view`, so that a link shows what its sender saw. */
export class ViewSwitch extends SceneObjectBase<ViewSwitchState> {
  static Component = ViewSwitchRenderer;
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['view'] });

  constructor({ view = DEFAULT_OPTIONS.view, chart }: Partial<ViewSwitchState> & Pick<ViewSwitchState, 'chart'>) {
    super({ view, chart });
    this.addActivationHandler(() => {
      this.applyToChart();
      const stop = this.subscribeToState((next, previous) => {
        if (next.view !== previous.view) {
          this.applyToChart();
        }
      });
      return () => stop.unsubscribe();
    });
  }

  getUrlState(): SceneObjectUrlValues {
    return { view: this.state.view };
  }

  updateFromUrl({ view }: SceneObjectUrlValues): void {
    if (isView(view)) {
      this.setState({ view });
    }
  }

  readonly onChange = (view: PanelView) => this.setState({ view });

  private applyToChart(): void {
    const chart = this.state.chart.resolve();
    chart.setState({ options: { ...DEFAULT_OPTIONS, ...chart.state.options, view: this.state.view } });
  }
}

function ViewSwitchRenderer({ model }: SceneComponentProps<ViewSwitch>) {
  const { view } = model.useState();
  return <RadioButtonGroup aria-label="View" options={[...VIEWS]} value={view} onChange={model.onChange} />;
}

function isView(value: unknown): value is PanelView {
  return VIEWS.some((view) => view.value === value);
}
