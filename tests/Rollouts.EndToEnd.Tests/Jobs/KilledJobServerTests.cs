using Hangfire;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rollouts.EndToEnd.Tests.Workers;
using Rollouts.Engine.Audit;
using Rollouts.Engine.Jobs;
using Rollouts.Hosting.Jobs;
using Rollouts.Servers.Postgres;
using Rollouts.Storage;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Opening;
using Xunit.Abstractions;

namespace Rollouts.EndToEnd.Tests.Jobs;

/// <summary>
/// A worker that is killed while it runs background jobs leaves jobs and locks behind. Another worker goes on, and each
/// job takes effect once.
/// </summary>
public sealed class KilledJobServerTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Variable = "ROLLOUTS_STORE";

    private const int Jobs = 400;

    /// <summary>By the settings of Hangfire. With its defaults a lock of the dead is held for 10 minutes.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(35);

    /// <summary>A machine that runs all tests at once may be several times slower.</summary>
    private const int Patience = 4;

    private readonly TempFolder _folder = new();
    private PostgresServer _server = null!;
    private string _connection = "";

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync("-c", "fsync=off");
        _connection = await _server.CreateDatabaseAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nothing_waits_long_behind_a_killed_server_and_each_job_takes_effect_once()
    {
        await using var first = Worker("first");
        await using var second = Worker("second");
        await first.StartAsync();
        var ids = await EnqueueAsync();

        await Eventually.IsAsync(async () => await DoneAsync() >= Jobs / 8, "the first worker to be busy");
        await first.KillAsync();
        var killed = await NowAsync();
        Assert.InRange(await DoneAsync(), 1, Jobs - 1);
        await second.StartAsync();
        await Eventually.IsAsync(async () => await DoneAsync() == Jobs, "every job to be done", LongestWait * 2);

        var stall = await LongestStallAsync(killed);
        output.WriteLine(
            $"the longest stall was {stall}; {await CountAsync("hangfire.lock")} locks are left; "
                + $"{await CountAsync("jobs where attempt > 1")} jobs ran again"
        );
        Assert.InRange(stall, TimeSpan.Zero, LongestWait * Patience);

        // Each job has the result of one attempt.
        Assert.Equal(Jobs, await CountAsync("job_parts"));
        Assert.Equal(0, await CountAsync("job_parts join jobs on id = job where jobs.attempt <> job_parts.attempt"));
        Assert.Equal(ids.Count, await CountAsync("jobs where status = 'done' and ended_at is not null"));
    }

    private WorkerProcess Worker(string name)
    {
        var data = _folder["data"];
        Directory.CreateDirectory(data);
        using var seal = InstallationSeal.Open(Path.Combine(data, InstallationSeal.FileName));
        var installation = _folder.Write("installation.yaml", "environments: { test: {} }\n");
        return new WorkerProcess(
            name,
            ["--installation", installation, "--data", data, "--postgres-from", Variable],
            $"{Variable}={_connection}"
        );
    }

    private async Task<List<JobId>> EnqueueAsync()
    {
        await using var store = await StoreFactory.OpenAsync(
            new StoreSettings { DataFolder = _folder.Path, PostgresConnection = _connection },
            TimeProvider.System,
            default
        );
        var storage = HangfireStorage.Open(_connection);
        var queue = new HangfireDispatcher(new BackgroundJobClient(storage), NullLogger<HangfireDispatcher>.Instance);
        var jobs = new JobStarter(store, queue);
        var export = new AuditExport(new AuditFilter("none/", null, null, null, null, null), IsTable: true);
        List<JobId> ids = [];
        for (var i = 0; i < Jobs; i++)
        {
            var id = new JobId(Guid.CreateVersion7());
            await jobs.AddAsync(id, $"key/{i}", AuditExportJob.KindName, export, default);
            ids.Add(id);
        }

        return ids;
    }

    private Task<long> DoneAsync() => CountAsync("jobs where status = 'done'");

    private Task<long> CountAsync(string what) => ReadAsync<long>($"select count(*) from {what}");

    private async Task<DateTimeOffset> NowAsync() =>
        new(await ReadAsync<DateTime>("select clock_timestamp()"), TimeSpan.Zero);

    /// <summary>The longest time after the kill in which no job ended.</summary>
    private Task<TimeSpan> LongestStallAsync(DateTimeOffset killed) =>
        ReadAsync<TimeSpan>(
            $"""
            select coalesce(max(ended_at - before), interval '0') from (
                select ended_at, lag(ended_at, 1, timestamptz '{killed:O}') over (order by ended_at) as before
                from jobs where ended_at > timestamptz '{killed:O}'
            ) as ends
            """
        );

    private async Task<T> ReadAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
