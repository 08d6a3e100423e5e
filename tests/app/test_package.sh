#!/usr/bin/env bash
# What `cmake --install` and `cpack -G DEB` make of a finished build. CTest runs it once a part:
#   test_package.sh install|desktop|file-types|deb BUILD SOURCE VERSION
# Everything is written to a folder of its own. Exit status 77: the part is skipped, a tool that it needs is missing.
set -euo pipefail
part=$1 build=$2 source=$3 version=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -m 700 "$work/runtime"
failures=0

fail() {
  echo "FAIL: $*"
  failures=$((failures + 1))
}

# check WORDS COMMAND...: the command must succeed; what it prints is shown where it does not.
check() {
  local what=$1 output
  shift
  if output=$("$@" 2>&1); then
    echo "ok: $what"
  else
    fail "$what"
    echo "$output" | sed 's/^/      /'
  fi
}

equal() {
  if [ "$2" = "$3" ]; then echo "ok: $1"; else fail "$1: '$2', not '$3'"; fi
}

needs() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || {
      echo "SKIP: $part needs $tool (app/packages.txt)"
      exit 77
    }
  done
}

install_tree() {
  check "cmake --install" env DESTDIR="$work/tree" cmake --install "$build" --prefix /usr
  usr=$work/tree/usr
}

files_below() { (cd "$1" && find . -type f | sort); }

# Programs run away from the user's settings, without a display and without hints where the sample is.
isolated() {
  env -u QUANTSCOPE_SAMPLE HOME="$work/home" XDG_CONFIG_HOME="$work/home/config" XDG_CACHE_HOME="$work/home/cache" \
    XDG_RUNTIME_DIR="$work/runtime" LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen "$@"
}

expected_files() {
  {
    program_files
    (cd "$source/resources" && find accelerators models -type f) | sed 's|^|./share/quantscope/|'
  } | sort
}

program_files() {
  cat <<'FILES'
./bin/quantscope
./bin/quantscope-cli
./share/applications/quantscope.desktop
./share/doc/quantscope/README.md
./share/doc/quantscope/copyright
./share/icons/hicolor/scalable/apps/quantscope.svg
./share/man/man1/quantscope-cli.1
./share/man/man1/quantscope.1
./share/metainfo/local.quantscope.quantscope.metainfo.xml
./share/mime/packages/quantscope.xml
./share/quantscope/LICENSE-WordNet
./share/quantscope/README.md
./share/quantscope/wordnet-llama.h5
FILES
}

# The page must name every word of the program's own help: options where the pattern is of options, else commands.
man_page_names() {
  local page text word
  page=$1
  shift
  text=$(sed 's/\\-/-/g; s/\\f[BIR]//g' "$page")
  for word in "$@"; do
    grep -qw -e "$word" <<<"$text" || fail "$(basename "$page") does not name '$word'"
  done
  echo "ok: $(basename "$page") has been searched for $# words of --help"
}

