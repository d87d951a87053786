import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { KiB } from '../../domain/units';

import { ProfileChoice } from './ProfileChoice';

beforeAll(() => {
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
});

async function choose(name: string) {
  const onTry = jest.fn();
  render(<ProfileChoice capacity={7120616 * KiB} onTry={onTry} />);
  // jsdom gives the list no size, so that it draws no option; the keyboard chooses all the same.
  await userEvent.type(screen.getByRole('combobox'), `${name}{ArrowDown}{Enter}`);
  return onTry;
}

test('tries what the article’s node was given', async () => {
  expect(await choose('AKS before 1.29')).toHaveBeenCalledWith({ reserved: '1638Mi', evictionHard: '750Mi' });
});

test('asks for the number of pods where the formula needs it', async () => {
  const onTry = await choose('EKS');
  expect(onTry).not.toHaveBeenCalled();
  await userEvent.type(screen.getByLabelText(/Pods a node takes/), '29');
  expect(onTry).toHaveBeenLastCalledWith({ reserved: '574Mi', evictionHard: '100Mi' });
});

test('says of a provider without a memory threshold that there is nothing to draw', async () => {
  const onTry = await choose('k3s');
  expect(onTry).not.toHaveBeenCalled();
  expect(screen.getByText(/k3s sets no memory threshold/)).toBeInTheDocument();
});
