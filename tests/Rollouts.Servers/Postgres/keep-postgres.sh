# Runs a PostgreSQL cluster in a folder of its own for as long as whoever started this lives: its commands come over
# standard input, and when that ends, however it ends, the server is stopped and the folder removed.
# usage: sh keep-postgres.sh <folder of the binaries> <folder> [server options]
binaries=$1
folder=$2
shift 2

"$binaries/initdb" -D "$folder/data" -A trust -U rollouts --no-sync -E UTF8 --locale=C.UTF-8 >"$folder/log" 2>&1 ||
  { cat "$folder/log" >&2; exit 1; }

start() {
  "$binaries/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= "$@" >>"$folder/log" 2>&1 &
  server=$!
  tries=0
  until "$binaries/pg_isready" -q -h "$folder"; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 $server 2>/dev/null; then cat "$folder/log" >&2; exit 1; fi
    sleep 0.1
  done
}

stop() {
  kill -"$1" $server 2>/dev/null
  wait $server
}

start "$@"
echo ready
while read -r word; do
  case $word in
    stop) stop INT ;;
    crash) stop QUIT ;;
    start) start "$@" ;;
  esac
  echo "$word"
done
stop QUIT
rm -rf "$folder"
