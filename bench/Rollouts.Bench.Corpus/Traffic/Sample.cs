namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>The requests of one version in one tick.</summary>
/// <param name="Slow">The requests slower than each of <see cref="Latencies.Edges"/>.</param>
/// <param name="Endpoints">Requests and failures by endpoint.</param>
internal sealed record Sample(long Requests, long Failing, long[] Slow, (long Requests, long Failing)[] Endpoints)
{
    public static Sample None { get; } =
        new(0, 0, new long[Latencies.Edges.Length], new (long, long)[Traffic.Endpoints.Count]);

    public Sample Plus(Sample other) =>
        new(
            Requests + other.Requests,
            Failing + other.Failing,
            [.. Slow.Zip(other.Slow, (one, more) => one + more)],
            [
                .. Endpoints.Zip(
                    other.Endpoints,
                    (one, more) => (one.Requests + more.Requests, one.Failing + more.Failing)
                ),
            ]
        );
}
