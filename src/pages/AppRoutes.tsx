import { SceneApp, useSceneApp } from '@grafana/scenes';
import React from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';

import { APP_ROOT } from './ids';
import { ROUTES } from './routes';

/** The pages of the routing table; the bare root leads to the first, query string included. */
export function AppRoutes() {
  const app = useSceneApp(buildApp);
  const { search } = useLocation();
  const start = `${APP_ROOT}/${ROUTES[0].path}${search}`;
  return (
    <Routes>
      <Route path="/" element={<Navigate replace to={start} />} />
      <Route path="*" element={<app.Component model={app} />} />
    </Routes>
  );
}

function buildApp(): SceneApp {
  return new SceneApp({
    pages: ROUTES.map(({ path, build }) => build(path)),
    urlSyncOptions: { updateUrlOnInit: true, createBrowserHistorySteps: true },
  });
}
