import { render, screen } from '@testing-library/react';
import React from 'react';

import { LazyConfigEditor } from './LazyConfigEditor';

jest.mock('./ConfigEditor', () => ({ ConfigEditor: ({ name }: { name: string }) => <p>Settings of {name}</p> }));

it('loads the settings’ editor and gives it what Grafana gave', async () => {
  const props = { name: 'Tidemark' } as unknown as Parameters<typeof LazyConfigEditor>[0];
  render(<LazyConfigEditor {...props} />);
  expect(screen.getByText('Loading the settings…')).toBeInTheDocument();
  expect(await screen.findByText('Settings of Tidemark')).toBeInTheDocument();
});
