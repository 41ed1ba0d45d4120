/**
 * What each part is built from. `binaries` maps a binary to its main package, `define` sets variables by the linker,
 * `files` are copied from a module for the time of running, and `edits` change a line of a module's source.
 */
export const parts = {
  etcd: { binaries: { etcd: 'go.etcd.io/etcd/server/v3' } },
  kubernetes: {
    binaries: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
      kubectl: 'k8s.io/kubernetes/cmd/kubectl',
    },
    define: {
      'k8s.io/component-base/version.gitVersion': 'v1.36.3',
      'k8s.io/component-base/version.gitMajor': '1',
      'k8s.io/component-base/version.gitMinor': '36',
    },
  },
  kwok: {
    binaries: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' },
    files: [{ module: 'sigs.k8s.io/kwok', from: 'kustomize/stage', to: 'stage' }],
  },
  argocd: {
    binaries: { argocd: 'github.com/argoproj/argo-cd/v3/cmd' },
    define: { 'github.com/argoproj/argo-cd/v3/common.version': '3.2.11' },
    files: [{ module: 'github.com/argoproj/argo-cd/v3', from: 'manifests/crds', to: 'crds' }],
    // These controllers have no setting for the address of their metrics, and nothing here listens beyond loopback.
    edits: [
      {
        module: 'github.com/argoproj/argo-cd/v3',
        file: 'controller/appcontroller.go',
        from: 'fmt.Sprintf("0.0.0.0:%d", metricsPort)',
        to: 'fmt.Sprintf("127.0.0.1:%d", metricsPort)',
      },
    ],
  },
  rollouts: {
    binaries: { 'rollouts-controller': 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller' },
    define: { 'github.com/argoproj/argo-rollouts/utils/version.version': 'v1.8.5' },
    files: [{ module: 'github.com/argoproj/argo-rollouts', from: 'manifests/crds', to: 'crds' }],
    edits: [
      {
        module: 'github.com/argoproj/argo-rollouts',
        file: 'controller/controller.go',
        from: '"0.0.0.0:%d"',
        to: '"127.0.0.1:%d"',
      },
    ],
  },
  gitea: {
    binaries: { gitea: 'code.gitea.io/gitea' },
    tags: 'sqlite sqlite_unlock_notify',
    files: ['templates', 'options', 'public'].map(folder => ({ module: 'code.gitea.io/gitea', from: folder, to: folder })),
  },
  kustomize: { binaries: { kustomize: 'sigs.k8s.io/kustomize/kustomize/v5' } },
  helm: { binaries: { helm: 'helm.sh/helm/v3/cmd/helm' } },
};
