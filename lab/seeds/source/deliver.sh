#!/bin/sh
# deliver.sh FOLDER SERVICE: builds the image of a service and writes it into the GitOps repository.
set -eu
tag="v1.0.$GITHUB_RUN_NUMBER"
image="${GITHUB_SERVER_URL#http://}/shop/$2"
case "$GITHUB_REF_NAME" in
  release/*) target=staging ;;
  *) target=dev ;;
esac
digest=$(node image.mjs --folder "$1" --image "$image" --tag "$tag" \
  --label "org.opencontainers.image.revision=$GITHUB_SHA" \
  --label "org.opencontainers.image.source=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" \
  --label "org.opencontainers.image.version=$tag")
echo "Pushed $image:$tag@$digest"
# Whoever wants to see what happens between an image and its GitOps commit makes this file.
while [ -e "$LAB_HOLD" ]; do sleep 0.1; done
gitops=$(mktemp -d)
git clone --quiet "http://$REGISTRY_USER:$REGISTRY_PASSWORD@${GITHUB_SERVER_URL#http://}/shop/gitops.git" "$gitops"
file="$gitops/$2/$target/kustomization.yaml"
sed -i -E "s#newName:.*#newName: $image#; s#newTag:.*#newTag: $tag#; /^ +digest:/d" "$file"
sed -i -E "s#^( +)newTag:.*#&\n\1digest: $digest#" "$file"
git -C "$gitops" -c user.name=Delivery -c user.email=delivery@example.com commit --quiet --all \
  -m "Bring $2 $tag to $target" -m "Source-commit: $GITHUB_REPOSITORY@$GITHUB_SHA"
git -C "$gitops" push --quiet
rm -rf "$gitops"
echo "Asked for $2 $tag in $target"
