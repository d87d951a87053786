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
  ['', '/node'],
  ['/', '/node'],
  ['?var-node=lab-node&view=node', '/node?var-node=lab-node&view=node'],
  ['/node?var-node=lab-node', '/node?var-node=lab-node'],
])('the app at %p shows %s', (from, to) => {
  showAt(`/a/tidemark-nodememory-app${from}`);
  expect(screen.getByText(`/a/tidemark-nodememory-app${to}`)).toBeInTheDocument();
});
