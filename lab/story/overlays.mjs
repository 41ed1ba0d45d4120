// Edits of an overlay of the GitOps repository.

export const withTag = tag => text => text.replace(/newTag: .*/, `newTag: ${tag}`);
export const withFault = fault => text => text.replace(/value: (none|hang|crash|oom)/, `value: ${fault}`);

/** A port above 65535 is one that the API server refuses. */
export const withPort = port => text => `${text}  - target:
      kind: Service
    patch: |-
      - op: replace
        path: /spec/ports/0/port
        value: ${port}
`;
