import { LoadingState } from '@grafana/data';

import { panelData } from '../testing/nodeFrames';

import { errorTexts, isLoading } from './queryState';

test.each([
  ['before the first answer', undefined, true],
  ['before it was asked', panelData({ state: LoadingState.NotStarted }), true],
  ['while it is asked', panelData({ state: LoadingState.Loading }), true],
  ['when it was answered', panelData({ state: LoadingState.Done }), false],
  ['when it failed', panelData({ state: LoadingState.Error }), false],
])('isLoading %s', (_, data, expected) => {
  expect(isLoading(data)).toBe(expected);
});

test.each([
  ['nothing failed', undefined, []],
  ['one reason is said once', [{ message: 'down' }, { message: 'down' }], ['down']],
  ['a status stands for a message that is missing', [{ statusText: 'Bad Gateway' }], ['Bad Gateway']],
  ['no reason is said to be none', [{}], ['The query failed without a reason.']],
])('errorTexts: %s', (_, errors, expected) => {
  expect(errorTexts(errors && panelData({ errors }))).toEqual(expected);
});
