import { readPasted } from './readPasted';

const KIND = 'kind: KubeletConfiguration\n';

describe('readPasted', () => {
  it.each([
    [
      'the article’s node',
      `${KIND}kubeReserved: {memory: 1638Mi}\nevictionHard: {memory.available: 750Mi}`,
      { reserved: '1638Mi', evictionHard: '750Mi' },
    ],
    [
      'both reserves as their sum',
      `${KIND}kubeReserved: {memory: 1Gi}\nsystemReserved: {memory: 512Mi}\nevictionHard: {memory.available: "5%"}`,
      { reserved: '1536Mi', evictionHard: '5%' },
    ],
    ['the kubelet’s default threshold where none is set', KIND, { reserved: '0', evictionHard: '100Mi' }],
    [
      'what /configz answers',
      '{"kubeletconfig":{"systemReserved":{"memory":"1Gi"},"evictionHard":{"memory.available":"200Mi"}}}',
      { reserved: '1Gi', evictionHard: '200Mi' },
    ],
  ])('reads %s', (_, text, texts) => {
    expect(readPasted(text)).toEqual({ texts, problems: [] });
  });

  it.each([
    ['what is neither YAML nor JSON', 'a: [1', /^This is neither YAML nor JSON/],
    ['another object', 'kind: Pod', /^This is a "Pod"/],
    ['a wrong amount', `${KIND}kubeReserved: {memory: 1638}`, /^kubeReserved\.memory: "1638"/],
    ['a threshold on disks only', `${KIND}evictionHard: {nodefs.available: "10%"}`, /never evicts for memory/],
  ])('refuses %s', (_, text, problem) => {
    const { texts, problems } = readPasted(text);
    expect(texts).toBeUndefined();
    expect(problems[0]).toMatch(problem);
  });
});
