import { describeBoot } from './bootData';

// Grafana's libraries read this while they are loaded, so they come after it and not by a static import.
Object.assign(window, describeBoot(new URLSearchParams(window.location.search)));
void import('./start').then(({ start }) => start());
