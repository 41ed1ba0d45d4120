import { annotationsOf } from './annotationsOf';

it('takes the annotations out of a catalog-info.yaml', () => {
  const text =
    'kind: Component\nmetadata:\n  name: cart\n  annotations:\n    argocd/app-name: cart-dev\n    argocd/instance-name: main\nspec:\n  type: service\n';
  expect(annotationsOf(text)).toBe('argocd/app-name: cart-dev\nargocd/instance-name: main');
});

it('gives a text without annotations as it is', () => {
  expect(annotationsOf('kind: Component\n')).toBe('kind: Component\n');
});
