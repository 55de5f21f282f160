# What the tests need beside the SDK: sourced by ./test. Nothing is done where it is there already.
node_missing() { ! command -v node >/dev/null || ! command -v npm >/dev/null; }

install_debian() {
  if ! command -v apt-get >/dev/null; then
    echo "test: '$*' is missing and there is no apt-get here; install it by hand" >&2
    return 1
  fi
  local as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  $as_root apt-get update -q && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends "$@"
}

if node_missing; then
  install_debian nodejs npm || return 1
fi

# Time zones of freezes are looked up where every Debian program looks for them.
if [ ! -e /usr/share/zoneinfo/Europe/Berlin ]; then
  install_debian tzdata || return 1
fi

(cd tests/clients && npm ci --no-audit --no-fund --loglevel=error) || return 1
