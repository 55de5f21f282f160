using Rollouts.Domain.Audit;
using Rollouts.Domain.Environments;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Maintenance;
using Rollouts.Fakes.Storage;
using Rollouts.Servers;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;
using Rollouts.Storage.Verifying;

namespace Rollouts.Engine.Tests.Maintenance;

public sealed class KeeperTests : IDisposable
{
    private static readonly StreamName Stream = StreamName.Of(new EnvironmentName("prod"));

    private readonly SettableClock _clock = new();
    private readonly TempFolder _folder = new();
    private readonly InstallationSeal _seal;
    private readonly MemoryStore _store;
    private readonly MaintenanceService _keeper;

    public KeeperTests()
    {
        _seal = InstallationSeal.Open(_folder["key.pem"]);
        _store = new MemoryStore(_clock);
        _keeper = new MaintenanceService(_store, new StoreClock(_clock), _seal);
    }

    public void Dispose()
    {
        _seal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Seals_where_the_streams_stand_once_an_hour()
    {
        await HappenAsync(version: 0);
        Assert.Empty(await _keeper.SealAsync(default));
        var first = await _store.Checkpoints.NewestAsync(before: null, default);

        _clock.Advance(TimeSpan.FromMinutes(59));
        await _keeper.SealAsync(default);
        var soon = await _store.Checkpoints.NewestAsync(before: null, default);

        await HappenAsync(version: 1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _keeper.SealAsync(default);
        var later = await _store.Checkpoints.NewestAsync(before: null, default);

        Assert.Equal([new Head(Stream.Text, 1, first!.Heads[0].Hash)], first.Heads);
        Assert.Equal(first, soon);
        Assert.Equal(2, later!.Heads[0].Version);
        Assert.True(later.IsGenuine(_seal));
    }

    [Fact]
    public async Task Tells_what_the_last_checkpoint_contradicts()
    {
        await HappenAsync(version: 0);
        await _keeper.SealAsync(default);
        var longer = new Head(Stream.Text, 7, Hash.Beginning);
        await _store.Checkpoints.SaveAsync(
            Checkpoint.Of(Instant.From(_clock.GetUtcNow()) + TimeSpan.FromSeconds(1), [longer], _seal),
            default
        );

        _clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal([new StreamFinding(Stream, new ChainVerdict.Truncated(1, 7))], await _keeper.SealAsync(default));
    }

    private Task HappenAsync(int version) =>
        _store.Streams.CommitAsync(
            [
                new Commit
                {
                    Writes =
                    [
                        new StreamWrite(Stream, version)
                        {
                            Entries =
                            [
                                Recorder.Write(
                                    Stream.Text,
                                    version + 1,
                                    new OccupancyEvent.SlotTaken(new RolloutId(Guid.NewGuid())),
                                    Instant.From(_clock.GetUtcNow()),
                                    Actor.Machine,
                                    Cause.Time,
                                    "a test"
                                ),
                            ],
                        },
                    ],
                },
            ],
            default
        );
}
