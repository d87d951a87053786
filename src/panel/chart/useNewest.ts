import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * One function for as long as the component lives, which calls the newest one. Grafana's uPlot plugins hook into the plot anew with
 * each function they are given: they would keep every refresh's, and listen to none that came after the plot was made.
 */
export function useNewest<Argument>(call: (argument: Argument) => void): (argument: Argument) => void {
  const newest = useRef(call);
  useLayoutEffect(() => {
    newest.current = call;
  }, [call]);
  return useCallback((argument) => newest.current(argument), []);
}
