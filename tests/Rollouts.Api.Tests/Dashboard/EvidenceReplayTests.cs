using Microsoft.Extensions.DependencyInjection;
using Rollouts.Analysis.Ticks;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Tests.Dashboard;

/// <summary>A replay that goes on shows what a replay from the beginning shows.</summary>
public sealed class EvidenceReplayTests : ApiTest
{
    private static readonly object Why = new { reason = "because" };

    protected override bool Works => true;

    [Fact]
    public async Task A_replay_that_goes_on_equals_one_from_the_beginning()
    {
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];
        await UntilAsync(id, answer => answer["summary"].Contains("release-managers", StringComparison.Ordinal));
        var asked = await Administrator.GetAsync($"rollouts/{id}");
        (await Administrator.PostAsync($"rollouts/{id}/skip", Why, ("If-Match", asked.Headers["ETag"]))).Is(200);
        await UntilAsync(id, answer => answer["status"] is "Succeeded" or "RolledBack" or "Paused");
        var whole = await HistoryAsync(id, until: null);
        var check = whole.State.Checks[0];
        var ticks = Ticks(whole.Moments[0].Event.At, whole.NewestAt);
        var fresh = new EvidenceReplay().Of(whole, check, ticks);
        Assert.NotEmpty(fresh.Points);

        var goingOn = new EvidenceReplay();
        foreach (var count in new[] { 3, 10, 10, ticks.Count / 2, ticks.Count })
        {
            var known = await HistoryAsync(id, ticks[count - 1].To);
            Assert.Equal(count, goingOn.Of(known, check, [.. ticks.Take(count)]).Points.Count);
        }

        Assert.Equal(fresh.Points, goingOn.Of(whole, check, ticks).Points);
        Assert.Equal(fresh.Newest?.Sentence, goingOn.Of(whole, check, ticks).Newest?.Sentence);

        // A shift became known after the counts that follow it were judged.
        var late = new EvidenceReplay();
        late.Of(await HistoryAsync(id, whole.Moments[0].Event.At), check, ticks);
        Assert.Equal(fresh.Points, late.Of(whole, check, ticks).Points);

        // Other counts than before, and fewer of them.
        var fewer = ticks.Skip(5).ToList();
        Assert.Equal(new EvidenceReplay().Of(whole, check, fewer).Points, goingOn.Of(whole, check, fewer).Points);
    }

    private static List<CountTick> Ticks(Instant from, Instant to)
    {
        var length = (to - from) / 200;
        return
        [
            .. Enumerable
                .Range(0, 200)
                .Select(i => new CountTick(
                    i + 1,
                    from + (length * i),
                    from + (length * (i + 1)),
                    new ArmIncrement(50, i % 7 == 0 ? 1 : 0),
                    new ArmIncrement(50, i % 9 == 0 ? 1 : 0)
                )),
        ];
    }

    private Task<RolloutHistory> HistoryAsync(string id, Instant? until) =>
        RolloutHistory.ReadAsync(
            Host.Services.GetRequiredService<IStreamStore>(),
            new RolloutId(Guid.Parse(id)),
            until,
            default
        );

    private Task UntilAsync(string id, Func<Answer, bool> condition) =>
        Eventually.IsAsync(
            async () => condition(await Administrator.GetAsync($"rollouts/{id}")),
            "the rollout that the test waits for",
            TimeSpan.FromMinutes(2)
        );
}
