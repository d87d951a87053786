import { render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { IncidentsLink, type IncidentsLinkProps } from './IncidentsLink';

const show = (props: IncidentsLinkProps) =>
  render(
    <MemoryRouter>
      <IncidentsLink {...props} />
    </MemoryRouter>
  );

test.each<[IncidentsLinkProps, string, string]>([
  [{ node: 'a', from: 'now-1h', to: 'now' }, 'Memory incidents on this node', '?var-node=a&from=now-1h&to=now'],
  [{ namespace: 'apps', pod: 'web' }, 'Why did this pod die?', '?pod=apps%2Fweb'],
])('%p links by "%s"', (props, name, query) => {
  show(props);
  const href = `/a/tidemark-nodememory-app/incidents${query}`;
  expect(screen.getByRole('link', { name })).toHaveAttribute('href', href);
});

test('without a node and a pod there is no link', () => {
  show({ namespace: 'apps' });
  expect(screen.queryByRole('link')).not.toBeInTheDocument();
});
