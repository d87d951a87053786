import type { NavModelItem } from '@grafana/data';
import { locationService, type PluginPageProps } from '@grafana/runtime';
import { Tab, TabsBar, Text } from '@grafana/ui';
import React from 'react';

/** A page of the app: title, tabs, actions and content, in Grafana's order. */
export function PreviewPage({ pageNav, subTitle, actions, renderTitle, children }: PluginPageProps) {
  const parent = pageNav?.parentItem && pageNav.children === undefined ? pageNav.parentItem : pageNav;
  const title = pageNav?.text ?? '';
  return (
    <div style={{ display: 'flex', flexDirection: 'column', flex: 1, gap: 16 }}>
      <header style={{ display: 'flex', justifyContent: 'space-between', gap: 16 }}>
        <div>
          {renderTitle ? renderTitle(title) : <h1 style={{ margin: 0 }}>{title}</h1>}
          {subTitle !== undefined && <Text color="secondary">{subTitle as string}</Text>}
        </div>
        <div>{actions}</div>
      </header>
      <Tabs items={parent?.children ?? []} />
      <div style={{ display: 'flex', flexDirection: 'column', flex: 1 }}>{children}</div>
    </div>
  );
}

function Tabs({ items }: { items: readonly NavModelItem[] }) {
  if (items.length === 0) {
    return null;
  }
  return (
    <TabsBar>
      {items.map(({ text, url = '', active }) => (
        <Tab
          key={text}
          label={text}
          active={active}
          href={url}
          onChangeTab={(event) => {
            event?.preventDefault();
            locationService.push(url);
          }}
        />
      ))}
    </TabsBar>
  );
}
