#!/usr/bin/env bash
# Makes the pictures of the documentation anew from the pages in this folder. It needs Chromium and Noto's fonts; on Debian:
#   apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji pngquant
# pngquant makes the files a third as large; without it they are as Chromium leaves them.
# CHROMIUM names another browser. Name pages to make only those: make.sh card wall
set -euo pipefail
cd "$(dirname "$0")"

browser=${CHROMIUM:-}
for candidate in chromium chromium-browser google-chrome; do
  [ -n "$browser" ] || browser=$(command -v "$candidate" || true)
done
[ -n "$browser" ] || { echo "make.sh: no chromium found; please install it, or set CHROMIUM" >&2; exit 1; }

profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
look() {
  "$browser" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --hide-scrollbars --disable-lcd-text \
    --force-device-scale-factor=2 --user-data-dir="$profile" --virtual-time-budget=2000 "$@" 2>"$profile/log"
}

width=440
pages=("$@")
(($#)) || for page in *.html; do pages+=("${page%.html}"); done
for page in "${pages[@]}"; do
  for lang in en zh-Hans; do
    url="file://$PWD/$page.html?$lang"
    height=$(look --window-size=$width,900 --dump-dom "$url" | sed -n 's/.*height=\([0-9]*\).*/\1/p')
    look --window-size="$width,${height:?the page did not tell its height}" --screenshot="$profile/shot.png" "$url"
    ! command -v pngquant >/dev/null || pngquant --force --strip --speed 1 --ext .png 96 "$profile/shot.png"
    mv "$profile/shot.png" "../$page.$lang.png"
    echo "docs/img/$page.$lang.png ${width}x$height"
  done
done
