import { GiB, MiB } from '../../domain/units';
import { AXIS_STEPS, axisTick, inMiBAndGiB } from './words';

describe('axisTick', () => {
  it.each([
    [0, '0 GiB'],
    [512 * MiB, '512 MiB'],
    [1.5 * GiB, '1.5 GiB'],
    [1024 * GiB, '1024 GiB'],
  ])('%d bytes read %s', (value, text) => {
    expect(axisTick(value)).toBe(text);
  });

  it('steps in powers of two only', () => {
    expect(AXIS_STEPS.every((step) => Number.isInteger(Math.log2(step)))).toBe(true);
  });
});

describe('inMiBAndGiB', () => {
  it.each([
    [4675304 * 1024, '4565 MiB · 4.46 GiB'],
    [750 * MiB, '750 MiB'],
  ])('%d bytes read %s', (value, text) => {
    expect(inMiBAndGiB(value)).toBe(text);
  });
});
