# Shared by installer/run and tests/run (source it; POSIX shell): progress on the terminal and the packages of packages.txt.
# ROOT is the source tree. Nothing here reads standard input.

ROOT=$(cd "$(dirname "$0")/.." && pwd) || exit 1
HEARTBEAT=

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }
now() { date +%s; }

stop_heartbeat() {
  [ -z "$HEARTBEAT" ] || { kill "$HEARTBEAT" && wait "$HEARTBEAT"; } 2>/dev/null
  HEARTBEAT=
}
trap stop_heartbeat EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Every ten seconds one line: how long the step has run, and the last line of its log.
start_heartbeat() {
  (
    while sleep 10 >/dev/null 2>&1; do
      say "      $(($(now) - $2)) s  $(tail -n 1 "$1" | tr -d '\r' | cut -c 1-100)"
    done
  ) &
  HEARTBEAT=$!
}

# step LOG SENTENCE COMMAND...: runs the command with its output in LOG; what went wrong is shown when it fails.
step() {
  log=$1 sentence=$2
  shift 2
  began=$(now)
  mkdir -p "$(dirname "$log")" && : >"$log" || die "cannot write $log"
  say "  ..  $sentence"
  start_heartbeat "$log" "$began"
  "$@" >"$log" 2>&1 </dev/null
  status=$?
  stop_heartbeat
  if [ "$status" -ne 0 ]; then
    tail -n 80 "$log" >&2
    say "FAIL  $sentence ($(($(now) - began)) s); the whole output is in $log" >&2
    exit "$status"
  fi
  say "  ok  $sentence ($(($(now) - began)) s)"
}

# The packages of the given kinds that are neither installed nor provided by an installed one, in one line.
missing_packages() {
  dpkg-query -W -f='${db:Status-Status} ${Package} ${Provides}\n' | awk -v kinds=" $* " '
    FNR == NR { if ($1 == "installed") for (i = 2; i <= NF; ++i) { sub(/,$/, "", $i); have[$i] = 1 } next }
    /^#/ || NF < 2 { next }
    index(kinds, " " $NF " ") && !($1 in have) { printf "%s%s", separator, $1; separator = " " }
  ' - "$ROOT/installer/packages.txt"
}

# Whether sudo works; it asks for a password only on a terminal.
become_root() {
  command -v sudo >/dev/null || return 1
  if [ -t 0 ]; then sudo -v; else sudo -n true 2>/dev/null; fi
}

# install_missing KIND...: installs what these kinds of packages.txt lack. Needs root only when something is missing.
install_missing() {
  command -v dpkg-query >/dev/null || die "this is not Debian: install what installer/packages.txt lists by hand"
  packages=$(missing_packages "$@")
  [ -n "$packages" ] || return 0
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    become_root || die "these packages are missing; install them as root and run this again:
  apt-get update && apt-get install --no-install-recommends $packages"
  fi
  say "Packages that are missing: $packages"
  logs=${TMPDIR:-/tmp}/countersign-installer.$(id -u)
  step "$logs/update.log" "Reading Debian's package lists" $as_root apt-get -o DPkg::Lock::Timeout=300 update
  step "$logs/install.log" "Installing them" $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $packages
}

# build_preset PRESET [TARGET...]: configures build/PRESET and builds it (or only these targets) on every processor.
build_preset() {
  preset=$1
  shift
  step "$ROOT/build/$preset/configure.log" "Configuring the preset $preset" \
    cmake -S "$ROOT" --preset "$preset"
  step "$ROOT/build/$preset/build.log" "Building it on $(nproc) processors" \
    cmake --build "$ROOT/build/$preset" --parallel "$(nproc)" ${1:+--target} "$@"
}
