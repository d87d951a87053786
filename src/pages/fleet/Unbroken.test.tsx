import { render } from '@testing-library/react';
import React from 'react';

import { Unbroken } from './Unbroken';

it.each([
  ['7974 MiB left (59 %), line assumed', ['7974 MiB', '(59 %),']],
  ['requests 31 %, limits 115 % of allocatable', ['31 %,', '115 %']],
  ['pods are evicted in about 9.8 h (7.7–20) if it goes on', ['9.8 h']],
  ['unknown', []],
])('%s keeps numbers with their units, and says the same', (text, unbroken) => {
  const { container } = render(<Unbroken text={text} />);
  expect(container.textContent).toBe(text);
  expect([...container.querySelectorAll('span')].map((span) => span.textContent)).toEqual(unbroken);
});
