using System.Diagnostics;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Bench.Store;

/// <summary>What is asked of a store for some seconds, and how much of it is done in one.</summary>
internal sealed class Loads(IStore store, TimeSpan length)
{
    private static readonly ClaimRequest Two = new("bench", 200, TimeSpan.FromSeconds(8));

    private readonly int[] _versions = [.. Enumerable.Repeat(1, Fleet.Size)];

    /// <summary>Decisions appended, so many in a transaction, by so many writers who share nothing.</summary>
    public Task<double> AppendAsync(int together, int writers) =>
        MeasureAsync(
            writers,
            async (writer, round) =>
            {
                var share = Fleet.Size / writers;
                var due = new Instant(1_772_445_600_000_000L + (round * 1_000));
                var commits = new Commit[together];
                for (var i = 0; i < together; i++)
                {
                    var number = (writer * share) + (((round * together) + i) % share);
                    commits[i] = Fleet.Decide(number, _versions[number]++, due);
                }

                var outcomes = await store.Streams.CommitAsync(commits, default);
                return outcomes.All(outcome => outcome == CommitOutcome.Written)
                    ? together
                    : throw new InvalidOperationException("A commit of the bench met a conflict.");
            }
        );

    /// <summary>Rollouts claimed with their states and let go of again, two hundred at a time.</summary>
    public Task<double> DriveAsync(int workers) =>
        MeasureAsync(
            workers,
            async (_, _) =>
            {
                var claimed = await store.Driving.ClaimAsync(Two, default);
                var releases = claimed.Items.Select(one => new Release(
                    one.Id,
                    one.Lease,
                    one.Head.Version,
                    new DueTime(claimed.Now)
                ));
                await store.Driving.ReleaseAsync([.. releases], default);
                return claimed.Items.Count;
            }
        );

    /// <summary>Questions claimed with their evidence and settled, two hundred at a time; every tenth with a page.</summary>
    public Task<double> AskAsync(int workers) =>
        MeasureAsync(
            workers,
            async (worker, round) =>
            {
                var claimed = await store.Questions.ClaimAsync(Two, default);
                var settled = claimed.Items.Select(
                    (one, place) =>
                        new SettledQuestion(
                            one.Rollout,
                            one.Key,
                            one.Lease,
                            Fleet.Evidence,
                            claimed.Now,
                            place % 10 == 0
                                ? new TickPageRow((round * 10) + worker, claimed.Now, claimed.Now, new byte[720])
                                : null
                        )
                );
                await store.Questions.SettleAsync([.. settled], default);
                return claimed.Items.Count;
            }
        );

    private async Task<double> MeasureAsync(int workers, Func<int, int, Task<int>> step)
    {
        var done = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, workers)
                .Select(worker =>
                    Task.Run(async () =>
                    {
                        for (var round = 0; watch.Elapsed < length; round++)
                        {
                            Interlocked.Add(ref done, await step(worker, round));
                        }
                    })
                )
        );
        return done / watch.Elapsed.TotalSeconds;
    }
}
