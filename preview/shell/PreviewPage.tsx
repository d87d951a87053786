import type { NavModelItem } from '@grafana/data';
import { locationService, type PluginPageProps } from '@grafana/runtime';
import { Tab, TabsBar, Text, TextLink } from '@grafana/ui';
import React from 'react';

/** A page of the app: title, tabs, actions and content, in Grafana's order. */
export function PreviewPage({ pageNav, subTitle, actions, renderTitle, children }: PluginPageProps) {
  const parent = pageNav?.parentItem && pageNav.children === undefined ? pageNav.parentItem : pageNav;
  const title = pageNav?.text ?? '';
  return (
    <div style={{ display: 'flex', flexDirection: 'column', flex: 1, gap: 16 }}>
      <Breadcrumbs item={pageNav} />
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

/** Where the page stands, as Grafana's top bar says it. */
function Breadcrumbs({ item }: { item: NavModelItem | undefined }) {
  const trail = trailOf(item);
  return trail.length < 2 ? null : (
    <nav aria-label="Breadcrumbs" style={{ display: 'flex', gap: 8 }}>
      {trail.map(({ text, url = '' }, index) =>
        index === trail.length - 1 ? (
          <span key={text}>{text}</span>
        ) : (
          <TextLink key={text} inline={false} href={url}>
            {text}
          </TextLink>
        )
      )}
    </nav>
  );
}

const trailOf = (item: NavModelItem | undefined): readonly NavModelItem[] =>
  item === undefined ? [] : [...trailOf(item.parentItem), item];

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
