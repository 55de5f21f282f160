using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rollouts.Domain.Connections;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Engine.Tests.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.Outside;
using Rollouts.Servers;
using Rollouts.Servers.Postgres;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Opening;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Tests.Hosting;

/// <summary>When a process says that it is ready.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task It_is_not_ready_while_PostgreSQL_takes_no_writes()
    {
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        using var folder = new TempFolder();
        await using var store = await StoreFactory.OpenAsync(
            new StoreSettings { DataFolder = folder.Path, PostgresConnection = connection },
            TimeProvider.System,
            default
        );
        using var world = new World();
        using var engine = EngineOf(store, world, TimeProvider.System);
        Assert.Equal(StatusCodes.Status200OK, await AskAsync(store, engine, TimeProvider.System));

        await SetReadOnlyAsync(connection, "on");
        await Eventually.IsAsync(
            async () => await AskAsync(store, engine, TimeProvider.System) == StatusCodes.Status503ServiceUnavailable,
            "a store that only reads to be noticed"
        );

        await SetReadOnlyAsync(connection, "off");
        await Eventually.IsAsync(
            async () => await AskAsync(store, engine, TimeProvider.System) == StatusCodes.Status200OK,
            "a store that takes writes again to be noticed"
        );
    }

    [Fact]
    public async Task The_answer_of_the_store_is_asked_for_every_five_seconds()
    {
        using var world = new World();
        using var engine = EngineOf(world.Store, world, world.Clock);
        using var readiness = new WorkerReadiness(world.Store, engine, new LoopHealth(world.Clock), world.Clock);
        var beats = 0;
        world.Store.Fault = call => beats += call is { Method: "BeatAsync", IsOver: true } ? 1 : 0;

        for (var second = 0; second < 12; second++)
        {
            await readiness.AskAsync(mindsClock: true, default);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, beats);
    }

    [Theory]
    [InlineData(true, StatusCodes.Status503ServiceUnavailable)]
    [InlineData(false, StatusCodes.Status200OK)]
    public async Task A_clock_that_jumped_makes_a_worker_unready_and_no_API(bool mindsClock, int status)
    {
        using var world = new World();
        using var engine = EngineOf(world.Store, world, world.Clock);
        await engine.ClaimRolloutsAsync(1, default);
        world.StoreTime.Ahead = TimeSpan.FromMinutes(30);
        for (var look = 0; look < 3; look++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            await engine.ClaimRolloutsAsync(1, default);
        }

        Assert.Equal(status, await AskAsync(world.Store, engine, world.Clock, mindsClock));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rollout_that_this_build_cannot_read_is_said_and_leaves_the_process_ready(bool mindsClock)
    {
        using var world = new World();
        using var engine = EngineOf(world.Store, world, world.Clock);
        await HaveUnreadableRolloutAsync(world);
        world.Clock.Advance(WorkerReadiness.Overdue * 2);
        await DriveAsync(engine);

        using var readiness = new WorkerReadiness(world.Store, engine, new LoopHealth(world.Clock), world.Clock);
        var answer = await readiness.AskAsync(mindsClock, default);

        Assert.Equal(StatusCodes.Status200OK, ((IStatusCodeHttpResult)answer).StatusCode ?? StatusCodes.Status200OK);
        Assert.Contains(
            "1 rollouts cannot be read by this build",
            Assert.IsType<ContentHttpResult>(answer).ResponseContent,
            StringComparison.Ordinal
        );
    }

    // The API drives nothing, so an API that is taken out of its load balancer moves nothing on.
    [Theory]
    [InlineData(true, StatusCodes.Status503ServiceUnavailable)]
    [InlineData(false, StatusCodes.Status200OK)]
    public async Task A_rollout_that_is_overdue_makes_a_worker_unready_and_no_API(bool mindsClock, int status)
    {
        using var world = new World();
        using var engine = EngineOf(world.Store, world, world.Clock);
        await HaveUnreadableRolloutAsync(world);
        world.Clock.Advance(WorkerReadiness.Overdue * 2);

        Assert.Equal(status, await AskAsync(world.Store, engine, world.Clock, mindsClock));
    }

    [Fact]
    public void A_rollout_is_unreadable_until_it_is_read_or_another_build_drives_it()
    {
        using var world = new World();
        var unreadable = new UnreadableRollouts(world.Clock);
        var (one, other) = (new RolloutId(Guid.NewGuid()), new RolloutId(Guid.NewGuid()));
        unreadable.Failed(one);
        unreadable.Failed(one);
        unreadable.Failed(other);
        Assert.Equal(2, unreadable.Count);

        unreadable.WasRead(one);
        Assert.Equal(1, unreadable.Count);

        world.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(0, unreadable.Count);
        Assert.Null(unreadable.Problem);
    }

    private static async Task HaveUnreadableRolloutAsync(World world)
    {
        var write = StreamSample.All[nameof(StateCodecs.Rollout)]().Write;
        var newer = write.Entries[^1] with { Event = "unheard.of.v9", Version = write.Entries.Count + 1 };
        var outcomes = await world.Store.Streams.CommitAsync(
            [
                new Commit
                {
                    Writes =
                    [
                        write with
                        {
                            Entries = [.. write.Entries, newer],
                            State = write.State![..10] + "ffffffff" + write.State[18..],
                            Due = new DueTime(Instant.From(world.StoreTime.GetUtcNow())),
                        },
                    ],
                },
            ],
            default
        );
        Assert.Equal([CommitOutcome.Written], outcomes);
    }

    private static async Task DriveAsync(RolloutEngine engine)
    {
        // An engine may compare the store with its mark before it claims.
        await engine.Restores.RefreshAsync(default);
        var due = Assert.Single(await engine.ClaimRolloutsAsync(1, default));
        await Assert.ThrowsAsync<UnreadableStreamException>(() => engine.DriveAsync(due, default));
    }

    private static RolloutEngine EngineOf(IStore store, World world, TimeProvider time) =>
        new(store, world, new CurrentInstallation(new Installation()), time, "one", NullLogger<RolloutEngine>.Instance);

    private static async Task<int?> AskAsync(
        IStore store,
        RolloutEngine engine,
        TimeProvider time,
        bool mindsClock = true
    )
    {
        using var readiness = new WorkerReadiness(store, engine, new LoopHealth(time), time);
        return ((IStatusCodeHttpResult)await readiness.AskAsync(mindsClock, default)).StatusCode
            ?? StatusCodes.Status200OK;
    }

    // As a fail-over to a standby looks: for every session from now on, the open ones included.
    private static async Task SetReadOnlyAsync(string connection, string value)
    {
        await using var administrator = new NpgsqlConnection(
            connection + ";Pooling=false;Options=-c default_transaction_read_only=off"
        );
        await administrator.OpenAsync();
        await using var batch = new NpgsqlBatch(administrator)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(
                    $"alter database \"{administrator.Database}\" set default_transaction_read_only = {value}"
                ),
                new NpgsqlBatchCommand(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                        + "where datname = current_database() and pid <> pg_backend_pid()"
                ),
            },
        };
        await batch.ExecuteNonQueryAsync();
    }
}
