# What the tests need beside the SDK: sourced by ./test. Nothing is done where it is there already.
node_missing() { ! command -v node >/dev/null || ! command -v npm >/dev/null; }

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

install_debian() {
  if ! command -v apt-get >/dev/null; then
    echo "test: '$*' is missing and there is no apt-get here; install it by hand" >&2
    return 1
  fi
  as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# Servers that the tests start by themselves, each on free ports of the loopback. Debian would start them as services
# too; for as long as they are being installed it is told not to.
install_servers() {
  local policy=/usr/sbin/policy-rc.d made=""
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null && as_root chmod +x "$policy" && made=yes
  fi
  install_debian "$@"
  local outcome=$?
  [ -z "$made" ] || as_root rm -f "$policy"
  return $outcome
}

missing_servers=""
for server in docker-registry haproxy prometheus prometheus-alertmanager; do
  [ -x "/usr/sbin/$server" ] || [ -x "/usr/bin/$server" ] || missing_servers="$missing_servers $server"
done
if [ -n "$missing_servers" ]; then
  install_servers $missing_servers || return 1
fi

if node_missing; then
  install_debian nodejs npm || return 1
fi

# What the examples for CI systems are written with.
for tool in curl jq; do
  command -v "$tool" >/dev/null || install_debian "$tool" || return 1
done

# The dashboard is tested in a real browser, with letters that every Debian machine has.
if [ ! -x /usr/bin/chromium ]; then
  install_debian chromium fonts-dejavu-core fonts-liberation || return 1
fi

# Time zones of freezes are looked up where every Debian program looks for them.
if [ ! -e /usr/share/zoneinfo/Europe/Berlin ]; then
  install_debian tzdata || return 1
fi

# Tests start clusters of their own from these binaries. The package makes one and starts it as a service; where there
# was none before, that one goes again.
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  had_clusters=$(ls /etc/postgresql/*/* 2>/dev/null)
  install_debian postgresql || return 1
  if [ -z "$had_clusters" ]; then
    pg_lsclusters -h | while read -r version name _; do as_root pg_dropcluster --stop "$version" "$name"; done
  fi
fi

(cd tests/clients && npm ci --no-audit --no-fund --loglevel=error) || return 1
