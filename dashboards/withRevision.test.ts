import { withRevision } from './withRevision';

describe('withRevision', () => {
  it('starts at 1', () => {
    expect(withRevision({ title: 'a' }, undefined)).toEqual({ title: 'a', revision: 1, version: 1 });
  });

  it('keeps the number while nothing else changes', () => {
    const committed = { title: 'a', revision: 7, version: 7 };
    expect(withRevision({ title: 'a' }, committed)).toEqual(committed);
  });

  it('rises with any change, so that Grafana imports it again', () => {
    const committed = { title: 'a', panels: [{ id: 1 }], revision: 7, version: 7 };
    expect(withRevision({ title: 'a', panels: [{ id: 2 }] }, committed)).toMatchObject({ revision: 8, version: 8 });
  });

  it('rises when a property is gone', () => {
    expect(withRevision({ title: 'a' }, { title: 'a', tags: [], revision: 2, version: 2 })).toMatchObject({
      revision: 3,
    });
  });

  it('drops what a file cannot hold', () => {
    expect(withRevision({ title: 'a', build: () => 1, gone: undefined }, undefined)).toEqual({
      title: 'a',
      revision: 1,
      version: 1,
    });
  });
});