test_install() {
  needs python3
  install_tree
  equal "installed files" "$(files_below "$usr")" "$(expected_files)"
  equal "quantscope --version" "$(isolated "$usr/bin/quantscope" --version)" "quantscope $version"
  equal "quantscope-cli --version" "$(isolated "$usr/bin/quantscope-cli" --version)" "quantscope-cli $version"
  check "the command line reads the installed sample" isolated "$usr/bin/quantscope-cli" info --quiet \
    "$usr/share/quantscope/wordnet-llama.h5"
  # A device that the source tree does not have: the descriptions read are the installed ones.
  sed 's/"id": "v100"/"id": "installed-only"/' "$usr/share/quantscope/accelerators/v100.json" \
    >"$usr/share/quantscope/accelerators/installed-only.json"
  check "the command line reads the installed devices" isolated "$usr/bin/quantscope-cli" devices installed-only --quiet

  local words
  mapfile -t words < <(isolated "$usr/bin/quantscope" --help | sed -n 's/^ *\(-[^- ]*, \)*\(--[a-z-]*\).*/\2/p')
  man_page_names "$usr/share/man/man1/quantscope.1" "${words[@]}"
  [ ${#words[@]} -gt 4 ] || fail "the options of quantscope were not found in its help"
  mapfile -t words < <(isolated "$usr/bin/quantscope-cli" --help |
    sed -n '/^Subcommands:/,$s/^  \([a-z][a-z-]*\) .*/\1/p')
  man_page_names "$usr/share/man/man1/quantscope-cli.1" "${words[@]}"
  [ ${#words[@]} -gt 4 ] || fail "the commands of quantscope-cli were not found in its help"

  # Another model in the sample's place tells it from the one in the source tree, whose path the program knows too.
  python3 - "$work/beside_the_program.npy" <<'PYTHON'
import struct, sys
header = "{'descr': '<f4', 'fortran_order': False, 'shape': (16, 32), }"
header += " " * (63 - (10 + len(header)) % 64) + "\n"
values = [((i * 37) % 101 - 50) / 50 for i in range(16 * 32)]
with open(sys.argv[1], "wb") as file:
    file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
    file.write(struct.pack("<%df" % len(values), *values))
PYTHON
  rm "$usr/share/quantscope/wordnet-llama.h5"
  check "a model in the sample's place" isolated "$usr/bin/quantscope-cli" import "$work/beside_the_program.npy" --quiet \
    --out "$usr/share/quantscope/wordnet-llama.h5"
  check "a report of the sample" isolated "$usr/bin/quantscope" --headless-report "$work/report"
  grep -q beside_the_program "$work/report/outliers.csv" ||
    fail "the sample is not the one in share/quantscope"
}

# value FILE KEY: of a desktop file.
value() { sed -n "s/^$2=//p" "$1"; }

test_desktop() {
  needs desktop-file-validate appstreamcli xmllint
  install_tree
  local desktop=$usr/share/applications/quantscope.desktop metainfo type
  metainfo=$(echo "$usr"/share/metainfo/*.metainfo.xml)
  check "desktop file" desktop-file-validate --no-hints "$desktop"
  equal "warnings of the desktop file" "$(desktop-file-validate "$desktop" 2>&1)" ""
  check "AppStream data" appstreamcli validate --no-net "$metainfo"
  check "AppStream data in its tree" appstreamcli validate-tree --no-net "$work/tree"

  equal "the window's desktop file" quantscope \
    "$(sed -n 's/.*setDesktopFileName(QStringLiteral("\(.*\)")).*/\1/p' "$source/app/gui/main.cpp")"
  equal "program of the desktop file" "$(value "$desktop" Exec)" "quantscope %f"
  [ -f "$usr/share/icons/hicolor/scalable/apps/$(value "$desktop" Icon).svg" ] || fail "the icon is not installed"
  equal "desktop file of the AppStream data" "$(xmllint --xpath 'string(/component/launchable)' "$metainfo")" \
    quantscope.desktop
  equal "name of the AppStream data" "$(basename "$metainfo")" \
    "$(xmllint --xpath 'string(/component/id)' "$metainfo").metainfo.xml"
  equal "latest release" "$(xmllint --xpath 'string(/component/releases/release[1]/@version)' "$metainfo")" "$version"
  for type in $(xmllint --xpath '/component/provides/mediatype/text()' "$metainfo"); do
    grep -q "type=\"$type\"" "$usr/share/mime/packages/quantscope.xml" || fail "$type is not declared"
    [[ ";$(value "$desktop" MimeType)" == *";$type;"* ]] || fail "the desktop file does not open $type"
  done

  if command -v groff >/dev/null; then
    for page in "$usr"/share/man/man1/*; do
      equal "warnings of $(basename "$page")" "$(groff -man -ww -z -Tutf8 "$page" 2>&1)" ""
    done
  else
    echo "not checked: the man pages' markup (no groff)"
  fi
}

test_file_types() {
  needs xmllint update-mime-database gio
  # Debian's python3 is the one that python3-h5py belongs to.
  /usr/bin/python3 -c 'import h5py, numpy' 2>/dev/null || {
    echo "SKIP: file-types needs h5py (app/packages.txt)"
    exit 77
  }
  install_tree
  check "MIME types are XML" xmllint --noout "$usr/share/mime/packages/quantscope.xml"
  mkdir -p "$work/data/mime/packages" "$work/files"
  cp "$usr/share/mime/packages/quantscope.xml" /usr/share/mime/packages/freedesktop.org.xml "$work/data/mime/packages"
  equal "complaints of update-mime-database" \
    "$(XDG_DATA_DIRS="$work/data" update-mime-database "$work/data/mime" 2>&1 || echo failed)" ""

  cp "$usr/share/quantscope/wordnet-llama.h5" "$work/files/sample.h5"
  /usr/bin/python3 - "$work/files" <<'PYTHON'
import h5py, numpy, sys
folder = sys.argv[1] + "/"
def header(file):
    file.attrs["format"] = "quantscope-model"
    file.attrs["format_version"] = 1
for name, options in {"h5py.h5": {}, "latest.h5": {"libver": "latest"}, "no-ending": {}}.items():
    with h5py.File(folder + name, "w", **options) as file:
        header(file)
        file["weights/a.weight"] = numpy.zeros((64, 64), "f2")
with h5py.File(folder + "foreign.h5", "w") as file:
    file.attrs["keras_version"] = "2.1"
    file["model_weights/dense/kernel"] = numpy.ones((64, 64), "f4")
with h5py.File(folder + "data-first.h5", "w") as file:
    file["weights/a.weight"] = numpy.zeros((640, 64), "f4")
    for i in range(200):
        file["weights/%d.weight" % i] = i
    header(file)
PYTHON
  echo text >"$work/files/text.h5"
  echo '{"format": "quantscope-session", "format_version": 1}' >"$work/files/a.quantscope"
  echo '{"format": "other"}' >"$work/files/other.json"

  local file type
  while read -r file type; do
    equal "type of $file" "$(XDG_DATA_DIRS="$work/data" XDG_DATA_HOME="$work/none" \
      gio info -a standard::content-type "$work/files/$file" | sed -n 's/.*standard::content-type: //p')" "$type"
  done <<'TYPES'
sample.h5 application/x-quantscope-model
h5py.h5 application/x-quantscope-model
latest.h5 application/x-quantscope-model
no-ending application/x-quantscope-model
foreign.h5 application/x-hdf
data-first.h5 application/x-hdf
text.h5 application/x-hdf
a.quantscope application/x-quantscope-session
other.json application/json
TYPES
}

test_deb() {
  needs cpack dpkg-deb dpkg-shlibdeps file
  install_tree
  check "cpack -G DEB" cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work/deb"
  local package architecture field pattern
  architecture=$(dpkg --print-architecture)
  package=$work/deb/quantscope_${version}_$architecture.deb
  [ -f "$package" ] || { fail "no $(basename "$package") among: $(ls "$work/deb")"; return; }
  dpkg-deb -I "$package"

  while read -r field pattern; do
    [[ "$(dpkg-deb -f "$package" "$field")" =~ $pattern ]] || fail "$field does not match '$pattern'"
  done <<FIELDS
Package ^quantscope$
Version ^${version//./\\.}$
Section ^science$
Architecture ^$architecture$
Maintainer ^.+\ <.+@.+>$
Depends libc6
Depends libqt6widgets6
Depends libqt6svg6
Depends libqcustomplot
Depends libhdf5
Depends libtbb
Description ^explore\ the\ quantization
FIELDS
  mkdir "$work/unpacked"
  dpkg-deb -x "$package" "$work/unpacked"
  equal "the package's files" "$(files_below "$work/unpacked/usr")" "$(files_below "$usr")"
  equal "folders of the package" "$(ls "$work/unpacked")" usr
  equal "owners" "$(dpkg-deb -c "$package" | awk '{print $2}' | sort -u)" root/root
  equal "modes" "$(dpkg-deb -c "$package" | awk '{print $1}' | sort -u | xargs)" "-rw-r--r-- -rwxr-xr-x drwxr-xr-x"
  for program in quantscope quantscope-cli; do
    file "$work/unpacked/usr/bin/$program" | grep -q ', stripped' || fail "$program is not stripped"
    equal "$program of the package" "$(isolated "$work/unpacked/usr/bin/$program" --version)" "$program $version"
  done
}

case $part in
  install) test_install ;;
  desktop) test_desktop ;;
  file-types) test_file_types ;;
  deb) test_deb ;;
  *) fail "there is no part '$part'" ;;
esac
[ $failures -eq 0 ]
