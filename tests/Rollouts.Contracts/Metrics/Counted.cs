using Rollouts.Analysis.Ticks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Contracts.Metrics;

/// <summary>Adds up what a source answers, as judging does, whichever form its numbers have.</summary>
internal sealed class Counted(Instant opened)
{
    private readonly CounterLedger _ledger = new(opened);
    private Instant _until = new(long.MinValue);

    /// <summary>What is new in an answer.</summary>
    public (ArmIncrement Candidate, ArmIncrement Baseline) Add(Answer<Reading> answer)
    {
        Assert.True(answer.TryGet(out var reading, out var fault), fault?.Message);
        switch (reading)
        {
            case Reading.Counters counters:
                Assert.True(_ledger.Read(counters.Samples.AsSpan()));

                // Far later: no counter is waited for any more.
                return _ledger.Close(opened + TimeSpan.FromDays(1), TimeSpan.FromSeconds(1)) is CountTick tick
                    ? (tick.Candidate, tick.Baseline)
                    : (default, default);
            case Reading.Periods periods:
                var fresh = periods.Counted.Where(period => period.From >= opened && period.From >= _until).ToList();
                _until = fresh.Count == 0 ? _until : fresh[^1].To;
                return (Sum(fresh.Select(period => period.Candidate)), Sum(fresh.Select(period => period.Baseline)));
            default:
                Assert.Fail($"these are no counts: {reading}");
                return default;
        }
    }

    private static ArmIncrement Sum(IEnumerable<ArmIncrement> parts) =>
        parts.Aggregate(
            default(ArmIncrement),
            (sum, part) =>
                new ArmIncrement(
                    sum.Requests + part.Requests,
                    sum.Bad + part.Bad,
                    sum.BadAtSecond + part.BadAtSecond,
                    sum.BadAtThird + part.BadAtThird
                )
        );
}
