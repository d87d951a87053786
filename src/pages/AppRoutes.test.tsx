import { render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';

import { AppRoutes } from './AppRoutes';

jest.mock('@grafana/scenes', () => ({
  ...jest.requireActual('@grafana/scenes'),
  useSceneApp: () => ({ Component: Here }),
}));

function Here() {
  const { pathname, search } = useLocation();
  return <p>{pathname + search}</p>;
}

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PluginPage: ({ children }: { children: React.ReactNode }) => children,
}));

function showAt(url: string) {
  render(
    <MemoryRouter initialEntries={[url]}>
      <Routes>
        <Route path="/a/tidemark-nodememory-app/*" element={<AppRoutes />} />
      </Routes>
    </MemoryRouter>
  );
}

it.each([
  ['', '/fleet'],
  ['/', '/fleet'],
  ['?from=now-6h&to=now', '/fleet?from=now-6h&to=now'],
  ['?var-node=lab-node&view=node', '/node?var-node=lab-node&view=node'],
  ['/node?var-node=lab-node', '/node?var-node=lab-node'],
])('the app at %p shows %s', (from, to) => {
  showAt(`/a/tidemark-nodememory-app${from}`);
  expect(screen.getByText(`/a/tidemark-nodememory-app${to}`)).toBeInTheDocument();
});

it.each([['unknown'], ['node/lab-node'], ['incidents/a/b'], ['nodes']])(
  'the page %p, which does not exist, is said so and leads on',
  (path) => {
    showAt(`/a/tidemark-nodememory-app/${path}?var-node=lab-node`);
    expect(screen.getByText(`Tidemark has no page “${path}”`)).toBeInTheDocument();
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/a/tidemark-nodememory-app/fleet?var-node=lab-node',
      '/a/tidemark-nodememory-app/node?var-node=lab-node',
      '/a/tidemark-nodememory-app/incidents?var-node=lab-node',
      '/a/tidemark-nodememory-app/week?var-node=lab-node',
      '/a/tidemark-nodememory-app/reserve?var-node=lab-node',
      '/a/tidemark-nodememory-app/signals?var-node=lab-node',
      '/a/tidemark-nodememory-app/numbers?var-node=lab-node',
    ]);
  }
);

it.each([['node/'], ['incidents/an-id'], ['incidents/a%2Fb']])('the page %p exists', (path) => {
  showAt(`/a/tidemark-nodememory-app/${path}`);
  expect(screen.queryByText(/has no page/)).not.toBeInTheDocument();
});
