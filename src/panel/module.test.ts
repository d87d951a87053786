import { plugin } from './module';

describe('the panel plugin', () => {
  it('asks for annotations, which a custom panel otherwise never gets', () => {
    expect(plugin.dataSupport).toMatchObject({ annotations: true });
  });
});
