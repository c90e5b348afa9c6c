#!/usr/bin/env bash
# Makes NotoSansCJKsc.otf anew: Noto Sans CJK SC, Regular, with the characters of our texts and every Chinese character of the
# basic block, for names are written with rare ones. Needs Debian's fonttools and fonts-noto-cjk. Only who changes the font runs it.
set -euo pipefail
cd "$(dirname "$0")"

from=/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
# Latin, punctuation, arrows, numbers in circles, a few signs, Chinese punctuation, Chinese characters, full-width forms.
unicodes=20-7E,A0-17F,2010-2027,2030-203E,20AC,2103,2190-2199,21A9,2200-220F,221A,2460-2473,25A0-25CF,2605,2606,26A0,2713,2717
unicodes+=,3000-3017,4E00-9FFF,FF01-FF5E

# The third font of the collection is that of simplified Chinese. What only a typesetter needs is left out.
pyftsubset "$from" --font-number=2 --unicodes="$unicodes" --output-file=NotoSansCJKsc.otf --no-hinting --layout-features= \
  --notdef-outline --drop-tables+=GSUB,GPOS,GDEF,BASE,vhea,vmtx,VORG,DSIG
