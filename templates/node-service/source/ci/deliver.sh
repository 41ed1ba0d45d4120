#!/bin/sh
# sh ci/deliver.sh ENVIRONMENT [FROM]: builds the image and asks for it in an environment, or asks for the one that another environment runs.
# It needs REGISTRY_USER, REGISTRY_PASSWORD, GITOPS_TOKEN and what GitHub Actions and Gitea Actions set themselves.
set -eu
if [ $# -eq 1 ]; then
  version="0.1.$GITHUB_RUN_NUMBER"
  echo "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USER" --password-stdin "${IMAGE%%/*}"
  docker build --tag "$IMAGE:$version" \
    --label "org.opencontainers.image.revision=$GITHUB_SHA" \
    --label "org.opencontainers.image.source=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" \
    --label "org.opencontainers.image.version=$version" .
  docker push "$IMAGE:$version"
  digest=$(docker inspect --format '{{index .RepoDigests 0}}' "$IMAGE:$version")
  digest="${digest#*@}"
fi
tries=0
# Somebody else may commit to the GitOps repository at the same moment.
while :; do
  gitops=$(mktemp -d)
  git clone --quiet --depth 1 "${GITOPS%%://*}://slipway:$GITOPS_TOKEN@${GITOPS#*://}" "$gitops"
  overlays="$gitops/$GITOPS_FOLDER/overlays"
  if [ $# -eq 1 ]; then
    node ci/setImage.js "$overlays/$1/kustomization.yaml" "$version" "$digest"
  else
    version=$(node ci/setImage.js "$overlays/$1/kustomization.yaml" --from "$overlays/$2/kustomization.yaml")
  fi
  git -C "$gitops" -c user.name="$SERVICE CI" -c user.email="ci@localhost" commit --quiet --allow-empty --all \
    -m "$SERVICE: $version to $1" -m "Source-commit: $GITHUB_REPOSITORY@$GITHUB_SHA"
  git -C "$gitops" push --quiet && break
  tries=$((tries + 1))
  [ "$tries" -lt 5 ] || exit 1
done
