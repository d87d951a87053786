import * as adapter from './uplot';

describe('the adapter over @grafana/ui', () => {
  it.each(Object.keys(adapter))('%s is exported by the installed version', (name) => {
    expect(adapter[name as keyof typeof adapter]).toBeDefined();
  });

  it('has what the chart is built on', () => {
    expect(Object.keys(adapter)).toEqual(
      expect.arrayContaining([
        ...['UPlotChart', 'UPlotConfigBuilder', 'TooltipPlugin2', 'EventBusPlugin', 'KeyboardPlugin'],
        ...['XAxisInteractionAreaPlugin', 'VizLayout', 'VizLegend', 'usePanelContext'],
      ])
    );
  });

  it('keeps the methods of the config builder that the chart calls', () => {
    const methods: Array<keyof adapter.UPlotConfigBuilder> = [
      'addScale',
      'addAxis',
      'addSeries',
      'addHook',
      'setPadding',
    ];
    const builder = new adapter.UPlotConfigBuilder('utc');
    methods.forEach((method) => expect(builder[method]).toBeInstanceOf(Function));
  });
});
