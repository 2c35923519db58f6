#!/usr/bin/env bash
# What teams have in their pipelines: clone, copy, commit, push.
#
#   clone-and-push.sh REMOTE ENVIRONMENT APP FILES
set -euo pipefail
remote=$1 environment=$2 app=$3 files=$4

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet --depth 1 --branch main "$remote" "$work/repository"
cd "$work/repository"
folder="environments/$environment/apps/$app"
rm -rf "$folder"
mkdir -p "$folder"
cp -R "$files/." "$folder/"
git add --all "$folder"
git -c user.name=CI -c user.email=ci@example.com commit --quiet --message "Deploy $app to $environment"
git push --quiet origin main
