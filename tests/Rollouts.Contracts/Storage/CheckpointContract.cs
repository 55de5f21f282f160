using Rollouts.Domain.Audit;

namespace Rollouts.Contracts.Storage;

/// <summary>Checkpoints come back as they were sealed.</summary>
public abstract class CheckpointContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly Instant Noon = new(1_772_445_600_123_456);

    [Fact]
    public async Task Before_the_first_there_is_none() =>
        Assert.Null(await Store.Checkpoints.NewestAsync(null, default));

    [Fact]
    public async Task The_newest_is_read_back_as_it_was_sealed()
    {
        await SaveAsync(Made(1), Made(3), Made(2));

        Assert.Equal(Made(3), await Store.Checkpoints.NewestAsync(null, default));
        Assert.Equal(Made(2), await Store.Checkpoints.NewestAsync(Made(3).At, default));
        Assert.Null(await Store.Checkpoints.NewestAsync(Made(1).At, default));
    }

    [Fact]
    public async Task A_checkpoint_of_nothing_is_one() => await SaveAndReadAsync(new Checkpoint(Noon, [], "seal"));

    [Fact]
    public async Task A_checkpoint_may_name_very_many_streams() =>
        await SaveAndReadAsync(
            new Checkpoint(
                Noon,
                Enumerable.Range(0, 20_000).Select(n => new Head($"é/{n}", n, new(new('a', 64)))).ToValueList(),
                "seal"
            )
        );

    [Fact]
    public async Task Old_ones_are_forgotten_and_the_newest_is_kept()
    {
        await SaveAsync(Made(1), Made(2), Made(3));

        Assert.Equal(1, await Store.Checkpoints.ForgetAsync(Made(2).At, default));
        Assert.Equal(1, await Store.Checkpoints.ForgetAsync(Made(9).At, default));

        Assert.Equal(Made(3), await Store.Checkpoints.NewestAsync(null, default));
        Assert.Null(await Store.Checkpoints.NewestAsync(Made(3).At, default));
    }

    private static Checkpoint Made(int hour) =>
        new(
            Noon + TimeSpan.FromHours(hour),
            [new("a/é", hour, new(new('1', 64))), new("b/\"'", 1, new(new('f', 64)))],
            $"seal-{hour}"
        );

    private async Task SaveAndReadAsync(Checkpoint checkpoint)
    {
        await SaveAsync(checkpoint);
        Assert.Equal(checkpoint, await Store.Checkpoints.NewestAsync(null, default));
    }

    private async Task SaveAsync(params Checkpoint[] checkpoints)
    {
        foreach (var checkpoint in checkpoints)
        {
            await Store.Checkpoints.SaveAsync(checkpoint, default);
        }
    }
}
