/** Worlds in which a review was once certain and wrong, or invented an incident: none may be so again (`npm run truth -- --only kept`). */
export const KEPT_SEEDS: readonly number[] = [
  1162, 1472, 1623, 1656, 1682, 1758, 1846, 2071, 5169, 20012, 20151, 20272, 30080, 81760, 200203, 202127, 205257,
  201318, 211345, 230109, 1011056, 1006250, 1007960, 1010521, 1012269, 1012895, 1013821, 1014430, 1014893, 30000845,
  7001706, 30003625, 30004660, 40008314, 40021784, 40023673,
];
