using Npgsql;
using Rollouts.Bench.Store;
using Rollouts.Servers.Postgres;
using Rollouts.Storage;
using Rollouts.Storage.Opening;

// What a store does in a second. The servers wait for the disk, as they do in production. Each round measures all of
// it, pgbench first, so that what else the machine did at the time touches both sides of a ratio; the middle round
// counts. Usage: [seconds a load] [rounds]
var length = TimeSpan.FromSeconds(args.Length > 0 ? int.Parse(args[0]) : 5);
var rounds = args.Length > 1 ? int.Parse(args[1]) : 3;

await using var server = await PostgresServer.StartAsync("-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB");
var pgbench = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()).Database!;
await PgBench.PrepareAsync(server, pgbench);

var folder = Directory.CreateTempSubdirectory("rollouts-bench-").FullName;
var connection = await server.CreateDatabaseAsync();
var settings = new StoreSettings { DataFolder = folder, PostgresConnection = connection };
await using var postgres = await StoreFactory.OpenAsync(settings, TimeProvider.System, default);
var sqlite = await StoreFactory.OpenAsync(new StoreSettings { DataFolder = folder }, TimeProvider.System, default);
await Fleet.FillAsync(postgres);
await Fleet.FillAsync(sqlite);

Table table = new();
var (onPostgres, onSqlite) = (new Loads(postgres, length), new Loads(sqlite, length));
for (var round = 0; round < rounds; round++)
{
    table.Add("pgbench -N, 4 clients", await PgBench.RateAsync(server, pgbench, length));
    table.Add("PostgreSQL, decisions one a transaction, 4 writers", await onPostgres.AppendAsync(1, 4));
    table.Add("PostgreSQL, decisions 200 a transaction, 2 writers", await onPostgres.AppendAsync(200, 2));
    table.Add("PostgreSQL, rollouts claimed and released, 2 workers", await onPostgres.DriveAsync(2));
    table.Add("PostgreSQL, questions claimed and settled, 2 workers", await onPostgres.AskAsync(2));
    table.Add("SQLite, decisions one a transaction, 4 writers", await onSqlite.AppendAsync(1, 4));
    table.Add("SQLite, decisions 200 a transaction, 2 writers", await onSqlite.AppendAsync(200, 2));
    table.Add("SQLite, rollouts claimed and released, 2 workers", await onSqlite.DriveAsync(2));
    table.Add("SQLite, questions claimed and settled, 2 workers", await onSqlite.AskAsync(2));
}

table.Print(Console.Out);
await Sizes.PrintAsync(connection, Path.Combine(folder, "rollouts.db"), Console.Out);
await sqlite.DisposeAsync();
Directory.Delete(folder, recursive: true);
