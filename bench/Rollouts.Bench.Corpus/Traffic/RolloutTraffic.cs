using Rollouts.Analysis.Numerics;

namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>
/// The requests of one rollout. A tick is the same whenever it is drawn, as long as the candidate's share is, so that
/// rules which leave the traffic alone see the same requests.
/// </summary>
internal sealed class RolloutTraffic
{
    public const double TickSeconds = 5;

    /// <summary>How long the difference between the users of the two versions lasts.</summary>
    private const double UsersStay = 600;

    /// <summary>The users who are there at one time.</summary>
    private const double Users = 2000;

    private readonly Scenario _scenario;
    private readonly Surroundings _surroundings;
    private readonly Course _course;
    private readonly ulong _seed;
    private readonly double[] _multipliers;
    private readonly double[] _baselineUsers;
    private readonly double[] _candidateUsers;
    private readonly int _brokenEndpoint;
    private readonly double _phase;
    private readonly Dictionary<(double Times, double Part, double By), double[]> _slower = [];

    public RolloutTraffic(Scenario scenario, ulong seed, int ticks)
    {
        var random = new SeededGenerator(seed);
        (_scenario, _seed) = (scenario, seed);
        _surroundings = scenario.Surroundings[(int)(seed % (ulong)scenario.Surroundings.Count)];
        _course = Course.Of(_surroundings, random, ticks, TickSeconds);
        _multipliers = Endpoints.Multipliers(random);
        _brokenEndpoint = (int)(Endpoints.Count * random.NextDouble());
        _phase = random.NextDouble();
        (_baselineUsers, _candidateUsers) = (UsersOf(random, ticks), UsersOf(random, ticks));
    }

    public Course Course => _course;

    /// <summary>The requests of both versions in a tick, and those of the candidate that its fault has hurt.</summary>
    /// <param name="shiftedAt">The tick in which the candidate got its present share.</param>
    public (Sample Candidate, Sample Baseline, double Hurt) Draw(int tick, double share, int shiftedAt)
    {
        double seconds = tick * TickSeconds;
        double sinceShift = (tick - shiftedAt) * TickSeconds;
        var random = new SeededGenerator(_seed ^ (((ulong)tick + 1) * 0x9E3779B97F4A7C15));
        double requests = _scenario.RequestsPerSecond * TickSeconds * _course.Load[tick];
        double got = Math.Min(1, share * (_scenario.Fault is Fault.Misrouted routed ? routed.Times : 1));
        double failing = _scenario.FailingShare * _course.Failing[tick];
        double latency = _course.Latency[tick];
        bool isSticky = _surroundings == Surroundings.StickyUsers;
        double others = isSticky ? Mix(_baselineUsers[tick], 1 - share) : 1;
        double mine = isSticky ? Mix(_candidateUsers[tick], share) : 1;
        Sample baseline = Arm(random, requests * (1 - got), failing * others, latency, fault: null, seconds);
        double cold = _surroundings == Surroundings.ColdStart ? 1 + (0.8 * Math.Exp(-sinceShift / 30)) : 1;
        bool isBroken = _scenario.Fault is { } fault && seconds >= fault.Onset;
        Sample candidate = Arm(
            random,
            requests * got,
            failing * mine,
            latency * cold,
            isBroken ? _scenario.Fault : null,
            seconds
        );
        return (candidate, baseline, isBroken ? requests * got * HurtShare(seconds) : 0);
    }

    /// <summary>The few users of a version differ more from the mean than many do.</summary>
    private static double Mix(double standard, double share) =>
        Math.Max(0.1, 1 + (standard / Math.Sqrt(Math.Max(1, Users * share))));

