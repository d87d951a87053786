import { SceneApp, useSceneApp } from '@grafana/scenes';
import React from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';

import { APP_ROOT } from './ids';
import { isKnown, ROUTES } from './routes';
import { UnknownPage } from './UnknownPage';

/** The pages of the routing table; the bare root leads to the first, and an old link to it that names a node to that node. */
export function AppRoutes() {
  const { search } = useLocation();
  const path = new URLSearchParams(search).has('var-node') ? 'node' : ROUTES[0].path;
  const start = `${APP_ROOT}/${path}${search}`;
  return (
    <Routes>
      <Route path="/" element={<Navigate replace to={start} />} />
      <Route path="*" element={<Page />} />
    </Routes>
  );
}

function Page() {
  const app = useSceneApp(buildApp);
  const { pathname, search } = useLocation();
  // Not by the route's own parameter, which is decoded: an id may hold a slash.
  const path = pathname.slice(APP_ROOT.length + 1);
  return isKnown(path) ? <app.Component model={app} /> : <UnknownPage path={path} search={search} />;
}

function buildApp(): SceneApp {
  return new SceneApp({
    pages: ROUTES.map(({ path, build }) => build(path)),
    urlSyncOptions: { updateUrlOnInit: true, createBrowserHistorySteps: true },
  });
}
