import { render, screen } from '@testing-library/react';
import React from 'react';

import { LazyAnnotationQueryEditor, LazyConfigEditor, LazyQueryEditor, LazyVariableQueryEditor } from './lazyEditors';

type Props = { readonly name: string };
jest.mock('./ConfigEditor', () => ({ ConfigEditor: ({ name }: Props) => <p>Settings of {name}</p> }));
jest.mock('./QueryEditor', () => ({ QueryEditor: ({ name }: Props) => <p>Query of {name}</p> }));
jest.mock('./VariableQueryEditor', () => ({ VariableQueryEditor: ({ name }: Props) => <p>Variable of {name}</p> }));
jest.mock('./AnnotationQueryEditor', () => ({
  AnnotationQueryEditor: ({ name }: Props) => <p>Annotation of {name}</p>,
}));

it.each([
  ['settings', LazyConfigEditor, 'Loading the settings…', 'Settings of Tidemark'],
  ['query', LazyQueryEditor, 'Loading the query’s fields…', 'Query of Tidemark'],
  ['variable', LazyVariableQueryEditor, 'Loading the query’s fields…', 'Variable of Tidemark'],
  ['annotation', LazyAnnotationQueryEditor, 'Loading the query’s fields…', 'Annotation of Tidemark'],
])('loads the editor of a %s and gives it what Grafana gave', async (_, Lazy, loading, shown) => {
  const Editor = Lazy as unknown as React.ComponentType<Props>;
  render(<Editor name="Tidemark" />);
  expect(screen.getByText(loading)).toBeInTheDocument();
  expect(await screen.findByText(shown)).toBeInTheDocument();
});
