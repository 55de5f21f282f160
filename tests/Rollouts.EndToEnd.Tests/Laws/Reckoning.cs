using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.EndToEnd.Tests.Relays;
using Rollouts.EndToEnd.Tests.Streets;
using Rollouts.EndToEnd.Tests.Workers;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Verifying;

namespace Rollouts.EndToEnd.Tests.Laws;

/// <summary>
/// What must be true after all of it, whatever happened: told by the store, by HAProxy, and by the book that the
/// relays kept.
/// </summary>
internal sealed class Reckoning(Street street, Desk service, Peek peek, InstallationSeal seal)
{
    public async Task HoldsAsync(IReadOnlyDictionary<RolloutId, string> rollouts)
    {
        var told = await peek.NoticesAsync();
        List<History> histories = [];
        foreach (var (id, shop) in rollouts)
        {
            var history = await HistoryAsync(id, shop);
            histories.Add(history);
            Ended(history);
            WentForward(history);
            Told(history, told);
            Assert.Equal(history.Last, await service.StateAsync(id));
        }

        foreach (var write in street.Book.Writes)
        {
            Decided(write, histories);
        }

        foreach (var shop in histories.GroupBy(history => history.Shop))
        {
            var wanted = shop.MaxBy(history => history.Last.OpenedAt)!.Last.Targets[0].Aim.Candidate;
            Assert.Equal((shop.Key, wanted), (shop.Key, await street.ShareAsync(shop.Key)));
        }

        var verification = await new Verifier(service.Store, seal).VerifyAllAsync(default);
        Assert.True(verification.IsIntact, string.Join('\n', verification.Findings));
    }

    private static void Ended(History history) =>
        Assert.True(
            history.Last.Status is Status.Succeeded or Status.RolledBack or Status.Superseded or Status.Cancelled,
            $"{history.Shop} is {history.Last.Status} at {history.Last.Position}"
        );

    /// <summary>No step was entered twice, none was left out, and no command took effect twice.</summary>
    private static void WentForward(History history)
    {
        var entered = history
            .Records.Select(recorded => recorded.Event)
            .OfType<RolloutEvent.StepEntered>()
            .Select(step => step.Position.Step)
            .ToList();
        Assert.Equal(Enumerable.Range(1, entered.Count), entered);
        Assert.Equal(history.Last.Handled.Distinct(), history.Last.Handled);
    }

    private static void Told(History history, List<(string Stream, string Key)> told)
    {
        var keys = told.Where(notice => notice.Stream == StreamName.Of(history.Last.Spec.Id).Text)
            .Select(notice => notice.Key)
            .ToList();
        Assert.Equal(keys.Distinct(), keys);
        Assert.Contains("ended", keys);
        Assert.Equal(history.Last.BeganAt is not null, keys.Contains("began"));
    }

    /// <summary>
    /// Nothing was given to the new version before the decision for it was stored. Where the store could not be
    /// asked at that moment, its decisions tell by their times.
    /// </summary>
    private static void Decided(RouterWrite write, List<History> histories)
    {
        var allowed = histories
            .Where(history => history.Shop == write.Line.Shop)
            .Select(history => history.Allowed(write))
            .Max();
        Assert.False(write.GoesAstray, $"more than before and after meanwhile, at {write}");
        Assert.True(write.Last <= allowed, $"only {allowed} was decided when, at {write}");
    }

    private async Task<History> HistoryAsync(RolloutId id, string shop)
    {
        List<RecordedEvent> records = [];
        await foreach (var chained in service.Store.Streams.ReadAsync(StreamName.Of(id), above: 0, default))
        {
            records.Add(Recorder.Read(chained.Entry));
        }

        return new History(shop, records);
    }
}
