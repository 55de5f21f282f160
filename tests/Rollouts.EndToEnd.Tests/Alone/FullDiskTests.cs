using Rollouts.Domain.Rollouts.States;
using Rollouts.EndToEnd.Tests.Streets;
using Xunit.Abstractions;

namespace Rollouts.EndToEnd.Tests.Alone;

/// <summary>The disk of the embedded store is full, in the middle of a release.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const int Megabytes = 24;

    private readonly Story _story = new(output);

    [Fact]
    public async Task A_full_disk_is_said_loses_nothing_and_is_over_when_there_is_room()
    {
        using var disk = await SmallDisk.MountAsync(Megabytes);
        await using var street = await Street.OpenAsync(shops: 2);
        var alone = new Loner(street, Path.Combine(disk.Path, "data"));
        await alone.ReleaseAllAsync();
        await alone.Worker.StartAsync();
        await Eventually.IsAsync(() => street.Book.Writes.Count > 0, "the first weight", Form.ToTheEnd);

        using (disk.Fill())
        {
            await Eventually.IsAsync(
                () => alone.Worker.Output.Contains("is full", StringComparison.Ordinal),
                "it to say that the disk is full",
                Form.ToTheEnd
            );
            _story.Say("the disk is full");

            // Neither does it need room to come back; what it cannot write it tries again.
            await alone.Worker.KillAsync();
            await alone.Worker.StartAsync();
        }

        _story.Say("the disk has room");
        await alone.HoldsAsync();
        _story.Say("all have ended");
        await using var after = await alone.OpenDeskAsync();
        foreach (var id in alone.Rollouts.Keys)
        {
            Assert.IsType<Status.Succeeded>((await after.StateAsync(id)).Status);
        }

        Assert.DoesNotContain("nobody foresaw", alone.Worker.Output, StringComparison.Ordinal);
    }
}