    /// <summary>Users come and go, so what sets a version's users apart changes over minutes.</summary>
    private static double[] UsersOf(SeededGenerator random, int ticks)
    {
        double keep = Math.Exp(-TickSeconds / UsersStay);
        double[] users = new double[ticks];
        double now = Chance.Normal(random);
        for (int tick = 0; tick < ticks; tick++)
        {
            users[tick] = now;
            now = (keep * now) + (Math.Sqrt(1 - (keep * keep)) * Chance.Normal(random));
        }

        return users;
    }

    private Sample Arm(
        SeededGenerator random,
        double requests,
        double failing,
        double latency,
        Fault? fault,
        double seconds
    )
    {
        double added = fault is null ? 0 : AddedShare(fault, seconds);
        double addedBurst = fault is Fault.FailsUserGroup group ? group.InARow : 1;
        var endpoints = new (long Requests, long Failing)[Endpoints.Count];
        long all = 0;
        long bad = 0;
        for (int endpoint = 0; endpoint < Endpoints.Count && requests > 0; endpoint++)
        {
            double of = requests * Endpoints.Parts[endpoint];
            double usual = Math.Min(1, failing * _multipliers[endpoint]);
            double more = fault is Fault.FailsOneEndpoint && endpoint != _brokenEndpoint ? 0 : added;
            double left = 1 - usual;
            long failed =
                Chance.Bursts(random, of * usual, _course.Burst) + Chance.Bursts(random, of * left * more, addedBurst);
            long served = PoissonSampler.Draw(random, of * left * (1 - more)) + failed;
            endpoints[endpoint] = (served, failed);
            (all, bad) = (all + served, bad + failed);
        }

        return new Sample(all, bad, Slow(random, all - bad, latency, fault), endpoints);
    }

    /// <summary>Requests that fail do so at once, so only the others can be slow.</summary>
    private long[] Slow(SeededGenerator random, long good, double latency, Fault? fault)
    {
        var key = fault switch
        {
            Fault.Slower slower => (latency * slower.Times, 0, 0),
            Fault.SlowTail tail => (latency, tail.Share, 1000),
            Fault.HiddenByRetries hidden => (latency, hidden.Share, 250),
            _ => (latency, 0.0, 0.0),
        };
        if (!_slower.TryGetValue(key, out double[]? shares))
        {
            shares = _slower[key] = Latencies.SharesSlower(key.Item1, key.Item2, key.Item3);
        }

        long[] slow = new long[shares.Length];
        long among = good;
        double above = 1;
        for (int edge = 0; edge < shares.Length; edge++)
        {
            slow[edge] = among = Chance.Binomial(random, among, above > 0 ? shares[edge] / above : 0);
            above = shares[edge];
        }

        return slow;
    }

    private double AddedShare(Fault fault, double seconds) =>
        fault switch
        {
            Fault.Fails fails => fails.Share,
            Fault.FailsOneEndpoint one => one.Share,
            Fault.FailsUserGroup users => users.Share,
            Fault.Leak leak => Math.Min(1, leak.ShareAfterAnHour * seconds / 3600),
            Fault.Periodic periodic => IsOn(periodic, seconds) ? periodic.Share : 0,
            Fault.Slower or Fault.SlowTail or Fault.Misrouted or Fault.HiddenByRetries => 0,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private bool IsOn(Fault.Periodic periodic, double seconds) =>
        ((seconds / periodic.EverySeconds) + _phase) % 1 < periodic.Seconds / periodic.EverySeconds;

    /// <summary>The share of the candidate's requests that fail, or are slower than 250 ms, because of the fault.</summary>
    private double HurtShare(double seconds) =>
        _scenario.Fault switch
        {
            Fault.FailsOneEndpoint one => one.Share * Endpoints.Parts[_brokenEndpoint],
            Fault.Slower slower => Latencies.SharesSlower(slower.Times, 0, 0)[0] - Latencies.SharesSlower(1, 0, 0)[0],
            Fault.SlowTail tail => tail.Share,
            Fault.HiddenByRetries hidden => hidden.Share,
            Fault.Misrouted or null => 0,
            var fault => AddedShare(fault, seconds),
        };
}
