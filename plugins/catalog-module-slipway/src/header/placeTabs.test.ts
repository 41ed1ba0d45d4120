import { placeTabs } from './placeTabs';

const tab = (label: string) => ({ id: label, label, href: label.toLowerCase() });

describe('the tabs of an entity', () => {
  it('stand on one line in their order, groups taken apart, unknown ones last', () => {
    const tabs = placeTabs([
      { id: 'development', label: 'Development', items: [tab('Scorecard'), tab('API')] },
      tab('TechDocs'),
      { id: 'deployment', label: 'Deployment', items: [tab('Kubernetes'), tab('Delivery')] },
      tab('Overview'),
    ]);
    expect(tabs.map(({ label }) => label)).toEqual(['Overview', 'Delivery', 'Kubernetes', 'API', 'Docs', 'Scorecard']);
  });
});
